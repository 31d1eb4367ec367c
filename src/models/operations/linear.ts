/** Linear layer on rows: y = x Wᵀ, with x rows × in, W out × in, y rows × out. */
import type { MatrixRef, ProgramBuilder, RatesRef } from "../builder.ts";

export function linearForward(
  program: ProgramBuilder,
  label: string,
  x: MatrixRef,
  W: MatrixRef,
  y: MatrixRef,
): void {
  program.matmul(`${label}/forward`, x, W, y, { transposeB: true });
}

/** Where the gradient of W goes: into a tensor, or by the rates of plain descent at once into W. */
export type WeightGradient = { readonly dW: MatrixRef } | { readonly rates: RatesRef };

/** dx = dy W, where something before this layer learns; then dW = dyᵀ x, where W learns. */
export function linearBackward(
  program: ProgramBuilder,
  label: string,
  { x, W, dy }: { readonly x: MatrixRef; readonly W: MatrixRef; readonly dy: MatrixRef },
  dx: MatrixRef | undefined,
  weight: WeightGradient | undefined,
): void {
  // Before an update writes over W.
  if (dx) program.matmul(`${label}/dx`, dy, W, dx);
  if (!weight) return;
  if ("dW" in weight) program.matmul(`${label}/dW`, dy, x, weight.dW, { transposeA: true });
  else program.matmul(`${label}/descent`, dy, x, W, { transposeA: true, rates: weight.rates });
}
