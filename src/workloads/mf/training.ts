/** Turns an experiment into problems and chains in float64: one problem and one set of chains per seed. */
import { topSingular } from "../../math/top-singular.ts";
import { EngineError } from "../../core/errors.ts";
import { multiply, scaleColumns, subtract, sumOfSquares, transpose } from "../../math/matrix.ts";
import type { Experiment, NetworkName } from "../../experiment/experiment.ts";
import { PHOTO_SIDE } from "../../experiment/experiment.ts";
import { Preparation } from "./preparation.ts";
import { learningRate, sharpnessOf } from "./rates.ts";
import type { Chain } from "../../network/chain.ts";
import { buildNetworks, NETWORKS, type BuiltNetworks } from "../../network/networks.ts";
import { airportDistances, loadBundled, parsePgm, resample } from "../../problem/bundled.ts";
import type { LoadFile } from "../../problem/asset.ts";
import {
  generatedProblem,
  lowRankTarget,
  noiseImage,
  realProblem,
  refuseLargeSensing,
  type ProblemOptions,
  type RealData,
} from "../../problem/generate.ts";
import type { ImportedMatrix } from "../../problem/files/imported.ts";
import { prepare } from "../../problem/files/prepare.ts";
import type { Rate } from "../../training/rates.ts";
import type { RunInputs } from "../../training/plan.ts";
import type { Optimizer } from "../../models/update.ts";
import { errorNorms, recoveryWeights, type Problem, type Task } from "../../problem/problem.ts";

/** The content of a user file. */
export interface UserFile {
  readonly name: string;
  /** The file's checksum, as in an experiment. */
  readonly checksum: string;
  readonly matrix: ImportedMatrix;
}

export interface TrainedNetwork {
  readonly id: string;
  readonly label: string;
  /** One chain per run, all with the same shapes. */
  readonly chains: readonly Chain[];
  readonly optimizer: Optimizer;
  /** λ: training is stable for η below about 2/λ. */
  readonly sharpness: number;
  /** Floating-point operations on the CPU per step and run, computed from the shapes. */
  readonly hostFlops?: number;
}

export interface Training {
  /** One problem per run, all of the same size. */
  readonly problems: readonly Problem[];
  readonly networks: readonly TrainedNetwork[];
  /** The data before normalization; absent for generated data. */
  readonly data?: RealData;
  /** The initialization of the original for the first run, and its invariant bases, which are computed on first use. */
  readonly origin?: BuiltNetworks;
}

const TASKS: Readonly<Record<Experiment["task"], Task>> = {
  mc: "completion",
  mf: "factorization",
  ms: "sensing",
};

/**
 * Builds one problem and its networks per seed. All randomness of a run follows from its seed. Refuses sensing beyond
 * the limit before it allocates memory. Tells when each part starts.
 */
export async function buildTraining({
  config: experiment,
  load,
  seeds = seedsOf(experiment),
  file: content,
  tell = () => undefined,
}: Pick<RunInputs<Experiment>, "config" | "load"> & Partial<RunInputs<Experiment>>): Promise<Training> {
  const { task, measurements, rows, cols } = experiment;
  const file = content as UserFile | undefined;
  const preparation = new Preparation(experiment, tell);
  if (task === "ms") refuseLargeSensing(measurements, rows, cols, seeds.length);
  preparation.data();
  const data = await loadData(experiment, load, file);
  const problems = seeds.map((seed, b) => {
    preparation.problem(b);
    return buildProblem(experiment, data, seed, file);
  });
  const built = problems.map((problem, b) =>
    buildNetworks(problem, { ...experiment, seed: seeds[b] ?? 0 }, experiment.networks, (id) =>
      preparation.network(id, b),
    ),
  );
  preparation.engine();
  return {
    problems,
    networks: experiment.networks.map((id, index) => {
      const { label, hostFlops } = NETWORKS[id];
      const problem = problems[0] as Problem;
      return {
        id,
        label,
        chains: built.map(({ chains }) => chains[index] as Chain),
        optimizer: optimizerOf(experiment, id),
        sharpness:
          sharpnessOf(experiment, id) *
          curvature(problem, built[0]?.chains[index] as Chain, experiment.depth),
        ...(hostFlops ? { hostFlops: hostFlops(problem, experiment) } : {}),
      };
    }),
    ...(data ? { data } : {}),
    ...(built[0] ? { origin: built[0] } : {}),
  };
}

/**
 * The best rank-k approximation of the whole (centred) target: its singular values, and its relative error over the
 * entries that the networks' recovery error counts. The target must have no missing values.
 */
