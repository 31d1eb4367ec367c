/** A linear layer on rows: y = x Wᵀ, with x rows × in, W out × in, y rows × out. */
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
