/**
 * One training step of a chain W[1] … W[n] as a list of dispatches, along its contraction
 * (models/contraction.ts):
 *
 *   forward X = L R for every product of the contraction; the last one is f
 *   residual D = ∂loss/∂f; sums of squares into the loss history
 *   backward from the gradient B of X the gradients of L and R: B Rᵀ and Lᵀ B
 *   update W[l] from its gradient; for plain descent in the gradient's own product: W ← W − η (B Rᵀ)
 *
 * Frozen factors (rate scale 0) get no gradient and no update, and no gradient is computed for products
 * without a trained factor.
 */
import { packHyper } from "../../../kernels/optim/hyper.ts";
import { invariant } from "../../../core/errors.ts";
import type { Matrix } from "../../../math/matrix.ts";
import { type Optimizer, isPlainDescent, PlannedRates, planUpdate } from "../../../models/update.ts";
import type { TrainedNetwork } from "../training.ts";
import type { MatrixRef, ProgramBuilder } from "../../../models/builder.ts";
import {
  isInner,
  nameOf,
  planContraction,
  type Contraction,
  planGradients,
} from "../../../models/contraction.ts";
import { planGaLore, type PlannedGaLore } from "../../../models/galore.ts";
import { type PlannedProblem } from "./problem.ts";
import { HISTORY_CAPACITY } from "../../../training/plan.ts";
import type { RateSlot } from "../../../training/rates.ts";

/** Names and shapes of a network's tensors on the device. `W[0]` is the first factor: W_1, or Vᵀ for Yaras. */
export interface PlannedNetwork {
  readonly id: string;
  readonly W: readonly MatrixRef[];
  /** The gradients G[l]. Undefined for a frozen factor, or if the update needs no gradient tensor. */
  readonly G: readonly (MatrixRef | undefined)[];
  /** f, the end-to-end matrix of the last forward pass. */
  readonly f: MatrixRef;
  /** capacity × B × 2 sums of squares: train, recovery. */
  readonly history: string;
  /**
   * Every tensor that carries training from one step to the next: factors, optimizer state, step counter, projections.
   */
  readonly state: readonly string[];
  /** The tensors from which the network's rates are read. */
  readonly rates: readonly RateSlot[];
  /** GaLore's projections, one for each trained factor; otherwise empty. */
  readonly projections: readonly PlannedGaLore[];
  /** Floating-point operations of one step of one run. */
  readonly flopsPerStep: number;
  readonly parameters: number;
  readonly trainedParameters: number;
  /** The step counter, one number per run. */
  readonly counter: string;
}

/**
 * Largest side of a matrix in a block. A network's block holds its inner factors, their products and, with plain descent,
 * their gradients. A fused program multiplies a block's matrices in one dispatch (kernels/fusions/small-products.ts).
 */
const SMALL = 64;

export interface StepOptions {
  /** Keeps every gradient as a tensor, so that tests can read it. */
  readonly keepGradients?: boolean;
}

/**
 * Plans three lists and the list that joins two of them. `<id>/gradients` advances the history; with plain descent, it
 * also updates the factors whose gradients need no tensor. `<id>/update` updates the others. `<id>/step` joins both.
 * `<id>/evaluate` writes the history without advancing it.
 */