export function bestRank(problem: Problem, rank: number): { error: number; sigmas: number[] } {
  const { u, sigma, v } = topSingular(problem.target, rank);
  const best = multiply(scaleColumns(u, sigma), transpose(v));
  const missed = sumOfSquares(subtract(best, problem.target), recoveryWeights(problem));
  return { error: Math.sqrt(missed / errorNorms(problem).recovery), sigmas: [...sigma] };
}

/** The factor by which a problem that is not normalized multiplies λ: s · gain · σ₁^{2 − 2/L}; otherwise 1. */
function curvature({ lossScale, gain, sigmaOne }: Problem, chain: Chain, depth: number): number {
  const L = Math.min(depth, chain.factors.length);
  return lossScale * gain * sigmaOne ** (2 - 2 / L);
}

/** The seeds seed … seed + B − 1. */
export function seedsOf({ seed, seeds }: Experiment): number[] {
  return Array.from({ length: seeds }, (_, b) => seed + b);
}

function optimizerOf(experiment: Experiment, id: NetworkName): Optimizer {
  return {
    kind: experiment.optimizer,
    rate: rateOf(experiment, id),
    beta1: experiment.beta,
    beta2: experiment.optimizer === "rmsprop" ? 0.99 : 0.999,
    // Adam's ε. Gradients start as small as 1e-9 to 1e-16, and the usual 1e-8 would swamp them.
    epsilon: 1e-12,
    ...NETWORKS[id].update?.(experiment),
  };
}

/** Returns the same training with the rates of another experiment that differs only in live settings. */
export function withRates(training: Training, experiment: Experiment): Training {
  const networks = training.networks.map((network, i) => {
    const rate = rateOf(experiment, experiment.networks[i] as NetworkName);
    return { ...network, optimizer: { ...network.optimizer, rate } };
  });
  return { ...training, networks };
}

/** η_t and λ of a network. */
function rateOf(experiment: Experiment, id: NetworkName): Rate {
  const { weightDecay, schedule: kind, warmUp, steps } = experiment;
  return {
    eta: learningRate(experiment, id),
    weightDecay,
    schedule: { kind, warmUp, lastStep: steps },
  };
}

/** The file that the experiment names by its checksum. */
function matching(file: UserFile | undefined, { file: checksum }: Experiment): ImportedMatrix {
  if (file && (checksum === "" || file.checksum === checksum)) return file.matrix;
  throw new EngineError(
    "no-file",
    file
      ? `This experiment needs the file with checksum ${checksum}, but ${file.name} has ${file.checksum}. Open the matching file.`
      : checksum
        ? `This experiment needs the file with checksum ${checksum}. Open that file.`
        : "This experiment needs a file of your choice. Open one.",
  );
}

/** The real data of a run, loaded once for all seeds. Undefined for generated data. */
async function loadData(
  experiment: Experiment,
  load: LoadFile,
  file: UserFile | undefined,
): Promise<RealData | undefined> {
  const { data, rows, cols } = experiment;
  if (data === "file") return prepare(matching(file, experiment), experiment);
  if (data === "airports") return airportDistances(await loadBundled(load, "airports.json"));
  if (data !== "alpine" && data !== "canyon") return undefined;
  const photo = parsePgm(await loadBundled(load, `${data}.pgm`));
  return rows === PHOTO_SIDE && cols === PHOTO_SIDE ? photo : resample(photo, rows, cols);
}

function buildProblem(
  experiment: Experiment,
  data: RealData | undefined,
  seed: number,
  file: UserFile | undefined,
): Problem {
  const { rows, cols, rank } = experiment;
  const options: ProblemOptions = {
    task: TASKS[experiment.task],
    seed,
    observedFraction: experiment.observed,
    maskKind: experiment.mask,
    drawn: experiment.drawn,
    validation: experiment.validation,
    measurements: experiment.measurements,
    noise: experiment.noise,
    loss: experiment.loss,
  };
  if (experiment.data === "random") {
    const { spectrum: kind, smallest, sigmas: list, vectors } = experiment;
    return generatedProblem(
      lowRankTarget(seed, rows, cols, rank, { kind, smallest, list, vectors }),
      options,
    );
  }
  if (experiment.data === "airports" && data)
    return realProblem(data, { label: "km", display: "sqrt-earth-radius" }, options);
  const isPicture = file?.matrix.format === "image" || file?.matrix.format === "pgm";
  if (experiment.data === "file" && data)
    return realProblem(
      data,
      { label: "", display: "identity", ...(isPicture ? { peak: 1 } : {}) },
      options,
      experiment.centre,
    );
  return realProblem(
    data ?? noiseImage(seed, rows, cols),
    { label: "", display: "identity", peak: 1 },
    options,
  );
}
