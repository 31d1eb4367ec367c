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
  plan: HostTensors,
): HostStep | undefined {
  const lists = { before: `${plan.id}/gradients`, after: `${plan.id}/update` };
  if (galore) return refreshStep(plan.id, galore.gap, plan.projections, problems.length, topSingular);
  if (preconditioner)
    return {
      ...lists,
      gap: 1,
      work: (executor) => precondition(problems.length, plan, executor, preconditioner.ridge),
    };
  if (!leastSquares) return undefined;
  const { ridge } = leastSquares;
  let halves: readonly Record<"U" | "Vᵀ", Cells>[] | undefined;
  return {
    ...lists,
    gap: 1,
    work: (executor, step) => {
      halves ??= problems.map(({ observed, mask }) => {
        const byRow = cellsOf(observed, mask);
        return { U: byRow, Vᵀ: transposeCells(byRow) };
      });
      return solveHalf(halves, plan, executor, step % 2 === 0 ? "U" : "Vᵀ", ridge);
    },
  };
}

/** Alternating minimization: makes one half sweep of every run, in slices. */
async function solveHalf(
  runs: readonly Record<"U" | "Vᵀ", Cells>[],
  { W }: Pick<HostTensors, "W">,
  executor: Executor,
  wanted: "U" | "Vᵀ",
  ridge: number,
): Promise<number> {
  const [Vt, U] = W as [MatrixRef, MatrixRef];
  const [from, to] = wanted === "U" ? [Vt, U] : [U, Vt];
  // The solver takes and gives factors with a row for each row or column of f, and Vᵀ is stored.
  const turned = (matrix: Matrix, isStored: boolean): Matrix => (isStored ? transpose(matrix) : matrix);
  let elapsedMs = 0;
  for (const [b, cells] of runs.entries()) {
    const [fixed] = (await readMatrices(executor, [from], b)) as [Matrix];
    const { result, ms } = await timed(solveFactor.parts(cells[wanted], turned(fixed, from === Vt), ridge));
    elapsedMs += ms;
    executor.write(to.tensor, turned(result, to === Vt).data, b * result.data.length);
  }
  return elapsedMs;
}

/** ScaledGD: replaces both gradients of every run by the preconditioned ones, in slices. */
async function precondition(
  runs: number,
  { W, G }: Pick<HostTensors, "W" | "G">,
  executor: Executor,
  ridge: number,
): Promise<number> {
  const gradients = G as readonly MatrixRef[];
  let elapsedMs = 0;
  for (let b = 0; b < runs; b++) {
    const found = await readMatrices(executor, [...W, ...gradients], b);
    const step = preconditioned.parts(found as [Matrix, Matrix, Matrix, Matrix], ridge);
    const { result, ms } = await timed(step);
    elapsedMs += ms;
    for (const [l, { data }] of result.entries())
      executor.write((gradients[l] as MatrixRef).tensor, data, b * data.length);
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
