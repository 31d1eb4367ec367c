/** When each network has found the target's principal components: series over steps, and the step of discovery. */
import type { AlignmentHistory, AlignmentRecord } from "../run/step-history.ts";

/** Which vectors: left vectors u or right vectors v. */
export type Side = "left" | "right";

/** The cosine at which a component counts as found, as in the papers' figures: at most about 8° away. */
export const FOUND = 0.99;

export interface AlignmentSeries {
  readonly steps: readonly number[];
  /** |⟨u_i, u_i*⟩|; NaN for an undetermined vector. */
  readonly values: readonly number[];
}

type Cosine = (record: AlignmentRecord) => number;

/** Reads the cosine of a network's f. `component` counts from 0. */
export const ofProduct =
  (component: number, side: Side): Cosine =>
  ({ alignment }) =>
    alignment[side][component] ?? NaN;

/** Reads the cosine of the original's outer layers: W_L on the left, W_1 on the right. */
export const ofOuter =
  (component: number, side: Side): Cosine =>
  ({ alignment }) =>
    alignment.outer?.[side][component] ?? NaN;

export function seriesOf({ records }: AlignmentHistory, cosine: Cosine): AlignmentSeries {
  return { steps: records.map(({ step }) => step), values: records.map(cosine) };
}

/** The last probe without a component, and the first probe after which it stays found. */
interface Found {
  /** Undefined if the first probe found it. */
  readonly after: number | undefined;
  readonly by: number;
}

/** Undefined if the component was not found, or was lost again. */
export function foundAt({ steps, values }: AlignmentSeries): Found | undefined {
  const before = values.findLastIndex((value) => !(value >= FOUND));
  const by = steps[before + 1];
  return by === undefined ? undefined : { after: steps[before], by };
}

/** Rows are components; columns are equal parts of the steps up to `lastStep`, each with its latest value. */
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
