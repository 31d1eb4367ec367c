/** The losses: one value for each row, and the gradient. */
import { loss_history } from "../../kernels/loss/loss_history.ts";
import { softmax_cross_entropy } from "../../kernels/loss/softmax_cross_entropy.ts";
import type { MatrixRef, ProgramBuilder } from "../builder.ts";
import { pair_error } from "../../kernels/loss/pair_error.ts";
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

/** What the scores of pairs are computed from, and where their results go. */
export interface Pairs {
  /** Rows 2i and 2i + 1 are the embeddings of pair i. */
  readonly z: MatrixRef;
  /** B × pairs × 1: the known scores. */
  readonly targets: MatrixRef;
  /** B × 1 × 1: a and b of the score a cos(u, v) + b. */
  readonly a: MatrixRef;
  readonly b: MatrixRef;
  readonly dz: MatrixRef;
  readonly dscores: MatrixRef;
  readonly cosines: MatrixRef;
  /** B × pairs of (squared error, score), which `loss_history` sums. */
  readonly partials: string;
}

/** The mean squared error of the scores of pairs, and its gradients. */
export function pairError(program: ProgramBuilder, label: string, on: Pairs): void {
  const { rows: pairs } = on.targets;
  const { cols } = on.z;
  const { batch } = program;
  const tensors = [on.z, on.targets, on.a, on.b, on.dz, on.dscores, on.cosines].map(({ tensor }) => tensor);
  program.dispatch(
    pair_error,
    `${label}/pairs`,
    { pairs, cols, batch, scale: 1 / pairs },
    {},
    [...tensors, on.partials],
    4 * batch * pairs * cols,
  );
}

/** Where the sums of a mini-batch go: to a slot of `history`, which the step counter selects. */
export interface LossSums {
  readonly history: string;
  readonly capacity: number;
  /** Whether the counter goes on. */
  readonly advance: boolean;
}

/** Sums the `count` pairs of each run in `partials`. */
export function sumLoss(
  program: ProgramBuilder,
  label: string,
  count: number,
  partials: string,
  step: string,
  { history, capacity, advance }: LossSums,
): void {
  program.dispatch(
    loss_history,
    label,
    { train_count: count, recovery_count: count, capacity, batch: program.batch },
    { ADVANCE: Number(advance) },
    [partials, partials, step, history],
  );
}
