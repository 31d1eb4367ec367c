/** The work that some networks do on the CPU, in float64, between the gradients and the update of a step. */
import { topSingular } from "../../math/top-singular.ts";
import { transpose, type Matrix } from "../../math/matrix.ts";
import type { Executor, Values } from "../../kernels/program.ts";
import { inSlices, macrotask } from "../../core/macrotask.ts";
import type { Parts } from "../../core/parts.ts";
import { cellsOf, transposeCells, type Cells } from "./data/cells.ts";
import { solveFactor } from "./network/altmin.ts";
import { preconditioned } from "./network/scaled-gd.ts";
import type { MatrixRef } from "../../models/builder.ts";
import { refreshStep, type PlannedGaLore } from "../../models/galore.ts";
import type { HostStep } from "../../training/plan.ts";
import type { TrainedNetwork, Training } from "./training.ts";

/** The tensors of a network that the host reads and writes: factors, gradients, and GaLore's projections. */
interface HostTensors {
  readonly id: string;
  readonly W: readonly MatrixRef[];
  readonly G: readonly (MatrixRef | undefined)[];
  readonly projections: readonly PlannedGaLore[];
}

export function hostStepOf(
  { problems }: Training,
  { optimizer: { galore, leastSquares }, preconditioner }: TrainedNetwork,
  { id, W, G, projections }: HostTensors,
): HostStep | undefined {
  if (galore) return refreshStep(id, galore.gap, projections, problems.length, topSingular);
  const place = { before: `${id}/gradients`, after: `${id}/update`, gap: 1 };
  const runs = problems.length;
  if (preconditioner) {
    // ScaledGD replaces both gradients by the preconditioned ones.
    const gradients = G as readonly MatrixRef[];
    const solve = (found: readonly Matrix[]) =>
      preconditioned.parts(found as [Matrix, Matrix, Matrix, Matrix], preconditioner.ridge);
    return {
      ...place,
      work: (executor) => inRuns(executor, runs, [...W, ...gradients], gradients, solve),
    };
  }
  if (!leastSquares) return undefined;
  const [Vt, U] = W as [MatrixRef, MatrixRef];
  let halves: readonly Record<"rows" | "columns", Cells>[] | undefined;
  return {
    ...place,
    // Alternating minimization makes one half sweep.
    work: (executor, step) => {
      halves ??= problems.map(({ observed, mask }) => {
        const rows = cellsOf(observed, mask);
        return { rows, columns: transposeCells(rows) };
      });
      const cells = halves.map(({ rows, columns }) => (step % 2 === 0 ? rows : columns));
      const [from, to] = step % 2 === 0 ? [Vt, U] : [U, Vt];
      // The solver takes and gives factors with a row for each row or column of f, and Vᵀ is stored.
      const turned = (matrix: Matrix, ref: MatrixRef): Matrix => (ref === Vt ? transpose(matrix) : matrix);
      return inRuns(executor, runs, [from], [to], function* ([fixed], b) {
        const [own, other] = [cells[b] as Cells, turned(fixed as Matrix, from)];
        return [turned(yield* solveFactor.parts(own, other, leastSquares.ridge), to)];
      });
    },
  };
}

/** Replaces matrices of every run by what `work` makes of others, in slices. Resolves to the time of the work itself. */
async function inRuns(
  executor: Executor,
  runs: number,
  from: readonly MatrixRef[],
  to: readonly MatrixRef[],
  work: (found: readonly Matrix[], b: number) => Parts<readonly Matrix[]>,
): Promise<number> {
  let elapsedMs = 0;
  for (let b = 0; b < runs; b++) {
    const { result, ms } = await timed(work(await readMatrices(executor, from, b), b));
    elapsedMs += ms;
    for (const [l, { data }] of result.entries())
      executor.write((to[l] as MatrixRef).tensor, data, b * data.length);
  }
  return elapsedMs;
}

/** Does the work in slices, and measures its own time. */
async function timed<T>(work: Parts<T>): Promise<{ readonly result: T; readonly ms: number }> {
  let ms = -performance.now();
  const result = await inSlices(work, async () => {
    ms += performance.now();
    await macrotask();
    ms -= performance.now();
  });
  return { result, ms: ms + performance.now() };
}

/** A matrix as it was read, row-major. */
export interface CapturedMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Values;
}

/** Matrices of run b, with their current values. */
export async function captureMatrices(
  executor: Pick<Executor, "run">,
  refs: readonly MatrixRef[],
  b: number,
): Promise<CapturedMatrix[]> {
  const requests = refs.map(({ tensor, rows, cols }) => {
    const length = rows * cols;
    return { tensor, offset: b * length, length };
  });
  const { reads } = await executor.run("nothing", 1, requests);
  return refs.map(({ rows, cols }, i) => ({ rows, cols, data: reads[i] as Values }));
}

export const inFloat64 = (matrix: CapturedMatrix): Matrix => ({
  ...matrix,
  data: Float64Array.from(matrix.data),
});

/** The same in float64. */
export const readMatrices = async (...args: Parameters<typeof captureMatrices>): Promise<Matrix[]> =>
  (await captureMatrices(...args)).map(inFloat64);
