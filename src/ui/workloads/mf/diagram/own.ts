/** Sentences below the stage's rows, on the layers in the original's own directions. */
import { OWN_DIRECTIONS_SIDE } from "../../../../workloads/mf/config/defaults.ts";
import { formatCount } from "../../../../store/format.ts";
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import type { MatrixData, NetworkData } from "../../../../store/kinds/matrix-data.ts";
import type { LoadedRun, NetworkNow } from "../../../../store/kinds/matrix-state.ts";
import type { OwnView } from "../../../../workloads/own-view.ts";
import { changeSentence, differenceSentence } from "../../../diagram/own.ts";

const longestSide = ({ rows, cols, width }: LoadedRun["config"]): number => Math.max(rows, cols, width);

/** Says why the layers have no own directions in this run. Undefined if they have some. */
export function whyNoDirections({ config }: Pick<LoadedRun, "config">): string | undefined {
  if (config.start !== "orthogonal")
    return "Shown as stored: own directions need an orthogonal initialization, and these weights started from independent random numbers.";
  if (longestSide(config) > OWN_DIRECTIONS_SIDE)
    return `Shown as stored, by evenly spaced rows and columns: own directions of more than ${formatCount(OWN_DIRECTIONS_SIDE)} rows or columns would slow training down.`;
  return undefined;
}

/** The number of factors before W_1: Yaras et al.'s network has an outer factor there. */
export const factorsBefore = (own: OwnView, factorCount: number): number =>
  factorCount > own.blocks.length ? 1 : 0;

/**
 * The sentence below a network's row. The original's states which part of its change lies in the blocks. A compressed
 * network's compares its layers with those blocks.
 */
export function ownSentence(
  id: NetworkName,
  { config: { rows, cols, width, rHat } }: Pick<LoadedRun, "config">,
  original: NetworkData | undefined,
  own: OwnView | undefined,
): string | undefined {
  const blocks = original?.view?.own?.blocks;
  if (!own) return undefined;
  if (id === "original") return changeSentence(own, 2 * rHat, [rows, cols, width]);
  return blocks && differenceSentence(own, blocks, id === "yaras" ? "With V and U, its" : "Its");
}

/** A compressed network ends lower if its error is below this fraction of the original's. */
const LOWER = 0.8;
/** Its other directions explain the original's error if they leave at least this fraction of it. */
const EXPLAINED = 0.5;

/** The singular values of the original's f outside its block of 2r̂ directions and beyond the target's rank. */
export function otherValues(
  { config: { rHat, rank } }: Pick<LoadedRun, "config">,
  data: MatrixData,
): readonly number[] {
  return data.models.get("original")?.view?.spectra?.endToEnd.slice(Math.max(2 * rHat, rank)) ?? [];
}

/** The relative error that these values alone leave. */
export const errorOf = (
  { targetSigmas }: Pick<LoadedRun, "targetSigmas">,
  values: readonly number[],
): number => Math.hypot(...values) / Math.hypot(...targetSigmas);

/** Says why a compressed network has a smaller error than the original, if the measured spectrum explains it. */
export function lowerSentence(
  run: Pick<LoadedRun, "config" | "targetSigmas" | "recoveryOver">,
  data: MatrixData,
  network: Pick<NetworkNow, "id" | "progress">,
): string | undefined {
  const own = data.models.get("original");
  const step = network.progress?.step ?? NaN;
  const original = own?.recovery.at(step) ?? NaN;
  const others = otherValues(run, data);
  const isLower = (network.progress?.headline ?? NaN) < LOWER * original;
  const isExplained = own?.viewSteps["spectra"] === step && errorOf(run, others) > EXPLAINED * original;
  return network.id !== "original" && run.recoveryOver !== "heldout" && isLower && isExplained
    ? `It ends lower, without ${formatCount(others.length)} other directions.`
    : undefined;
}
