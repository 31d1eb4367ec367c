/** Each row's ‖z − target‖², and the gradient of `scale` times their sum, which by default is their mean. */
import { squared_distance } from "../../kernels/loss/squared_distance.ts";
import type { MatrixRef, ProgramBuilder } from "../builder.ts";

/**
 * `partials` holds B × rows pairs (‖z − target‖², z·target), which `loss_history` sums. `scale` does not apply
 * to them.
 */
export function squaredDistance(
  program: ProgramBuilder,
  label: string,
  z: MatrixRef,
  targets: MatrixRef,
  gradient: MatrixRef,
  partials: string,
  scale = 1 / z.rows,
): void {
  const { rows, cols } = z;
  const { batch } = program;
  program.dispatch(
    squared_distance,
    `${label}/distance`,
    { rows, cols, batch, scale },
    {},
    [z.tensor, targets.tensor, gradient.tensor, partials],
    6 * batch * rows * cols,
  );
}
