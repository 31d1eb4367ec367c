/** A network's factors, as pictures show them. */
import type { Matrix } from "../math/matrix.ts";

/** A factor; of a large one, only every `stride`-th row and column. */
export interface FactorView {
  readonly rows: number;
  readonly cols: number;
  readonly stride: number;
  /** ⌈rows / stride⌉ × ⌈cols / stride⌉ values, row by row. */
  readonly values: Float32Array;
}

/** A picture shows at most this many rows or columns. */
const MAX_SHOWN = 128;

/** A picture shows every stride-th row and column. */
export const strideOf = ({ rows, cols }: Pick<Matrix, "rows" | "cols">): number =>
  Math.ceil(Math.max(rows, cols) / MAX_SHOWN);

export function factorView({ rows, cols, data }: Matrix): FactorView {
  const stride = strideOf({ rows, cols });
  const across = Math.ceil(cols / stride);
  const values = new Float32Array(Math.ceil(rows / stride) * across);
  for (let at = 0; at < values.length; at++)
    values[at] = data[Math.floor(at / across) * stride * cols + (at % across) * stride] as number;
  return { rows, cols, stride, values };
}
