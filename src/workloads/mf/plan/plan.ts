/**
 * Turns a training run into a static program: every tensor, every dispatch and every byte is known before anything is
 * allocated. This module has no side effects.
 */
import { invariant } from "../../../core/errors.ts";
import { packHyper } from "../../../kernels/optim/hyper.ts";
import type { Matrix } from "../../../math/matrix.ts";
import { isPlainDescent, PlannedRates, planUpdate } from "../../../models/update.ts";
import { ProgramBuilder, type MatrixRef } from "../../../models/builder.ts";
import {
  isInner,
  nameOf,
  planContraction,
  type Contraction,
  planGradients,
} from "../../../models/contraction.ts";
import { planGaLore, type PlannedGaLore } from "../../../models/galore.ts";
import { footprintOf } from "../../../gpu/compile.ts";
import { planProblem, type PlannedProblem } from "./problem.ts";
import { planPictures, type PictureScale, type PlannedPictures } from "./views.ts";
import { errorNorms, testScore, validationError, type Problem } from "../data/problem.ts";
import {
  costMetric,
  HISTORY_CAPACITY,
  lossMetric,
  type Cost,
  type Evaluation,
  type Plan,
  type PlannedModel,
} from "../../../training/plan.ts";
import { hostStepOf, readMatrices } from "../host-steps.ts";
import type { TrainedNetwork, Training } from "../training.ts";

/** Names and shapes of a network's tensors on the device. */
export interface NetworkPlan extends PlannedModel {
  /** The factors. The first one is W_1, or Vᵀ for Yaras. */
  readonly W: readonly MatrixRef[];
  /** The gradients G[l]. Undefined for a frozen factor, or if the update needs no gradient tensor. */
  readonly G: readonly (MatrixRef | undefined)[];
  /** f, the end-to-end matrix of the last forward pass. */
  readonly f: MatrixRef;
  /** GaLore's projections, one for each trained factor; otherwise empty. */
  readonly projections: readonly PlannedGaLore[];
  readonly pictures: PlannedPictures;
}

export interface TrainingPlan extends Plan<NetworkPlan> {
  readonly problemPictures: { readonly list: string; readonly target: string; readonly observed: string };
  readonly pictureScale: PictureScale;
}

export interface StepOptions {
  /** Keeps every gradient as a tensor, so that tests can read it. */
  readonly keepGradients?: boolean;
}

export function planTraining(training: Training, options: StepOptions = {}): TrainingPlan {
  const [shown] = training.problems;
  invariant(shown, "a training run has at least one problem");
  const program = new ProgramBuilder(training.problems.length);
  const problem = planProblem(program, training.problems);
  const pictures = planPictures(program, problem, shown);
  const metrics = errorMetrics(training.problems.map(errorNorms));
  const models = training.networks.map((network): NetworkPlan => {
    const planned = planNetwork(program, problem, network, options);
    const hostStep = hostStepOf(training, network, planned);
    return {
      ...planned,
      metrics,
      evaluations: validationOf(training.problems, planned.f),
      ...(hostStep ? { hostStep } : {}),
      pictures: pictures.forNetwork(planned),
    };
  });
  // The largest read may also be a network's two pictures with the estimate's values. A single matrix is no larger,
  // because gradients have the shapes of factors, which checkpoints hold.
  const plan = finishPlan(program, models, 3 * problem.rows * problem.cols);
  return { ...plan, problemPictures: pictures, pictureScale: pictures.scale };
}

/** Builds the program. A checkpoint reads states, a round reads errors, and `alsoRead` names more tensors of a model. */
export function finishPlan<M extends PlannedModel>(
  program: ProgramBuilder,
  models: readonly M[],
  leastRead = 0,
  alsoRead: (model: M) => readonly string[] = () => [],
): Plan<M> {
  program.list("nothing");
  const built = program.build();
  const read = new Set(models.flatMap((model) => [...model.state, model.history, ...alsoRead(model)]));
  const lengths = built.tensors.map(({ name, length }) => (read.has(name) ? length : 0));
  const readLength = Math.max(leastRead, ...lengths);
  return {
    program: built,
    models,
    batch: program.batch,
    readLength,
    byteLength: footprintOf(built, readLength),
  };
}

/** Declares the tensor of an optimizer's parameters. */
export function planHyper(
  program: ProgramBuilder,
  id: string,
  optimizer: Parameters<typeof packHyper>[0],
): string {
  const initial = packHyper(optimizer);
  return program.tensor({ name: `${id}/hyper`, role: "uniform", length: initial.length, initial });
}