export function planNetwork(
  program: ProgramBuilder,
  problem: PlannedProblem,
  network: TrainedNetwork,
  { keepGradients = false }: StepOptions = {},
): PlannedNetwork {
  const { id, optimizer } = network;
  const isInPlace = isPlainDescent(optimizer) && !network.preconditioner;
  const [chain] = network.chains;
  invariant(chain, "a network has a chain for each run");
  const { factors } = chain;
  const inner = (rows: number, cols: number, isInside: boolean): string | undefined =>
    isInside && Math.max(rows, cols) <= SMALL ? `${id}/inner` : undefined;
  const W = factors.map(({ rows, cols }, l) => {
    const block = inner(rows, cols, l > 0 && l < factors.length - 1);
    return program.matrix(`${id}/W[${l + 1}]`, rows, cols, factorValues(network, l), block);
  });
  const rates = chain.rateScale.map((rate) => rate * (optimizer.galore?.scale ?? 1));
  const step = program.tensor({ name: `${id}/step`, type: "u32", length: program.batch });
  const history = program.tensor({ name: `${id}/history`, length: HISTORY_CAPACITY * program.batch * 2 });
  const hyper =
    optimizer.kind === "gd"
      ? undefined
      : program.tensor({ name: `${id}/hyper`, role: "uniform", ...hyperValues(optimizer) });
  const planned = new PlannedRates(program, id, step, optimizer.rate);

  const contraction = planContraction(
    W,
    rates.map((rate) => rate !== 0),
  );
  const blockOf = (part: Contraction): string | undefined => {
    const { rows, cols } = part.kind === "factor" ? (W[part.index] as MatrixRef) : part;
    return inner(rows, cols, isInner(part, W.length));
  };
  const values = new Map<Contraction, MatrixRef>();
  const valueOf = (part: Contraction): MatrixRef => {
    const known = values.get(part);
    if (known) return known;
    const value =
      part.kind === "factor"
        ? (W[part.index] as MatrixRef)
        : program.matrix(`${id}/${nameOf(part)}`, part.rows, part.cols, undefined, blockOf(part));
    values.set(part, value);
    return value;
  };
  const f = valueOf(contraction);
  const { rows, cols, observed } = problem;
  const D = { ...program.matrix(`${id}/D`, rows, cols), observed };
  const measure = problem.residual(id, f, D, step, history);

  const forward = (part: Contraction): void => {
    if (part.kind === "factor") return;
    forward(part.right);
    forward(part.left);
    program.matmul(`${id}/forward ${nameOf(part)}`, valueOf(part.left), valueOf(part.right), valueOf(part));
  };
  program.list(`${id}/evaluate`);
  forward(contraction);
  measure(false);

  program.list(`${id}/gradients`);
  forward(contraction);
  measure(true);
  const G = planGradients(program, {
    id,
    contraction,
    gradient: D,
    valueOf,
    // A block is one buffer, and an optimizer's kernel cannot read a gradient and write a factor in the same buffer.
    ...(isInPlace ? { blockOf } : {}),
    descent: (index) => (keepGradients || !isInPlace ? undefined : planned.descent(rates[index] ?? 1)),
  });

  program.list(`${id}/update`);
  const projections: PlannedGaLore[] = [];
  const state = [step, ...W.map((factor) => factor.tensor)];
  for (const [l, gradient] of G) {
    const factor = W[l] as MatrixRef;
    const rate = rates[l] ?? 1;
    if (optimizer.galore) {
      const tensors = { hyper, step, rates: planned.descent(rate) };
      const made = planGaLore(program, optimizer.galore, optimizer, factor, gradient, tensors);
      projections.push(made);
      state.push(...made.state);
    } else {
      const update = { hyper, rates: planned.optimizer(), factor, gradient, rate };
      state.push(...planUpdate(program, optimizer, update));
    }
  }
  program.joinLists(`${id}/step`, `${id}/gradients`, `${id}/update`);

  return {
    id,
    W,
    G: W.map((_, l) => G.get(l)),
    f,
    history,
    state,
    rates: planned.slots,
    projections,
    flopsPerStep: program.flopsOf(`${id}/step`) / program.batch + (network.hostFlops ?? 0),
    parameters: W.reduce((sum, factor) => sum + factor.rows * factor.cols, 0),
    trainedParameters: W.reduce(
      (sum, factor, l) =>
        sum + (rates[l] === 0 && !network.optimizer.leastSquares ? 0 : factor.rows * factor.cols),
      0,
    ),
    counter: step,
  };
}

function factorValues(network: TrainedNetwork, l: number): Float64Array[] {
  return network.chains.map((chain) => (chain.factors[l] as Matrix).data);
}

function hyperValues(optimizer: Optimizer): { length: number; initial: number[] } {
  const { kind, galore } = optimizer;
  const initial = packHyper(
    kind === "rmsprop" && galore ? { ...optimizer, beta1: 0, isUncorrected: true } : optimizer,
  );
  return { length: initial.length, initial };
}
