/**
 * Measures how well the theorem holds during a run: leak, bulk and turned directions of the original
 * network's layers.
 */
import type { Parts } from "../../../core/parts.ts";
import { CURVATURE_WEIGHTS } from "../config/defaults.ts";
import { hasStabilityLimit, type Experiment } from "../config/fields.ts";
import { endsAndBetween, tripletsAt, type Decomposed } from "../../../math/jacobi-vectors.ts";
import type { Matrix } from "../../../math/matrix.ts";
import { topCurvature } from "../network/curvature.ts";
import { startVectors, turned, type StartVectors, type Turned } from "../network/start.ts";
import { allBases, bulk, leaks } from "../network/theory.ts";
import type { TrainedNetwork, Training } from "../training.ts";

export interface Insight {
  /** For each layer, the fraction of W_l that leads out of the invariant subspace. It is 0 where the theory applies. */
  readonly leaks: readonly number[];
  /**
   * For each layer, ρ_l, the predicted value of the d − 2r singular values that training only shrinks.
   * Absent without a prediction.
   */
  readonly rho?: readonly number[];
  /** Dimension of the subspace: 2r̂. */
  readonly dimension: number;
  /** The rotation of the singular vectors since initialization; absent at step 0 and for large layers. */
  readonly angles?: Angles;
}

interface Angles {
  /** r: in each layer, r directions grow and r shrink. */
  readonly rank: number;
  /**
   * The measured vectors' places among the descending singular values, counted from 0: all places, or in a large layer
   * the places at both ends and some between.
   */
  readonly indices: readonly number[];
  /** The rotation of each layer, in degrees. */
  readonly layers: readonly Turned[];
}

/** Largest number of singular vectors measured in each layer. Right vectors cost d² operations each. */
const MAX_VECTORS = 96;
/** Largest side of layers whose rotation is measured. Decomposing larger layers during a run would take too long. */
const LARGEST_TURNED = 512;

/**
 * Whether the layers are square with orthogonal initialization. Otherwise the leak does not start at 0, and a later leak
 * means nothing.
 */
function isSquare(e: Experiment): boolean {
  return e.rows === e.cols && e.width === e.rows && e.start === "orthogonal";
}

/**
 * Whether the theorem's assumptions hold: every entry observed without noise, square orthogonal layers, plain gradient
 * descent.
 */
export function theoremApplies(e: Experiment): boolean {
  return e.task === "mf" && e.noise === 0 && isSquare(e) && e.optimizer === "gd";
}

/** Computes the insight, in addition to the spectra, from one network's factors after `step` updates. */
export interface Diagnostic {
  readonly network: number;
  readonly at: (
    factors: readonly Matrix[],
    step: number,
    /** Takes most of the time. */
    decompose: () => Promise<readonly Decomposed[]>,
    /** The theory makes predictions only for runs with a constant rate. */
    isPredicted: boolean,
  ) => Promise<Insight>;
}

/** The original's diagnostic. Its first use computes the bases. Undefined without square orthogonal layers of the original. */
export function createDiagnostic(
  experiment: Experiment,
  { origin, problems, networks }: Training,
): Diagnostic | undefined {
  const network = experiment.networks.indexOf("original");
  const original = networks[network];
  const [problem] = problems;
  if (!origin || !original || !problem || !isSquare(experiment)) return undefined;
  const { depth, epsilon, weightDecay, rHat } = experiment;
  const { eta } = original.optimizer.rate;
  const setting = { depth, epsilon, eta, weightDecay, lossScale: problem.lossScale };
  const rank = Math.min(experiment.rank, Math.floor(experiment.rows / 2));
  const indices = endsAndBetween(experiment.rows, MAX_VECTORS);
  let bases: Matrix[] | undefined;
  let vectors: StartVectors[] | undefined;
  const angles = (layers: readonly Decomposed[]): Angles => {
    const start = (vectors ??= startVectors(origin.start, epsilon, origin.gradient(), rank));
    return {
      rank,
      indices,
      layers: layers.map((layer, l) => {
        const triplets = tripletsAt(layer, indices);
        return turned(triplets, indices, triplets.sigma, start[l] as StartVectors);
      }),
    };
  };
  return {
    network,
    at: async (factors, step, decompose, isPredicted) => {
      bases ??= allBases(origin.start, origin.bases());
      const hasAngles = step > 0 && experiment.rows <= LARGEST_TURNED;
      return {
        leaks: leaks(factors, bases),
        dimension: 2 * rHat,
        ...(isPredicted && theoremApplies(experiment) ? { rho: bulk(setting, step) } : {}),
        ...(hasAngles ? { angles: angles(await decompose()) } : {}),
      };
    },
  };
}

// Occasional diagnostics of a network's factors, in addition to its spectra. They show how the network learns.

/**
 * Returns a function that measures a network's top curvature from its factors. It returns undefined where 2 over the
 * curvature is no limit of η, and for networks with too many weights. Undefined if the experiment has no such limit.
 */
export function curvatureOf(
  experiment: Experiment,
  { problems, networks }: Training,
): ((network: number, factors: readonly Matrix[]) => Parts<number> | undefined) | undefined {
  const [problem] = problems;
  if (!problem || !hasStabilityLimit(experiment) || experiment.weightDecay > 0) return undefined;
  return (network, factors) => {
    const { chains, optimizer, preconditioner } = networks[network] as TrainedNetwork;
    if (optimizer.leastSquares || optimizer.galore || preconditioner) return undefined;
    const weights = factors.reduce((sum, { data }) => sum + data.length, 0);
    return weights <= CURVATURE_WEIGHTS
      ? topCurvature.parts(problem, factors, chains[0]?.rateScale ?? [])
      : undefined;
  };
}