/** Counts parameters, and the work and the memory of a step of one run. */
export function costOf(
  program: ProgramBuilder,
  id: string,
  factors: readonly MatrixRef[],
  isTrained: (l: number) => boolean,
  hostFlops = 0,
): Cost {
  const sizeOf = (some: readonly MatrixRef[]): number =>
    some.reduce((sum, { rows, cols }) => sum + rows * cols, 0);
  return {
    parameters: sizeOf(factors),
    trainedParameters: sizeOf(factors.filter((_, l) => isTrained(l))),
    flopsPerStep: program.flopsOf(`${id}/step`) / program.batch + hostFlops,
    bytesPerStep: program.bytesOf(`${id}/step`) / program.batch,
    byteLength: program.bytesHeld(`${id}/`) / program.batch,
  };
}

/**
 * The tensors of a chain W[1] … W[n] beside its factors, and its forward pass, along its contraction
 * (models/contraction.ts). `name` names a product, and `blockOf` its block of small matrices.
 */
export function planChain(
  program: ProgramBuilder,
  { id, label, optimizer }: TrainedNetwork,
  W: readonly MatrixRef[],
  rateScale: readonly number[],
  name = nameOf,
  blockOf: (part: Contraction) => string | undefined = () => undefined,
) {
  const counter = program.tensor({ name: `${id}/step`, type: "u32", length: program.batch });
  const history = program.tensor({ name: `${id}/history`, length: HISTORY_CAPACITY * program.batch * 2 });
  const { kind, galore, rate } = optimizer;
  const adjusted = kind === "rmsprop" && galore ? { ...optimizer, beta1: 0, isUncorrected: true } : optimizer;
  const hyper = kind === "gd" ? undefined : planHyper(program, id, adjusted);
  const rates = new PlannedRates(program, id, counter, rate);
  const contraction = planContraction(
    W,
    rateScale.map((scale) => scale !== 0),
  );
  const values = new Map<Contraction, MatrixRef>();
  const valueOf = (part: Contraction): MatrixRef => {
    const value: MatrixRef =
      values.get(part) ??
      (part.kind === "factor"
        ? (W[part.index] as MatrixRef)
        : program.matrix(`${id}/${name(part)}`, part.rows, part.cols, undefined, blockOf(part)));
    values.set(part, value);
    return value;
  };
  const forward = (part = contraction): void => {
    if (part.kind === "factor") return;
    forward(part.right);
    forward(part.left);
    program.matmul(`${id}/forward ${nameOf(part)}`, valueOf(part.left), valueOf(part.right), valueOf(part));
  };
  const update = (factor: MatrixRef, gradient: MatrixRef, scale: number): string[] =>
    planUpdate(program, optimizer, { hyper, rates: rates.optimizer(), factor, gradient, rate: scale });
  const model = {
    id,
    label,
    step: `${id}/step`,
    evaluate: `${id}/evaluate`,
    headline: "recovery",
    history,
    counter,
    rate,
    rates: rates.slots,
    inputs: [],
  };
  return { model, hyper, rates, contraction, valueOf, forward, update };
}

/**
 * Largest side of a matrix in a block. A network's block holds its inner factors, their products and, with plain descent,
 * their gradients. A fused program multiplies a block's matrices in one dispatch (kernels/fusions/small-products.ts).
 */
const SMALL = 64;

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
 *
 * Plans three lists and the list that joins two of them. `<id>/gradients` advances the history; with plain descent, it
 * also updates the factors whose gradients need no tensor. `<id>/update` updates the others. `<id>/step` joins both.
 * `<id>/evaluate` writes the history without advancing it.
 */
