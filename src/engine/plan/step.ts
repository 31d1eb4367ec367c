/**
 * One training step of a chain W[1] … W[n] as a list of dispatches:
 *
 *   forward    prefix[l] = W[l] prefix[l−1],  f = prefix[n]
 *   residual   D = ∂loss/∂f; sums of squares into the loss history
 *   backward   back[n] = D,  back[l−1] = W[l]ᵀ back[l]
 *   gradients  G[l] = back[l] prefix[l−1]ᵀ,  G[1] = back[1]
 *   update     all W[l] at once
 *
 * Frozen factors (rate scale 0) get no gradient and no update, and nothing is propagated behind the last one that learns.
 */
import { packHyper } from "../../kernels/hyper.ts";
import type { Matrix } from "../../math/matrix.ts";
import { invariant } from "../../math/errors.ts";
import type { Optimizer, TrainedNetwork } from "../training.ts";
import type { MatrixRef, ProgramBuilder } from "./builder.ts";
import { HISTORY_CAPACITY, type PlannedProblem } from "./problem.ts";

/** Names and shapes of what a network owns on the device. `W[0]` is the paper's W_1. */
export interface PlannedNetwork {
  readonly id: string;
  readonly W: readonly MatrixRef[];
  /** G[l]; undefined for a frozen factor. */
  readonly G: readonly (MatrixRef | undefined)[];
  /** f, the end-to-end matrix of the last forward pass. */
  readonly f: MatrixRef;
  /** capacity × B × 2 sums of squares: train, recovery. */
  readonly history: string;
  readonly hyper: string;
  /** Every tensor that carries training from one step to the next: factors, optimizer state, step counter, projections. */
  readonly state: readonly string[];
  /** Projections of GaLore, one for each learning factor; empty otherwise. */
  readonly projections: readonly Projection[];
  /** Floating-point operations of one step of one batch entry. */
  readonly flopsPerStep: number;
  readonly parameters: number;
}

/** GaLore: rows ≥ cols: P = top right singular vectors (rank × cols); otherwise top left ones (rows × rank). */
export interface Projection {
  readonly gradient: MatrixRef;
  readonly P: MatrixRef;
  readonly side: "right" | "left";
}

/**
 * Lists: `<id>/gradients` (forward … gradients; advances the history), `<id>/update`, `<id>/step` (both) and
 * `<id>/evaluate` (forward and residual; writes the history without advancing it).
 */
export function planNetwork(
  program: ProgramBuilder,
  problem: PlannedProblem,
  network: TrainedNetwork,
): PlannedNetwork {
  const { id, optimizer } = network;
  const [chain] = network.chains;
  invariant(chain, "a network has a chain for each batch entry");
  const W = chain.factors.map(({ rows, cols }, l) =>
    program.matrix(`${id}/W[${l + 1}]`, rows, cols, factorValues(network, l)),
  );
  const last = W.length - 1;
  const learns = chain.rateScale.map((rate) => rate !== 0);
  const step = program.tensor({ name: `${id}/step`, type: "u32", length: program.batch });
  const history = program.tensor({ name: `${id}/history`, length: HISTORY_CAPACITY * program.batch * 2 });
  const hyper = program.tensor({ name: `${id}/hyper`, role: "uniform", ...hyperValues(optimizer) });

  const prefix = W.map((factor, l) =>
    l === 0 ? factor : program.matrix(`${id}/prefix[${l + 1}]`, factor.rows, (W[0] as MatrixRef).cols),
  );
  const f = prefix[last] as MatrixRef;
  const D = program.matrix(`${id}/D`, problem.rows, problem.cols);
  const measure = problem.residual(id, f, D, step, history);

  const forward = (): void => {
    for (let l = 1; l <= last; l++)
      program.matmul(
        `${id}/forward[${l + 1}]`,
        W[l] as MatrixRef,
        prefix[l - 1] as MatrixRef,
        prefix[l] as MatrixRef,
      );
  };
  program.list(`${id}/evaluate`);
  forward();
  measure(false);

  program.list(`${id}/gradients`);
  forward();
  measure(true);
  const G: (MatrixRef | undefined)[] = W.map(() => undefined);
  let back = D;
  for (let l = last; l >= 0; l--) {
    const factor = W[l] as MatrixRef;
    if (learns[l] && l > 0) {
      G[l] = program.matrix(`${id}/G[${l + 1}]`, factor.rows, factor.cols);
      program.matmul(`${id}/gradient[${l + 1}]`, back, prefix[l - 1] as MatrixRef, G[l] as MatrixRef, {
        transposeB: true,
      });
    } else if (learns[l]) G[l] = back;
    if (!learns.slice(0, l).includes(true)) break;
    const behind = program.matrix(`${id}/back[${l}]`, factor.cols, problem.cols);
    program.matmul(`${id}/backward[${l}]`, factor, back, behind, { transposeA: true });
    back = behind;
  }

  program.list(`${id}/update`);
  const projections: Projection[] = [];
  const state = [step, ...W.map((factor) => factor.tensor)];
  W.forEach((factor, l) => {
    let gradient = G[l];
    if (!gradient) return;
    if (optimizer.galore) {
      const projection = planProjection(program, `${id}/P[${l + 1}]`, gradient, optimizer.galore.rank);
      projections.push(projection);
      state.push(projection.P.tensor);
      gradient = projectGradient(program, projection);
    }
    state.push(
      ...planUpdate(program, optimizer, { hyper, step, factor, gradient, rate: rateOf(network, l) }),
    );
  });
  program.joinLists(`${id}/step`, `${id}/gradients`, `${id}/update`);

  return {
    id,
    W,
    G,
    f,
    history,
    hyper,
    state,
    projections,
    flopsPerStep: program.flopsOf(`${id}/step`) / program.batch,
    parameters: W.reduce((sum, factor) => sum + factor.rows * factor.cols, 0),
  };
}

