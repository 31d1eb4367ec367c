/** The facts of a run of matrix factorization, in addition to the facts of every run. */
import { type AlignedSetting, alignedStart, escapeSteps, startFloor } from "./network/theory.ts";
import type { Experiment, NetworkName } from "./config/fields.ts";
import type { ModelRate, ModelSummary, RunSummary } from "../../training/run-summary.ts";
import type { ProblemEntries, RunNorms } from "./entries.ts";
import type { PictureScale } from "./plan/views.ts";
import type { View } from "./probes/probe-scheduler.ts";
import type { Pictures, Session } from "./session.ts";
import { type RecoveryOver, type Unit, errorNorms, psnr, type Problem } from "./data/problem.ts";
import { endsAtStartFloor } from "./config/defaults.ts";
import { countOf, frobeniusNorm } from "../../math/matrix.ts";
import { NETWORKS, type NetworkKind } from "./network/networks.ts";
import type { TrainingPlan } from "./plan/plan.ts";
import type { TrainedNetwork, Training } from "./training.ts";

/** Facts that depend on a network's rate, which may change during training. */
export interface NetworkRate extends ModelRate {
  readonly id: NetworkName;
  /** ηλ/2: the rate as a fraction of the stability limit. Above .8 oscillation is likely, above 1 divergence. */
  readonly stabilityFraction: number;
  /** Parameters of the recursion for aligned layers; absent if that theory does not apply. */
  readonly aligned?: AlignedSetting;
}

/** Facts of one network of a run. */
export interface NetworkSummary extends ModelSummary, NetworkRate {
  readonly id: NetworkName;
  /** [rows, cols] of W_1 …; for Yaras, of Vᵀ, W̃_1 … W̃_L, U. */
  readonly layerShapes: readonly (readonly [rows: number, cols: number])[];
  /** The factor of each layer's gradient updates; 0 for a layer that gets none. */
  readonly rateScale: readonly number[];
  /**
   * The network's updates follow the gradient, its projection, its product with inverse Gram matrices, or solutions of
   * least squares.
   */
  readonly follows: "gradient" | "projectedGradient" | "preconditionedGradient" | "leastSquares";
}

/** Facts of a matrix factorization that are known before the first step. */
export interface MatrixFacts {
  readonly rows: number;
  readonly cols: number;
  /** Number of entries (or measurements) that the networks train on. */
  readonly observedCount: number;
  /** Numbers of rows and columns with fewer observed entries than the rank; absent without a mask. */
  readonly fewSeen?: { readonly rows: number; readonly columns: number };
  /** Number of observed entries held out for validation. */
  readonly validationCount?: number;
  readonly recoveryOver: RecoveryOver;
  /** Number of empty cells in a user file. No error counts them. */
  readonly missingCount?: number;
  readonly unit: Unit;
  /** Size of the pictures, if they show the first rows and columns only because the matrix is never formed. */
  readonly pictures?: { readonly rows: number; readonly cols: number };
  /**
   * PSNR in dB of an estimate with recovery error 1, such as the subtracted baseline. Undefined without a peak value. An
   * estimate with recovery error e has PSNR psnrAtOne − 20 log₁₀ e.
   */
  readonly psnrAtOne?: number;
  /**
   * Recovery error of the best approximation of the whole target with this rank. Absent if the target's rank is known
   * or cells are missing.
   */
  readonly bestRank?: { readonly rank: number; readonly error: number };
  /**
   * Singular values of the target, descending: all of them for a generated target, the leading r for real
   * data, none if cells are missing.
   */
  readonly targetSigmas: readonly number[];
  /** The theory's predictions for the original on a generated target, drawn in the error chart. */
  readonly expected?: Expected;
}

/** Fixed facts of a run, sent once when it is loaded. */
export interface MatrixSummary extends RunSummary, MatrixFacts {
  readonly experiment: Experiment;
  readonly networks: readonly NetworkSummary[];
  /** RGBA pictures of the target and of its observed entries. */
  readonly target: Pictures["estimate"];
  readonly observed: Pictures["estimate"];
  readonly entries: ProblemEntries;
  readonly norms: RunNorms;
  readonly pictureScale: PictureScale;
}

/**
 * Views of one network. Pictures are sent often, with factors if they are wanted, and with spectra if these are quick to
 * compute. Slower spectra follow, with their step, which may be earlier than that of the last pictures.
 */
export type MatrixView = Omit<View, "network"> & { readonly id: NetworkName };

export interface Expected {
  /** Approximate steps at which the original has learned half of σ_1, σ_2 …; empty for depth 2 or narrow layers. */
  readonly escapes: readonly number[];
  /**
   * Recovery error that remains because the initialization is not infinitely small. Absent if the original does not end
   * at this error.
   */
  readonly floor?: number;
  /** Whether measurements confirm the prediction (factorization without noise, depth up to 4). Otherwise it is a guide. */
  readonly exact: boolean;
}

// The fixed facts of a run, as numbers for the page and the command line.

/** The facts of the problem. They do not depend on the rates. */
export function describeProblem(
  experiment: Experiment,
  { problems, best }: Training,
): Omit<MatrixFacts, "expected"> {
  const problem = problems[0] as Problem;
  const { rows, cols, data } = problem.target;
  const norms = errorNorms(problem);
  const psnrAtOne = psnr(problem, norms, 1);
  const observedCount = problem.sensing?.y.rows ?? (problem.mask ? countOf(problem.mask) : data.length);
  return {
    rows,
    cols,
    observedCount,
    ...(problem.validation ? { validationCount: countOf(problem.validation) } : {}),
    ...(problem.mask ? { fewSeen: fewSeen(problem.mask, cols, experiment.rank) } : {}),
    recoveryOver: problem.recoveryOver,
    ...(problem.known ? { missingCount: data.length - countOf(problem.known) } : {}),
    unit: problem.unit,
    ...(psnrAtOne === undefined ? {} : { psnrAtOne }),
    targetSigmas: problem.sigmas ?? best?.sigmas ?? [],
    ...(best ? { bestRank: { rank: experiment.rank, error: best.error } } : {}),
  };
}

