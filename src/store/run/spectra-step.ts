/** The steps of the spectra that are shown. */
import { formatCount } from "../format.ts";
import type { NetworkData } from "../kinds/matrix-data.ts";

type Shown = readonly Pick<NetworkData, "viewSteps">[];

const stepsOf = (networks: Shown): number[] =>
  networks.flatMap(({ viewSteps }) => viewSteps["spectra"] ?? []);

/** Spectra come later than pictures. While they belong to other steps than the shown one, names those. */
export function spectraStepText(networks: Shown, seen: number): string {
  const steps = stepsOf(networks);
  if (steps.every((step) => step === seen)) return "";
  const [first, last] = [Math.min(...steps), Math.max(...steps)].map(formatCount);
  return first === last ? `step ${first}` : `steps ${first}–${last}`;
}

/** Names the spectra's steps for a user who looks back. After a fast run, the nearest may be far away. */
export function nearestSpectraSentence(networks: Shown, seen: number): string {
  const steps = [...new Set(stepsOf(networks))].toSorted((a, b) => a - b).map(formatCount);
  if (spectraStepText(networks, seen) === "") return "";
  const list =
    steps.length > 1 ? `steps ${steps.slice(0, -1).join(", ")} and ${steps.at(-1)}` : `step ${steps[0]}`;
  return `The singular values are from ${list}, the nearest at which they were computed.`;
}
