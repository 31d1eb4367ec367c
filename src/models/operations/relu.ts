/** ReLU, in place. Its backward pass needs only its output. */
import { relu, relu_backward } from "../../kernels/nn/relu.ts";
import type { MatrixRef, ProgramBuilder } from "../builder.ts";

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
