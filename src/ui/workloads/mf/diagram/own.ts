/** The stage's layers in the original's own directions: pictures, lenses on the blocks, and measured sentences. */
import { OWN_DIRECTIONS_SIDE } from "../../../../workloads/mf/config/defaults.ts";
import { formatCount } from "../../../../store/format.ts";
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import type { MatrixData, NetworkData } from "../../../../store/kinds/matrix-data.ts";
import type { LoadedRun, NetworkNow } from "../../../../store/kinds/matrix-state.ts";
import { factorPictures, ownPicture } from "../../../../store/pins/legend.ts";
import type { FactorView } from "../../../../workloads/mf/entries.ts";
import type { OwnView } from "../../../../workloads/mf/probes/own-directions.ts";
import { createQueryState } from "../../../parts/query-state.ts";

type Picture = ReturnType<typeof factorPictures>[number];

/** `?matrices=stored` shows the matrices as stored. */
export const matricesShown = createQueryState("matrices");

/** The colour scale of layers in their own directions. */
export const OWN_COLOURS = "Colours run from −1 to 1 by the square root of a value’s size.";

interface OwnPictures {
  /** One picture a layer of the original; empty for compressed networks. */
  readonly layers: readonly Picture[];
  readonly blocks: readonly Picture[];
}

/** Pictures are kept until the views change. */
const drawn = new WeakMap<OwnView, OwnPictures>();

export function ownPictures(own: OwnView): OwnPictures {
  const pictures = drawn.get(own) ?? {
    layers: (own.layers ?? []).map(ownPicture),
    blocks: own.blocks.map(ownPicture),
  };
  drawn.set(own, pictures);
  return pictures;
}

/** The longest side of a layer. */
const longestSide = ({ rows, cols, width }: LoadedRun["config"]): number => Math.max(rows, cols, width);

/** Says why the layers have no own directions in this run. Undefined if they have some. */
export function whyNoDirections({ config }: Pick<LoadedRun, "config">): string | undefined {
  if (config.start !== "orthogonal")
    return "Shown as stored: own directions need an orthogonal initialization, and these weights started from independent random numbers.";
  if (longestSide(config) > OWN_DIRECTIONS_SIDE)
    return `Shown as stored, by evenly spaced rows and columns: own directions of more than ${OWN_DIRECTIONS_SIDE} rows or columns would slow training down.`;
  return undefined;
}

/** Whether the matrices are shown in their own directions. */
export const useOwnDirections = (run: LoadedRun): boolean =>
  matricesShown.use() !== "stored" && whyNoDirections(run) === undefined;

/** The number of factors before W_1: Yaras et al.'s network has an outer factor there. */
export const factorsBefore = (own: OwnView, factorCount: number): number =>
  factorCount > own.blocks.length ? 1 : 0;

/** A block may differ by this fraction and still count as the same. */
const SAME = 0.01;

/**
 * The sentence below a network's row. The original's states which part of its change lies in the blocks. A compressed
 * network's compares its layers with those blocks.
 */
export function ownSentence(
  id: NetworkName,
  { config }: Pick<LoadedRun, "config">,
  original: NetworkData | undefined,
  own: OwnView | undefined,
): string | undefined {
  const k = 2 * config.rHat;
  const blocks = original?.view?.own?.blocks;
  if (id === "original") {
    const part = own?.inBlocks ?? NaN;
    if (Number.isNaN(part)) return undefined;
    const all = Math.min(config.rows, config.cols, config.width);
    const upTo = all === longestSide(config) ? "" : "up to ";
    const explained = part + (own?.fading ?? 0);
    const diagonal = `${explained > 1 - SAME ? "The" : "Most of the"} rest is the diagonal, which changes as one.`;
    const other = explained >= MOST ? diagonal : `A layer of ${k} × ${k} has no room for the rest.`;
    const rest = part < MOST ? ` ${other}` : "";
    return `${capital(percent(part))} of what changed since step 0 lies in ${k} of ${upTo}${longestSide(config)} directions: in the framed block.${rest}`;
  }
  if (!own || !blocks) return undefined;
  const difference = relativeDifference(own.blocks, blocks);
  if (Number.isNaN(difference)) return undefined;
  const outer = id === "yaras" ? "With V and U, its" : "Its";
  return difference < SAME
    ? `This network is the framed blocks alone: they differ by ${percent(difference)}.`
    : `${outer} layers differ from the framed blocks by ${percent(difference)}.`;
}

/** From this part on, the block, or the block and the diagonal, hold the change but for the leak of a completion. */
const MOST = 0.9;

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

/** ‖a − b‖_F / ‖b‖_F, all blocks together. */
function relativeDifference(a: readonly FactorView[], b: readonly FactorView[]): number {
  let [difference, all] = [0, 0];
  for (const [l, { values }] of b.entries())
    for (const [i, value] of values.entries()) {
      difference += ((a[l]?.values[i] ?? NaN) - value) ** 2;
      all += value ** 2;
    }
  return Math.sqrt(difference / all);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Two digits, and never 100 % of something incomplete. */
function percent(fraction: number): string {
  const value = 100 * fraction;
  if (value > 0 && value < 0.01) return "less than 0.01 %";
  if (value >= 99.95) return value > 100 - 1e-6 ? "100 %" : "more than 99.9 %";
  return `${value >= 99 ? value.toFixed(1) : Number(value.toPrecision(2))} %`;
}
