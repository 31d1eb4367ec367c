/** Linear layers, biases and ReLUs, forward and backward. */
import type { MatrixRef, ProgramBuilder, RatesRef } from "../builder.ts";
import { bias_add } from "../../kernels/nn/bias_add.ts";
import { column_sums } from "../../kernels/nn/column_sums.ts";
import { relu, relu_backward } from "../../kernels/nn/relu.ts";

// A linear layer on rows: y = x Wᵀ, with x rows × in, W out × in, y rows × out.

export function linearForward(
  program: ProgramBuilder,
  label: string,
  x: MatrixRef,
  W: MatrixRef,
  y: MatrixRef,
): void {
  program.matmul(`${label}/forward`, x, W, y, { transposeB: true });
}

/** Where W's gradient goes: to a tensor, or into W itself with the rates of plain gradient descent. */
type WeightGradient = { readonly dW: MatrixRef } | { readonly rates: RatesRef };

/** dx = dy W if an earlier layer is trained; then dW = dyᵀ x if W is trained. */
export function linearBackward(
  program: ProgramBuilder,
  label: string,
  { x, W, dy }: { readonly x: MatrixRef; readonly W: MatrixRef; readonly dy: MatrixRef },
  dx: MatrixRef | undefined,
  weight: WeightGradient | undefined,
): void {
  // dx must be computed before an update overwrites W.
  if (dx) program.matmul(`${label}/dx`, dy, W, dx);
  if (!weight) return;
  if ("dW" in weight) program.matmul(`${label}/dW`, dy, x, weight.dW, { transposeA: true });
  else program.matmul(`${label}/descent`, dy, x, W, { transposeA: true, rates: weight.rates });
}

// Bias, in place: x ← gain · x + b for every row, followed by the layer's ReLU if it has one.

/** `b` is 1 × cols. */
export function biasForward(
  program: ProgramBuilder,
  label: string,
  x: MatrixRef,
  b: MatrixRef,
  layer: { readonly gain: number; readonly relu: boolean },
): void {
  const { gain } = layer;
  const { rows, cols } = x;
  const { batch } = program;
  const flops = (Number(gain !== 1) + 1) * batch * rows * cols;
  program.dispatch(
    bias_add,
    `${label}/bias`,
    { rows, cols, batch, gain },
    { RELU: Number(layer.relu) },
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

// ReLU, in place. Its backward pass needs only its output.

export function reluForward(program: ProgramBuilder, label: string, x: MatrixRef): void {
  program.dispatch(relu, `${label}/relu`, { count: countOf(program, x) }, {}, [x.tensor]);
}

/** g ← gain · g where the output h is positive, else 0. */
export function reluBackward(
  program: ProgramBuilder,
  label: string,
  h: MatrixRef,
  g: MatrixRef,
  gain: number,
): void {
  const count = countOf(program, g);
  program.dispatch(relu_backward, `${label}/mask`, { count, gain }, {}, [h.tensor, g.tensor]);
}

function countOf(program: ProgramBuilder, { rows, cols }: MatrixRef): number {
  return program.batch * rows * cols;
}
