/** Builds a run of matrix factorization from its experiment: data, problems and networks for each seed. */
import { type Experiment, type NetworkName, PHOTO_SIDE } from "./config/fields.ts";
import { NETWORKS, buildNetworks, type BuiltNetworks } from "./network/networks.ts";
import { inSlices, macrotask } from "../../core/macrotask.ts";
import type { RunInputs } from "../../training/plan.ts";
import { topSingular } from "../../math/top-singular.ts";
import { EngineError } from "../../core/errors.ts";
import type { Parts } from "../../core/parts.ts";
import { multiply, scaleColumns, subtract, sumOfSquares, transpose } from "../../math/matrix.ts";
import { learningRate, sharpnessOf } from "./rates.ts";
import type { Chain } from "./network/start.ts";
import { airportDistances, loadBundled, parsePgm, resample } from "./data/bundled.ts";
import type { LoadFile } from "../asset.ts";
import {
  generatedProblem,
  lowRankTarget,
  noiseImage,
  realProblem,
  refuseLargeSensing,
  type ProblemOptions,
  type RealData,
} from "./data/generate.ts";
import type { Cells } from "./data/cells.ts";
import type { ImportedMatrix } from "./data/files/imported.ts";
import { prepare } from "./data/files/prepare.ts";
import type { Rate } from "../../training/rates.ts";
import type { Optimizer } from "../../models/update.ts";
import { errorNorms, recoveryWeights, type Problem, type Task } from "./data/problem.ts";

// Reports how far the preparation of a run has come, part by part, and estimates the remaining time from the parts
// done so far.

type Tell = RunInputs<Experiment>["tell"];

/** Operations per second assumed until enough work has been measured. */
const USUAL = 3e9;
const KNOWN_SHARE = 0.2;

/** Returns a function that tells the start of each part: data, each seed's problem, each seed's networks, the engine. */
function preparationOf(experiment: Experiment, tell: Tell): (what: string) => void {
  const bySeed = <T>(parts: readonly T[]): T[] =>
    Array.from({ length: experiment.seeds }, () => parts).flat();
  const { entries } = sizeOf(experiment);
  /** Approximate number of operations of each part. */
  const work = [
    entries,
    ...bySeed([300 * entries]),
    ...bySeed(experiment.networks.map((id, i) => workOf(experiment, id, i === 0))),
    100 * experiment.depth * entries,
  ];
  const all = work.reduce((total, operations) => total + operations, 0);
  const startedAt = performance.now();
  let [part, done] = [0, 0];
  return (what) => {
    const operations = work[part] ?? 0;
    const rate = done > KNOWN_SHARE * all ? (1e3 * done) / (performance.now() - startedAt) : USUAL;
    tell(what, part, work.length, { seconds: operations / rate, secondsLeft: (all - done) / rate });
    part++;
    done += operations;
  };
}

function sizeOf({ rows, cols, width }: Experiment): { readonly entries: number; readonly cube: number } {
  const side = Math.max(rows, cols);
  return { entries: side * Math.max(side, width), cube: side * Math.max(side, width) * width };
}

/**
 * Approximate number of operations for a network's initialization. The first network's part includes the
 * shared layers. Some networks also need the first gradient and its leading directions.
 */
function workOf(experiment: Experiment, id: NetworkName, isFirst: boolean): number {
  const { entries, cube } = sizeOf(experiment);
  const layers = isFirst ? 3 * experiment.depth * cube : 0;
  return layers + (NETWORKS[id].needsDirections ? 2 * cube + 2000 * entries : 100 * entries);
}

// Turns an experiment into problems and chains in float64: one problem and one set of chains per seed.

/** The content of a user file. */
export interface UserFile {
  readonly name: string;
  /** The file's checksum, as in an experiment. */
  readonly checksum: string;
  readonly matrix: ImportedMatrix;
  /** The test cells, if they come from a second file. The run then observes every cell of the matrix. */
  readonly test?: Cells;
}

export interface TrainedNetwork {
  readonly id: string;
  readonly label: string;
  /** One chain per run, all with the same shapes. */
  readonly chains: readonly Chain[];
  readonly optimizer: Optimizer;
  /** λ: training is stable for η below about 2/λ. */
  readonly sharpness: number;
  /** ScaledGD adds this ridge to its Gram matrices. Other networks have none. */
  readonly preconditioner?: { readonly ridge: number };
  /** Floating-point operations on the CPU per step and run, computed from the shapes. */
  readonly hostFlops?: number;
}

