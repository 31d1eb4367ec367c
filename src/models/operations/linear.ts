/** Linear layer on rows: y = x Wᵀ, with x rows × in, W out × in, y rows × out. */
import type { MatrixRef, ProgramBuilder } from "../../engine/plan/builder.ts";

export function linearForward(
  program: ProgramBuilder,
  label: string,
  x: MatrixRef,
  W: MatrixRef,
  y: MatrixRef,
): void {
  program.matmul(`${label}/forward`, x, W, y, { transposeB: true });
}

/** dW = dyᵀ x, where W learns; dx = dy W, where something before this layer learns. */
export function linearBackward(
  program: ProgramBuilder,
  label: string,
  { x, W, dy }: { readonly x: MatrixRef; readonly W: MatrixRef; readonly dy: MatrixRef },
  { dW, dx }: { readonly dW: MatrixRef | undefined; readonly dx: MatrixRef | undefined },
): void {
  if (dW) program.matmul(`${label}/dW`, dy, x, dW, { transposeA: true });
  if (dx) program.matmul(`${label}/dx`, dy, W, dx);
}