/** Facts of each network's chain and updates. */
export function describeNetworks(
  { networks }: Training,
  { models }: TrainingPlan,
): Pick<NetworkSummary, "layerShapes" | "rateScale" | "follows">[] {
  return networks.map(({ chains, optimizer: { leastSquares, galore }, preconditioner }, i) => ({
    layerShapes: models[i]?.W.map(({ rows, cols }) => [rows, cols] as const) ?? [],
    rateScale: chains[0]?.rateScale ?? [],
    follows: leastSquares
      ? "leastSquares"
      : galore
        ? "projectedGradient"
        : preconditioner
          ? "preconditionedGradient"
          : "gradient",
  }));
}

/** The facts that depend on the rates. The theory covers constant rates only. */
export function describeRates(
  experiment: Experiment,
  { problems, networks }: Training,
  session: Pick<Session, "hasConstantRate">,
): {
  readonly models: readonly Pick<NetworkRate, "stabilityFraction" | "aligned">[];
  readonly run: { readonly expected?: Expected };
} {
  const problem = problems[0] as Problem;
  const isConstant = networks.every((_, network) => session.hasConstantRate(network));
  return {
    models: experiment.networks.map((id, i) => {
      const network = networks[i] as TrainedNetwork;
      const { eta } = network.optimizer.rate;
      const aligned = isConstant ? alignedSetting(experiment, problem, network, NETWORKS[id]) : undefined;
      return { stabilityFraction: (eta * network.sharpness) / 2, ...(aligned ? { aligned } : {}) };
    }),
    run: isConstant ? expectations(experiment, problem, networks) : {},
  };
}

function fewSeen(
  mask: ArrayLike<number>,
  cols: number,
  rank: number,
): { readonly rows: number; readonly columns: number } {
  const [inRow, inColumn] = [new Uint32Array(mask.length / cols), new Uint32Array(cols)];
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 1) continue;
    (inRow[Math.floor(i / cols)] as number)++;
    (inColumn[i % cols] as number)++;
  }
  const below = (counts: Uint32Array): number => counts.filter((count) => count < rank).length;
  return { rows: below(inRow), columns: below(inColumn) };
}

/** Up to this depth, the expected escapes agreed with measurements within 12 %. */
const MEASURED_DEPTH = 4;

/**
 * Computes the theory's predictions for the original: the step at which it learns each σ, and the error that remains.
 * The result is empty where the theory does not apply.
 */
function expectations(
  experiment: Experiment,
  { target, lossScale, sigmas = [1] }: Problem,
  networks: readonly TrainedNetwork[],
): { readonly expected?: Expected } {
  const { data, rank, depth, width, epsilon, loss, optimizer, task, noise, steps, weightDecay } = experiment;
  const original = networks.find(({ id }) => id === "original");
  if (!original || data !== "random" || loss !== "normalised" || optimizer !== "gd") return {};
  const { eta } = original.optimizer.rate;
  const isWide = width >= Math.max(target.rows, target.cols);
  return {
    expected: {
      // Narrower layers learned up to twice as late in our runs.
      escapes: isWide ? escapeSteps(depth, eta, sigmas, epsilon) : [],
      ...(endsAtStartFloor(experiment)
        ? {
            floor: startFloor({ depth, epsilon, eta, weightDecay, lossScale }, steps, {
              size: Math.min(target.rows, target.cols),
              rank,
              norm: frobeniusNorm(target),
            }),
          }
        : {}),
      exact: depth <= MEASURED_DEPTH && task === "mf" && noise === 0,
    },
  };
}

/** Largest number of singular values with a prediction. The first one beyond the target's rank has σ = 0. */
const MAX_PREDICTED = 9;

/** Largest initial product of unaligned layers, relative to σ₁. Such layers must align while they are small. */
const SMALL_START = 0.01;

/**
 * Parameters of the recursion for aligned layers. Undefined unless the run is factorization of a noise-free
 * generated matrix by gradient descent, with aligned layers or with small layers of one scale each.
 */
function alignedSetting(
  { task, noise, start }: Experiment,
  { sigmas, lossScale }: Problem,
  { chains, optimizer }: TrainedNetwork,
  { isAligned, update }: Pick<NetworkKind, "isAligned" | "update">,
): AlignedSetting | undefined {
  const [chain] = chains;
  const { eta, weightDecay } = optimizer.rate;
  const isScaled = isAligned || (start === "orthogonal" && !update);
  if (task !== "mf" || noise > 0 || optimizer.kind !== "gd" || !sigmas || !isScaled || !chain)
    return undefined;
  const layers = alignedStart(chain.factors);
  const product = layers.reduce((all, value) => all * value, 1);
  if (!isAligned && product > SMALL_START * (sigmas[0] ?? 0)) return undefined;
  return {
    start: layers,
    rates: chain.rateScale.map((scale) => eta * scale),
    decay: eta * weightDecay,
    lossScale,
    sigmas: [...sigmas, 0].slice(0, MAX_PREDICTED),
  };
}
