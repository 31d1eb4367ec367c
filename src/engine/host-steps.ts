/** What some networks do on the CPU between the gradients and the update of a step, in float64. */
import { topSingular } from "../math/top-singular.ts";
import { transpose, type Matrix } from "../math/matrix.ts";
import type { Executor, ReadRequest } from "../kernels/program.ts";
import { macrotask } from "../kernels/macrotask.ts";
import { AlternatingMinimisation } from "../network/altmin.ts";
import type { NetworkPlan } from "./plan.ts";
import type { MatrixRef } from "./plan/builder.ts";
import type { Training } from "./training.ts";

export interface HostStep {
  /** Steps between two turns: it comes at every multiple of this. */
  readonly gap: number;
  /** Returns the milliseconds that it took by itself. What it does depends on the device's state alone. */
  work(step: number): Promise<number>;
}

/** Longest time between two turns of the event loop. */
const SLICE_MS = 8;

export function hostStepOf(
  training: Training,
  plan: NetworkPlan,
  index: number,
  executor: Executor,
): HostStep | undefined {
  const { galore, leastSquares } = training.networks[index]?.optimizer ?? {};
  const batch = training.problems.length;
  if (galore) return { gap: galore.gap, work: () => refreshProjections(plan, batch, executor) };
  if (!leastSquares) return undefined;
  let solvers: AlternatingMinimisation[] | undefined;
  return {
    gap: 1,
    work: (step) => {
      solvers ??= training.problems.map(
        (problem) => new AlternatingMinimisation(problem, leastSquares.ridge),
      );
      return solveHalf(solvers, plan, executor, step % 2 === 0 ? "U" : "Vᵀ");
    },
  };
}

/** Alternating minimisation: one half sweep of every batch entry, in slices. */
async function solveHalf(
  solvers: readonly AlternatingMinimisation[],
  { W }: NetworkPlan,
  executor: Executor,
  wanted: "U" | "Vᵀ",
): Promise<number> {
  const [Vt, U] = W as [MatrixRef, MatrixRef];
  let elapsedMs = 0;
  for (const [b, solver] of solvers.entries()) {
    const [fixed] = (await readMatrices(executor, [wanted === "U" ? Vt : U], b)) as [Matrix];
    const sweep = wanted === "U" ? solver.solveU(fixed) : solver.solveVt(fixed);
    let turn = performance.now();
    let next = sweep.next();
    for (; !next.done; next = sweep.next()) {
      if (performance.now() - turn < SLICE_MS) continue;
      elapsedMs += performance.now() - turn;
      await macrotask();
      turn = performance.now();
    }
    elapsedMs += performance.now() - turn;
    const { data } = next.value;
    executor.write((wanted === "U" ? U : Vt).tensor, data, b * data.length);
  }
  return elapsedMs;
}

/** GaLore: the leading singular vectors of the present gradients become the projections. */
async function refreshProjections(
  { projections }: NetworkPlan,
  batch: number,
  executor: Executor,
): Promise<number> {
  let elapsedMs = 0;
  for (let b = 0; b < batch; b++)
    for (const { P, side, gradient } of projections) {
      const [values] = (await readMatrices(executor, [gradient], b)) as [Matrix];
      await macrotask();
      // A network that has diverged has no directions: what it does means nothing.
      if (!values.data.every(Number.isFinite)) continue;
      const started = performance.now();
      const rank = side === "right" ? P.rows : P.cols;
      const { u, v } = topSingular(values, rank);
      const { data } = side === "right" ? transpose(v) : u;
      executor.write(P.tensor, data, b * data.length);
      elapsedMs += performance.now() - started;
    }
  return elapsedMs;
}

/** A matrix of batch entry b. */
export function requestOf({ tensor, rows, cols }: MatrixRef, b: number): ReadRequest {
  return { tensor, offset: b * rows * cols, length: rows * cols };
}

/** Matrices of batch entry b, as they are after the last run. */
export async function readMatrices(
  executor: Executor,
  refs: readonly MatrixRef[],
  b: number,
): Promise<Matrix[]> {
  const requests = refs.map((ref) => requestOf(ref, b));
  const { reads } = await executor.run("nothing", 1, requests);
  return refs.map(({ rows, cols }, i) => ({ rows, cols, data: Float64Array.from(reads[i] ?? []) }));
}
