/** Layers in their own directions: pictures, and sentences on the blocks that the diagram frames. */
import { formatCount } from "../../store/format.ts";
import { factorPictures, ownPicture } from "../../store/pins/legend.ts";
import type { FactorView } from "../../workloads/factor-view.ts";
import type { OwnView } from "../../workloads/own-view.ts";
import { createQueryState } from "../parts/open.ts";

type Picture = ReturnType<typeof factorPictures>[number];

/** `?matrices=stored` shows the matrices as stored. */
export const matricesShown = createQueryState("matrices");

/** Whether the matrices are shown in their own directions, unless there is a reason against it. */
export const useOwnDirections = (reason: string | undefined): boolean =>
  matricesShown.use() !== "stored" && reason === undefined;

/** The colour scale of layers in their own directions. */
export const ownColours = (span: number): string =>
  `Colours run from −${span} to ${span} by the square root of a value’s size.`;

interface OwnPictures {
  readonly span: number;
  /** One picture a layer of the full network; empty for compressed networks. */
  readonly layers: readonly Picture[];
  readonly blocks: readonly Picture[];
}

/** Pictures are kept until the views or the colours change. */
const drawn = new WeakMap<OwnView, OwnPictures>();

export function ownPictures(own: OwnView, span = 1): OwnPictures {
  const known = drawn.get(own);
  if (known?.span === span) return known;
  const pictureOf = (layer: FactorView): Picture => ownPicture(layer, span);
  const pictures = { span, layers: (own.layers ?? []).map(pictureOf), blocks: own.blocks.map(pictureOf) };
  drawn.set(own, pictures);
  return pictures;
}

/** A block may differ by this fraction and still count as the same. */
const SAME = 0.01;
/** From this part on, the block, or the block and the diagonal, hold the change but for the leak of a completion. */
const MOST = 0.9;

/** States which part of the full network's change lies in its blocks of k × k. `sides` are those of its layers. */
export function changeSentence(
  { inBlocks = NaN, fading = 0 }: OwnView,
  k: number,
  sides: readonly number[],
): string | undefined {
  if (Number.isNaN(inBlocks)) return undefined;
  const most = Math.max(...sides);
  const upTo = Math.min(...sides) === most ? "" : "up to ";
  const explained = inBlocks + fading;
  const diagonal = `${explained > 1 - SAME ? "The" : "Most of the"} rest is the diagonal, which changes as one.`;
  const other =
    explained >= MOST ? diagonal : `${percent(1 - explained)} has no room in a layer of ${k} × ${k}.`;
  const rest = inBlocks < MOST ? ` ${other}` : "";
  return `${capital(percent(inBlocks))} of what changed since step 0 lies in ${formatCount(k)} of ${upTo}${formatCount(most)} directions: in the framed block.${rest}`;
}

/** Compares a compressed network's layers with the full network's blocks. */
export function differenceSentence(
  own: OwnView,
  blocks: readonly FactorView[],
  whose = "Its",
): string | undefined {
  const difference = relativeDifference(own.blocks, blocks);
  if (Number.isNaN(difference)) return undefined;
  return difference < SAME
    ? `This network is the framed blocks alone: they differ by ${percent(difference)}.`
    : `${whose} layers differ from the framed blocks by ${percent(difference)}.`;
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

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Two digits, and never 100 % of something incomplete. */
export function percent(fraction: number): string {
  const value = 100 * fraction;
  if (value > 0 && value < 0.01) return "less than 0.01 %";
  if (value >= 99.95) return value > 100 - 1e-6 ? "100 %" : "more than 99.9 %";
  return `${value >= 99 ? value.toFixed(1) : Number(value.toPrecision(2))} %`;
}
