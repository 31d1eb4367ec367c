/** The losses: one value for each row, and the gradient. */
import { softmax_cross_entropy } from "../../kernels/loss/softmax_cross_entropy.ts";
import type { MatrixRef, ProgramBuilder } from "../builder.ts";
import { squared_distance } from "../../kernels/loss/squared_distance.ts";

// Each row's cross-entropy and whether the row is predicted correctly, and the gradient of the mean cross-entropy.

export interface Labels {
  /** u32: a label for each row of each run, or for each row if all runs share the labels. */
  readonly tensor: string;
  readonly shared: boolean;
}

/**
 * `gradient` is ∂(mean loss)/∂logits. `partials` holds B × rows pairs (loss, 1 if predicted right and else
 * 0), which `loss_history` sums.
 */
export function softmaxCrossEntropy(
  program: ProgramBuilder,
  label: string,
  logits: MatrixRef,
  labels: Labels,
  gradient: MatrixRef,
  partials: string,
): void {
  const { rows, cols: classes } = logits;
  const { batch } = program;
  program.dispatch(
    softmax_cross_entropy,
    `${label}/cross-entropy`,
    { rows, classes, batch, label_stride: labels.shared ? 0 : rows, scale: 1 / rows },
    {},
    [logits.tensor, labels.tensor, gradient.tensor, partials],
    5 * batch * rows * classes,
  );
}

// Each row's ‖z − target‖², and the gradient of `scale` times their sum, which by default is their mean.

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
