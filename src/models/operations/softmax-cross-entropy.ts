/** Mean cross-entropy of softmax(logits), its gradient, and the number of correctly predicted rows. */
import { softmax_cross_entropy } from "../../kernels/loss/softmax_cross_entropy.ts";
import type { MatrixRef, ProgramBuilder } from "../builder.ts";

export interface Labels {
  /** Labels, u32: rows per run, or one set of rows shared by all runs. */
  readonly tensor: string;
  readonly shared: boolean;
}

/**
 * gradient: ∂(mean loss)/∂logits. `partials`: B × rows pairs (loss, 1 if predicted right), which
 * `loss_history` sums.
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