function planNetwork(
  program: ProgramBuilder,
  problem: PlannedProblem,
  network: TrainedNetwork,
  { keepGradients = false }: StepOptions = {},
): Omit<NetworkPlan, "metrics" | "evaluations" | "hostStep" | "pictures"> {
  const { id, optimizer } = network;
  const isInPlace = isPlainDescent(optimizer) && !network.preconditioner;
  const [chain] = network.chains;
  invariant(chain, "a network has a chain for each run");
  const { factors } = chain;
  const inner = (rows: number, cols: number, isInside: boolean): string | undefined =>
    isInside && Math.max(rows, cols) <= SMALL ? `${id}/inner` : undefined;
  const W = factors.map(({ rows, cols }, l) => {
    const block = inner(rows, cols, l > 0 && l < factors.length - 1);
    const values = network.chains.map((one) => (one.factors[l] as Matrix).data);
    return program.matrix(`${id}/W[${l + 1}]`, rows, cols, values, block);
  });
  const scales = chain.rateScale.map((rate) => rate * (optimizer.galore?.scale ?? 1));
  const blockOf = (part: Contraction): string | undefined => {
    const { rows, cols } = part.kind === "factor" ? (W[part.index] as MatrixRef) : part;
    return inner(rows, cols, isInner(part, W.length));
  };
  const planned = planChain(program, network, W, scales, nameOf, blockOf);
  const { model, hyper, rates, contraction, valueOf, forward } = planned;
  const f = valueOf(contraction);
  const { rows, cols, observed } = problem;
  const D = { ...program.matrix(`${id}/D`, rows, cols), observed };
  const measure = problem.residual(id, f, D, model.counter, model.history);
  program.list(`${id}/evaluate`);
  forward();
  measure(false);

  program.list(`${id}/gradients`);
  forward();
  measure(true);
  const G = planGradients(program, {
    id,
    contraction,
    gradient: D,
    valueOf,
    // A block is one buffer, and an optimizer's kernel cannot read a gradient and write a factor in the same buffer.
    ...(isInPlace ? { blockOf } : {}),
    descent: (index) => (keepGradients || !isInPlace ? undefined : rates.descent(scales[index] ?? 1)),
  });

  program.list(`${id}/update`);
  const projections: PlannedGaLore[] = [];
  const state = [model.counter, ...W.map((factor) => factor.tensor)];
  for (const [l, gradient] of G) {
    const factor = W[l] as MatrixRef;
    const scale = scales[l] ?? 1;
    if (optimizer.galore) {
      const tensors = { hyper, step: model.counter, rates: rates.descent(scale) };
      const made = planGaLore(program, optimizer.galore, optimizer, factor, gradient, tensors);
      projections.push(made);
      state.push(...made.state);
    } else state.push(...planned.update(factor, gradient, scale));
  }
  program.joinLists(`${id}/step`, `${id}/gradients`, `${id}/update`);
  const isTrained = (l: number): boolean => scales[l] !== 0 || optimizer.leastSquares !== undefined;
  return {
    ...model,
    W,
    G: W.map((_, l) => G.get(l)),
    f,
    state,
    projections,
    cost: costOf(program, id, W, isTrained, network.hostFlops),
  };
}

/** The two errors as metrics, relative and unsquared, from the squared norms of each run. */
export function errorMetrics(
  norms: readonly { readonly train: number; readonly recovery: number }[],
): NetworkPlan["metrics"] {
  const error = { better: "lower", scale: "log", start: 1 } as const;
  const relative = (which: "train" | "recovery") => (sum: number, b: number) =>
    Math.sqrt(sum / (norms[b]?.[which] ?? NaN));
  return [
    { id: "train", label: "Train error", ...error, value: relative("train") },
    { id: "recovery", label: "Recovery error", ...error, value: relative("recovery") },
  ];
}

/** Number of steps from one validation error to the next. The first one is measured at step 0. */
export const VALIDATION_GAP = 10;
export const VALIDATION = lossMetric("validation", "Validation error");
/** Errors on the test cells of a table, in the data's unit, with estimates clipped to the range of the training cells. */
export const TEST_ERRORS = [costMetric("rmse", "Test RMSE"), costMetric("mae", "Test MAE")];

/** The errors of f on held-out entries after the last forward pass, computed here in float64. */
function validationOf(problems: readonly Problem[], f: MatrixRef): Evaluation[] {
  if (!problems[0]?.validation) return [];
  const metrics = problems[0].completion ? ([VALIDATION, ...TEST_ERRORS] as const) : ([VALIDATION] as const);
  const measure: Evaluation["measure"] = async (device) => {
    const errors: number[][] = metrics.map(() => []);
    for (const [b, problem] of problems.entries()) {
      const [matrix] = await readMatrices(device, [f], b);
      const { rmse = NaN, mae = NaN } = (matrix && testScore(problem, matrix)) ?? {};
      const all = [(matrix && validationError(problem, matrix)) ?? NaN, rmse, mae];
      errors.forEach((column, i) => column.push(all[i] as number));
    }
    return errors;
  };
  return [{ every: VALIDATION_GAP, metrics, measure }];
}
