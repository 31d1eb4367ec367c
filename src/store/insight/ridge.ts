/** A ridge plot: one quantity of every singular value at a few steps, with no more points than can be seen. */
import { endsAndBetween } from "../../math/jacobi-vectors.ts";
import { formatCount } from "../format.ts";
import type { SpectrumHistory, SpectrumRecord } from "../run/step-history.ts";

export interface Ridge {
  /** Positions on the index axis, from 0. */
  readonly indices: readonly number[];
  /** The number of all singular values. */
  readonly count: number;
  readonly lines: readonly RidgeLine[];
}

export interface RidgeLine {
  readonly step: number;
  /** One value for each of `indices`; NaN is a gap. */
  readonly values: readonly number[];
}

/** The steps of the first line, at the back, and of the last line, in front. */
export const stepsOf = ({ lines }: Ridge): { readonly from: string; readonly to: string } => ({
  from: formatCount(lines[0]?.step ?? 0),
  to: formatCount(lines.at(-1)?.step ?? 0),
});

const LINES = 28;
const MAX_POINTS = 96;

/** Singular values of a factor, or of the end-to-end product if `layer` is −1. */
export function growthRidge(history: SpectrumHistory, layer: number): Ridge {
  const valuesOf = ({ spectra }: SpectrumRecord): readonly number[] =>
    layer < 0 ? spectra.endToEnd : (spectra.layers[layer] ?? []);
  const records = history.pick(LINES);
  const count = records[0] ? valuesOf(records[0]).length : 0;
  const indices = endsAndBetween(count, MAX_POINTS);
  return {
    indices,
    count,
    lines: records.map((record) => {
      const values = valuesOf(record);
      return { step: record.step, values: indices.map((i) => values[i] ?? NaN) };
    }),
  };
}

/** By how many degrees a layer's singular vectors have turned since initialization. */
export function turnedRidge(history: SpectrumHistory, layer: number, side: "left" | "right"): Ridge {
  const records = history.pick(LINES).filter(({ insight }) => insight?.angles);
  const last = records.at(-1);
  return {
    indices: last?.insight?.angles?.indices ?? [],
    count: last?.spectra.layers[layer]?.length ?? 0,
    lines: records.map(({ step, insight }) => ({
      step,
      values: insight?.angles?.layers[layer]?.[side] ?? [],
    })),
  };
}