export interface Training {
  /** One problem per run, all of the same size. */
  readonly problems: readonly Problem[];
  readonly networks: readonly TrainedNetwork[];
  /** Unless the target's rank is known or cells are missing: the best approximation of the target with this rank. */
  readonly best?: BestRank;
  /** The largest rank of the baselines on a table. */
  readonly rHat?: number;
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
  turn = macrotask,
}: Pick<RunInputs<Experiment>, "config" | "load"> & Partial<RunInputs<Experiment>>): Promise<Training> {
  const { task, measurements, rows, cols } = experiment;
  const file = content as UserFile | undefined;
  const begin = preparationOf(experiment, tell);
  if (task === "ms") refuseLargeSensing(measurements, rows, cols, seeds.length);
  begin("reading the data");
  const data = await loadData(experiment, load, file);
  await turn();
  const parts = makeProblems(experiment, data, seeds, file, begin);
  const { problems, built, best } = await inSlices(parts, turn);
  begin("compiling the kernels");
  return {
    problems,
    ...(best ? { best } : {}),
    rHat: experiment.rHat,
    networks: experiment.networks.map((id, index) => {
      const { label, hostFlops, isPreconditioned } = NETWORKS[id];
      const problem = problems[0] as Problem;
      const chains = built.map((one) => one.chains[index] as Chain);
      const layers = Math.min(experiment.depth, chains[0]?.factors.length ?? 0);
      return {
        id,
        label,
        chains,
        optimizer: optimizerOf(experiment, id),
        sharpness:
          sharpnessOf(experiment, id, problem.sigmaOne) * curvature(problem, isPreconditioned ? 1 : layers),
        ...(isPreconditioned ? { preconditioner: { ridge: experiment.ridge } } : {}),
        ...(hostFlops ? { hostFlops: hostFlops(problem, experiment) } : {}),
      };
    }),
    ...(data ? { data } : {}),
    ...(built[0] ? { origin: built[0] } : {}),
  };
}

function* makeProblems(
  experiment: Experiment,
  data: RealData | undefined,
  seeds: readonly number[],
  file: UserFile | undefined,
  begin: (what: string) => void,
): Parts<{ problems: Problem[]; built: BuiltNetworks[]; best: BestRank | undefined }> {
  const ofSeed = (before: string, b: number): string =>
    experiment.seeds > 1 ? `${before} seed ${b + 1} of ${experiment.seeds}` : "";
  const problems: Problem[] = [];
  for (const [b, seed] of seeds.entries()) {
    begin(`making the problem${ofSeed(" of", b)}`);
    problems.push(yield* buildProblem(experiment, data, seed, file));
  }
  const [first] = problems;
  const hasBest = experiment.data !== "random" && first && !first.known;
  const best = hasBest ? yield* bestRank(first, experiment.rank) : undefined;
  const built: BuiltNetworks[] = [];
  for (const [b, problem] of problems.entries()) {
    const own = { ...experiment, seed: seeds[b] ?? 0 };
    const beginNetwork = (id: NetworkName): void =>
      begin(`initializing ${NETWORKS[id].label}${ofSeed(",", b)}`);
    built.push(yield* buildNetworks(problem, own, experiment.networks, beginNetwork));
  }
  return { problems, built, best };
}

/**
 * The best rank-k approximation of the whole (centred) target: its singular values, and its relative error over the
 * entries that the networks' recovery error counts. The target must have no missing values.
 */
interface BestRank {
  readonly error: number;
  readonly sigmas: readonly number[];
}

function* bestRank(problem: Problem, rank: number): Parts<BestRank> {
  const { u, sigma, v } = yield* topSingular.parts(problem.target, rank);
  const best = yield* multiply.parts(scaleColumns(u, sigma), transpose(v));
  yield;
  const missed = sumOfSquares(subtract(best, problem.target), recoveryWeights(problem));
  return { error: Math.sqrt(missed / errorNorms(problem).recovery), sigmas: [...sigma] };
}

/**
 * The factor by which a problem that is not normalized multiplies λ: s · gain · σ₁^{2 − 2/L}; otherwise 1. ScaledGD, whose
 * curvature does not depend on σ₁, has L = 1.
 */
const curvature = ({ lossScale, gain, sigmaOne }: Problem, L: number): number =>
  lossScale * gain * sigmaOne ** (2 - 2 / L);

export function seedsOf({ seed, seeds }: Experiment): number[] {
  return Array.from({ length: seeds }, (_, b) => seed + b);
}

export function optimizerOf(experiment: Experiment, id: NetworkName): Optimizer {
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
export function withRates<T extends Pick<Training, "networks">>(training: T, experiment: Experiment): T {
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

export function matching(file: UserFile | undefined, { file: checksum }: Experiment): ImportedMatrix {
  if (file && (checksum === "" || file.checksum === checksum)) return file.matrix;
  throw new EngineError(
    "no-file",
    file
      ? `This experiment needs the file with checksum ${checksum}, but ${file.name} has ${file.checksum}.`
      : checksum
        ? `This experiment needs the file with checksum ${checksum}.`
        : "This experiment needs a file of your choice.",
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

function* buildProblem(
  experiment: Experiment,
  data: RealData | undefined,
  seed: number,
  file: UserFile | undefined,
): Parts<Problem> {
  const { rows, cols, rank } = experiment;
  const options: ProblemOptions = { ...experiment, task: TASKS[experiment.task], seed };
  if (experiment.data === "random")
    return yield* generatedProblem.parts(
      yield* lowRankTarget.parts(seed, rows, cols, rank, experiment),
      options,
    );
  if (experiment.data === "airports" && data)
    return yield* realProblem.parts(data, { label: "km", display: "sqrt-earth-radius" }, options);
  const isFile = experiment.data === "file";
  const isPicture = !isFile || file?.matrix.format === "image" || file?.matrix.format === "pgm";
  return yield* realProblem.parts(
    data ?? noiseImage(seed, rows, cols),
    { label: "", display: "identity", ...(isPicture ? { peak: 1 } : {}) },
    options,
    isFile ? experiment.centre : "mean",
  );
}
