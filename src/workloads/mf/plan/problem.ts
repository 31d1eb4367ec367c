/** Plans the problem's tensors, and for each kind of problem the residual and its sums of squares from f. */
import { loss_history } from "../../../kernels/loss/loss_history.ts";
import { HISTORY_CAPACITY } from "../../../training/plan.ts";
import { chooseResidual, partialCount } from "../../../kernels/loss/residual.ts";
import { invariant } from "../../../core/errors.ts";
import { recoveryWeights, type Problem } from "../data/problem.ts";
import type { MatrixRef, ProgramBuilder, Observed } from "../../../models/builder.ts";
import { planObserved } from "../../../models/observed.ts";

export interface PlannedProblem {
  readonly rows: number;
  readonly cols: number;
  readonly target: MatrixRef;
  /** The values that training sees: the target with noise, or the target itself without noise. */
  readonly seen: MatrixRef;
  /** The mask's tensor. Without a mask, it is the target's tensor, which is bound but not read. */
  readonly mask: string;
  readonly masked: boolean;
  /** The entries where D may differ from 0; undefined without a mask (factorization and sensing). */
  readonly observed: Observed | undefined;
  /** 1 for a known value, 0 for one that a file lacks; undefined if every value is known. */
  readonly known: string | undefined;
  /**
   * Declares one network's scratch tensors. Returns a function that appends the dispatches for D from f, and
   * for the sums of squares in slot step % capacity of the history. With `advance`, the step counter advances.
   */
  residual(id: string, f: MatrixRef, D: MatrixRef, step: string, history: string): (advance: boolean) => void;
}

/** A tensor of pairs of partial sums of squares, and their number for each run. */
interface Partials {
  readonly tensor: string;
  readonly pairs: number;
}

export function partialsOf(program: ProgramBuilder, name: string, count: number): Partials {
  const pairs = partialCount(count);
  return { tensor: program.tensor({ name, length: program.batch * pairs * 2 }), pairs };
}

/** Appends the sums of both errors' squares, in slot step % capacity of the history. */
export function planHistory(
  program: ProgramBuilder,
  id: string,
  train: Partials,
  recovery: Partials,
  step: string,
  history: string,
  advance: boolean,
): void {
  const counts = { train_count: train.pairs, recovery_count: recovery.pairs };
  program.dispatch(
    loss_history,
    `${id}/history`,
    { ...counts, capacity: HISTORY_CAPACITY, batch: program.batch },
    { ADVANCE: Number(advance) },
    [train.tensor, recovery.tensor, step, history],
  );
}

export function planProblem(program: ProgramBuilder, problems: readonly Problem[]): PlannedProblem {
  const [first] = problems;
  invariant(first, "a training run has at least one problem");
  const { rows, cols } = first.target;
  const matrix = (
    name: string,
    pick: (problem: Problem) => ArrayLike<number> | undefined,
    [height, width] = [rows, cols],
  ): MatrixRef =>
    program.matrix(
      name,
      height,
      width,
      problems.map((problem) => pick(problem) ?? []),
    );
  const target = matrix("target", (problem) => problem.target.data);
  const masks = problems.map((problem) => problem.mask ?? new Float64Array(0));
  const masked = first.mask !== undefined;
  const mask = masked ? program.matrix("mask", rows, cols, masks).tensor : target.tensor;
  const observed = masked ? planObserved(program, masks, rows, cols) : undefined;
  const known = first.known && matrix("known", (problem) => problem.known).tensor;
  // Recovery usually counts all entries in every problem, or all unobserved entries in every problem. Otherwise this
  // tensor marks the excluded entries.
  const alike = problems.every(({ recoveryOver }) => recoveryOver === first.recoveryOver);
  const notRecovered =
    (!alike || (first.known ?? (first.recoveryOver === "heldout" && first.validation))) &&
    matrix("not recovered", (problem) => {
      const weights = recoveryWeights(problem);
      return problem.target.data.map((_, i) => 1 - (weights?.[i] ?? 1));
    }).tensor;
  const noisy = first.observed !== first.target;
  const seen = noisy ? matrix("observed", (problem) => problem.observed.data) : target;
  const lossScales = program.tensor({
    name: "loss scale",
    length: program.batch,
    initial: problems.map(({ lossScale }) => lossScale),
  });
  const size = rows * cols;
  const N = first.sensing?.A.rows ?? size;
  const sensing = first.sensing && {
    A: matrix("A", (problem) => problem.sensing?.A.data, [N, size]),
    y: matrix("y", (problem) => problem.sensing?.y.data, [N, 1]),
  };

  const usual = { MASKED: Number(masked), HELD_OUT: Number(first.recoveryOver === "heldout") };
  const compare = (
    label: string,
    value: MatrixRef,
    wanted: MatrixRef,
    out: MatrixRef,
    { tensor, pairs }: Partials,
    constants = usual,
    weights = mask,
  ): void => {
    const count = value.rows * value.cols;
    program.dispatch(
      chooseResidual(count, program.batch),
      label,
      { count, batch: program.batch, partial_count: pairs },
      constants,
      [
        value.tensor,
        wanted.tensor,
        constants.MASKED ? weights : wanted.tensor,
        lossScales,
        out.tensor,
        tensor,
      ],
      6 * count * program.batch,
    );
  };
  const column = (f: MatrixRef): MatrixRef => ({ ...f, rows: size, cols: 1 });
  return {
    rows,
    cols,
    target,
    seen,
    mask,
    masked,
    observed,
    known,
    residual: (id, f, D, step, history) => {
      const train = partialsOf(program, `${id}/partials`, N);
      // Four cases need a separate pass. With noise or in sensing, training and recovery compare different values.
      // With missing cells or validation, recovery does not count all entries outside the mask. With several seeds,
      // some masks may cover every entry. The pass for training comes last, because both write D.
      const isApart = noisy || notRecovered || sensing;
      const recovery = isApart ? partialsOf(program, `${id}/recovery partials`, size) : train;
      const measured = sensing && {
        value: program.matrix(`${id}/A·vec(f)`, N, 1),
        residual: program.matrix(`${id}/A·vec(f)−y`, N, 1),
      };
      return (advance) => {
        if (notRecovered)
          compare(`${id}/recovery`, f, target, D, recovery, { MASKED: 1, HELD_OUT: 1 }, notRecovered);
        else if (isApart) compare(`${id}/recovery`, f, target, D, recovery);
        if (sensing && measured) {
          // r = A vec(f) − y, D = s · unvec(Aᵀ r), where f and D are read as columns of m·n entries.
          const { value, residual } = measured;
          program.matmul(`${id}/measure`, sensing.A, column(f), value);
          compare(`${id}/residual`, value, sensing.y, residual, train);
          program.matmul(`${id}/Aᵀ·residual`, sensing.A, residual, column(D), { transposeA: true });
        } else compare(`${id}/residual`, f, seen, D, train);
        planHistory(program, id, train, recovery, step, history, advance);
      };
    },
  };
}
