/** Bias, in place: x ← gain · x + b for every row, followed by the layer's ReLU if it has one. */
import { bias_add } from "../../kernels/nn/bias_add.ts";
import { column_sums } from "../../kernels/nn/column_sums.ts";
import type { MatrixRef, ProgramBuilder } from "../builder.ts";

/** `b` is 1 × cols. */
export function biasForward(
  program: ProgramBuilder,
  label: string,
  x: MatrixRef,
  b: MatrixRef,
  { gain, relu }: { readonly gain: number; readonly relu: boolean },
): void {
  const { rows, cols } = x;
  const { batch } = program;
  const flops = (Number(gain !== 1) + 1) * batch * rows * cols;
  program.dispatch(
    bias_add,
    `${label}/bias`,
    { rows, cols, batch, gain },
    { RELU: Number(relu) },
    [b.tensor, x.tensor],
    flops,
  );
}

/** db = Σ over rows of dy / gain. `dy` is the gradient of gain · x + b, already multiplied by `gain`. */
export function biasBackward(
  program: ProgramBuilder,
  label: string,
  dy: MatrixRef,
  db: MatrixRef,
  gain: number,
): void {
  const { rows, cols } = dy;
  const { batch } = program;
  program.dispatch(
    column_sums,
    `${label}/db`,
    { rows, cols, batch, scale: 1 / gain },
    {},
    [dy.tensor, db.tensor],
    batch * rows * cols,
  );
}
