/** Layer normalization of rows, with a frozen scale and bias shared by all runs. */
import { layer_norm, layer_norm_backward } from "../../kernels/encoder/layer_norm.ts";
import type { MatrixRef, ProgramBuilder } from "../builder.ts";

export interface Norm {
  /** 1 × cols, shared. */
  readonly scale: MatrixRef;
  readonly bias: MatrixRef;
}

/** `moments` is rows × 2 and kept for the backward pass. */
export function layerNormForward(
  program: ProgramBuilder,
  label: string,
  x: MatrixRef,
  { scale, bias }: Norm,
  y: MatrixRef,
  moments: MatrixRef,
): void {
  const { rows, cols } = x;
  const { batch } = program;
  const tensors = [x, scale, bias, y, moments].map(({ tensor }) => tensor);
  program.dispatch(layer_norm, `${label}/norm`, { rows, cols, batch }, {}, tensors, 7 * batch * rows * cols);
}

/** Adds the gradient to `dx`. */
export function layerNormBackward(
  program: ProgramBuilder,
  label: string,
  dy: MatrixRef,
  saved: { readonly x: MatrixRef; readonly norm: Norm; readonly moments: MatrixRef },
  dx: MatrixRef,
): void {
  const { rows, cols } = dy;
  const { batch } = program;
  const tensors = [dy, saved.x, saved.norm.scale, saved.moments, dx].map(({ tensor }) => tensor);
  program.dispatch(
    layer_norm_backward,
    `${label}/dnorm`,
    { rows, cols, batch },
    {},
    tensors,
    13 * batch * rows * cols,
  );
}