function factorValues(network: TrainedNetwork, l: number): Float64Array[] {
  return network.chains.map((chain) => (chain.factors[l] as Matrix).data);
}

function rateOf(network: TrainedNetwork, l: number): number {
  const scale = network.chains[0]?.rateScale[l] ?? 1;
  return scale * (network.optimizer.galore?.scale ?? 1);
}

function hyperValues(optimizer: Optimizer): { length: number; initial: number[] } {
  const initial = packHyper(optimizer);
  return { length: initial.length, initial };
}

interface Update {
  readonly hyper: string;
  readonly step: string;
  readonly factor: MatrixRef;
  readonly gradient: MatrixRef;
  readonly rate: number;
}

/** Returns the tensors of the optimizer's own state. */
function planUpdate(program: ProgramBuilder, { kind }: Optimizer, update: Update): string[] {
  const { hyper, step, factor, gradient, rate } = update;
  const count = program.batch * factor.rows * factor.cols;
  const moments = { gd: [], momentum: ["velocity"], adam: ["first", "second"], rmsprop: ["second"] }[
    kind
  ].map((name) => program.tensor({ name: `${factor.tensor}/${name}`, length: count }));
  const tensors = [hyper, factor.tensor, gradient.tensor, ...moments, ...(kind === "adam" ? [step] : [])];
  const flops = { gd: 2, momentum: 4, adam: 12, rmsprop: 8 }[kind] * count;
  program.dispatch(
    `${kind}_step`,
    `${factor.tensor}/update`,
    { count, rate_scale: rate },
    {},
    tensors,
    flops,
  );
  return moments;
}

function planProjection(
  program: ProgramBuilder,
  name: string,
  gradient: MatrixRef,
  rank: number,
): Projection {
  const side = gradient.rows >= gradient.cols ? "right" : "left";
  const P =
    side === "right" ? program.matrix(name, rank, gradient.cols) : program.matrix(name, gradient.rows, rank);
  return { gradient, P, side };
}

/** (G Pᵀ) P, or P (Pᵀ G). */
function projectGradient(program: ProgramBuilder, { gradient, P, side }: Projection): MatrixRef {
  const { rows, cols } = gradient;
  const projected = program.matrix(`${P.tensor}/projected`, rows, cols);
  if (side === "right") {
    const inner = program.matrix(`${P.tensor}/inner`, rows, P.rows);
    program.matmul(`${P.tensor}/G·Pᵀ`, gradient, P, inner, { transposeB: true });
    program.matmul(`${P.tensor}/(G·Pᵀ)·P`, inner, P, projected);
  } else {
    const inner = program.matrix(`${P.tensor}/inner`, P.cols, cols);
    program.matmul(`${P.tensor}/Pᵀ·G`, P, gradient, inner, { transposeA: true });
    program.matmul(`${P.tensor}/P·(Pᵀ·G)`, P, inner, projected);
  }
  return projected;
}
