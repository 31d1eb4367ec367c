/** The steps of the spectra that are shown. */
import { formatCount } from "../format.ts";
import type { NetworkData } from "./run-data.ts";

/**
 * Spectra arrive later than pictures. While their steps differ from the displayed step, this text says so.
 */
export function spectraStepText(networks: readonly Pick<NetworkData, "view">[], seen: number): string {
  const steps = networks.flatMap(({ view }) => view?.spectraStep ?? []);
  if (steps.every((step) => step === seen)) return "";
  const [first, last] = [Math.min(...steps), Math.max(...steps)].map(formatCount);
  return first === last ? `at step ${first}` : `at steps ${first}–${last}`;
}
