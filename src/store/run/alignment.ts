/** When each network has found the target's principal components: series over steps, and the step at which one was found. */
import type { AlignmentHistory, AlignmentRecord } from "./step-history.ts";

/** Left vectors u, or right ones v. */
export type Side = "left" | "right";

/** A component counts as found from this cosine on, as in the papers' figures: 8° are left. */
export const FOUND = 0.99;

export interface AlignmentSeries {
  readonly steps: readonly number[];
  /** |⟨u_i, u_i*⟩|; NaN where a vector is not determined. */
  readonly values: readonly number[];
}

type Cosine = (record: AlignmentRecord) => number;

/** Of a network's f. `component` counts from 0. */
export const ofProduct =
  (component: number, side: Side): Cosine =>
  ({ alignment }) =>
    alignment[side][component] ?? NaN;

/** Of the original's outer layer: W_L on the left, W_1 on the right. */
export const ofOuter =
  (component: number, side: Side): Cosine =>
  ({ alignment }) =>
    alignment.outer?.[side][component] ?? NaN;

export function seriesOf({ records }: AlignmentHistory, cosine: Cosine): AlignmentSeries {
  return { steps: records.map(({ step }) => step), values: records.map(cosine) };
}

/** Between which two looks it was found for good: the step of the last one without it, and of the first one with it. */
export interface Found {
  /** Undefined where it was found at the first look. */
  readonly after: number | undefined;
  readonly by: number;
}

/** Undefined where it is not found. */
export function foundAt({ steps, values }: AlignmentSeries): Found | undefined {
  const before = values.findLastIndex((value) => !(value >= FOUND));
  const by = steps[before + 1];
  return by === undefined ? undefined : { after: steps[before], by };
}

/** Rows are components, columns are even parts of the steps up to `lastStep`: what was seen last in each. */
export function alignmentMap(
  { records }: AlignmentHistory,
  side: Side,
  lastStep: number,
  columns: number,
): number[][] {
  const count = records[0]?.alignment[side].length ?? 0;
  const seen = Array.from({ length: columns }, (_, c) =>
    records.findLast(({ step }) => step <= (lastStep * c) / Math.max(1, columns - 1)),
  );
  return Array.from({ length: count }, (_, i) => seen.map((record) => record?.alignment[side][i] ?? NaN));
}
