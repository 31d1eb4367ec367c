/** Values behind the pictures, to be read off them: of the problem's entries, and of a network's factors. */
import type { Matrix } from "../../math/matrix.ts";
import type { Problem } from "../../problem/problem.ts";

/** Of the first seed, row by row, normalised; absent lists are explained one by one. */
export interface ProblemEntries {
  readonly target: Float32Array;
  /** What is seen of the target; absent where that is the target itself. */
  readonly seen?: Float32Array;
  /** 1 where the networks are shown the entry; absent where they are shown all, or none (sensing). */
  readonly observed?: Uint8Array;
  /** 1 where an observed entry is set apart for validation; absent where none is. */
  readonly validation?: Uint8Array;
  /** 1 where the data has a value; absent where it has all. */
  readonly known?: Uint8Array;
  /** What was subtracted from each entry beside the unit's offset, in the data's unit; absent where nothing was. */
  readonly baseline?: Float32Array;
}

export function problemEntries({
  target,
  observed,
  mask,
  validation,
  known,
  baseline,
}: Problem): ProblemEntries {
  return {
    target: Float32Array.from(target.data),
    ...(observed === target ? {} : { seen: Float32Array.from(observed.data) }),
    ...(mask ? { observed: Uint8Array.from(mask) } : {}),
    ...(validation ? { validation: Uint8Array.from(validation) } : {}),
    ...(known ? { known: Uint8Array.from(known) } : {}),
    ...(baseline ? { baseline: Float32Array.from(baseline) } : {}),
  };
}

/** A factor, or where it is large every `stride`-th row and column of it. */
export interface FactorView {
  readonly rows: number;
  readonly cols: number;
  readonly stride: number;
  /** ⌈rows / stride⌉ × ⌈cols / stride⌉ values, row by row. */
  readonly values: Float32Array;
}

/** More rows or columns than this are more than a picture shows. */
const MOST_SHOWN = 128;

export function factorView({ rows, cols, data }: Matrix): FactorView {
  const stride = Math.ceil(Math.max(rows, cols) / MOST_SHOWN);
  const across = Math.ceil(cols / stride);
  const values = new Float32Array(Math.ceil(rows / stride) * across);
  for (let at = 0; at < values.length; at++)
    values[at] = data[Math.floor(at / across) * stride * cols + (at % across) * stride] as number;
  return { rows, cols, stride, values };
}
