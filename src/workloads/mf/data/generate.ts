/**
 * Orthonormal columns that form stripe patterns, so that U diag(σ) Vᵀ looks like a woven cloth. Each rank-one term σ u
 * vᵀ is one pattern of crossing threads. The rank is as exact as with random vectors; only the look differs.
 */
import { orthonormalize } from "../../../math/qr.ts";
import { gaussian, haar } from "../../../math/random-matrices.ts";
import {
  type Matrix,
  frobeniusNorm,
  mapElements,
  multiply,
  scale,
  scaleColumns,
  transpose,
  zeros,
  countOf,
} from "../../../math/matrix.ts";
import { type Random, randomStream } from "../../../math/random.ts";
import { topSingular } from "../../../math/top-singular.ts";
import { EngineError, badInput } from "../../../core/errors.ts";
import { divisible, type Parts } from "../../../core/parts.ts";
import { cellsOf } from "./cells.ts";
import { biasAt, centring, type Centre, type Centring, type Completion } from "./centre.ts";
import { MAX_SENSING_ENTRIES } from "./limits.ts";
import { drawMask, holdOut, type MaskOptions } from "./mask.ts";
import {
  errorNorms,
  type Problem,
  type RecoveryOver,
  type Sensing,
  type Task,
  type Unit,
} from "./problem.ts";
import { counted, formatCount } from "../../../core/format.ts";

/**
 * Smallest width of a band. Few observed entries would touch a narrower one, and completion would have to wait
 * for it.
 */
const BAND_MIN = 4;
/** Number of bands in half a pattern. More patterns need more bands, or they would not differ. */
const BANDS = 7;

/**
 * `count` orthonormal columns of length n. As many as the bands allow are stripes: piecewise constant on common bands,
 * mirrored about the middle, of mean 0. The others are random.
 */
export const stripes = divisible(function* (random: Random, n: number, count: number): Parts<Matrix> {
  const half = Math.ceil(n / 2);
  const room = Math.max(1, Math.floor(half / BAND_MIN));
  // Patterns of mean 0 on `room` bands span room − 1 dimensions.
  const striped = Math.min(count, room - 1);
  const patterns = gaussian(random, n, count);
  const bands = bandsOf(random, half, Math.min(room, Math.max(BANDS, 2 * striped)));
  const last = (bands.at(-1) ?? 0) + 1;
  for (let j = 0; j < striped; j++) {
    // Uniform heights, because with normal ones few bands could hold most of a pattern's energy.
    const heights = Array.from({ length: last }, () => 2 * random.uniform() - 1);
    const column = Array.from(
      { length: n },
      (_, i) => heights[bands[Math.min(i, n - 1 - i)] as number] as number,
    );
    const mean = column.reduce((sum, value) => sum + value, 0) / n;
    for (let i = 0; i < n; i++) patterns.data[i * count + j] = (column[i] as number) - mean;
  }
  return yield* orthonormalize.parts(patterns);
});

/** Assigns one of `count` bands to each of `length` places. The bands have random widths of at least BAND_MIN. */
function bandsOf(random: Random, length: number, count: number): number[] {
  const spare = length - BAND_MIN * count;
  const cuts = Array.from({ length: count - 1 }, () => Math.floor(random.uniform() * (spare + 1))).toSorted(
    (a, b) => a - b,
  );
  const ends = cuts.map((cut, i) => cut + BAND_MIN * (i + 1));
  let band = 0;
  return Array.from({ length }, (_, i) => {
    while (band < ends.length && i >= (ends[band] as number)) band++;
    return band;
  });
}

// Generates targets, masks and measurements. All randomness comes from the seed. Targets, masks and measurements
// each use their own named random stream.

/**
 * Singular values of a generated target: from 1 to `smallest`, evenly or geometrically; as listed; or those of the
 * top-r part of a Gaussian matrix (the authors' choice).
 */
export interface TargetSpectrum {
  readonly spectrum: "linspace" | "geometric" | "list" | "gaussian";
  readonly smallest: number;
  /** The listed values. */
  readonly sigmas: readonly number[];
  /** Singular vectors are Haar-distributed unless stripes are chosen. The Gaussian kind has its own vectors. */
  readonly vectors?: "haar" | "stripes";
}

/** Centred values this small, relative to the data's own values, are 0 up to rounding. */
const ROUNDING = 1e-12;

const PLAIN: Unit = { offset: 0, scale: 1, label: "", display: "identity" };

/** A target with σ₁ = 1, and its σ₁ before scaling: Φ_data = sigmaOne · target. */
interface GeneratedTarget {
  readonly target: Matrix;
  readonly sigmaOne: number;
  /** σ_1 … σ_r of `target`, descending. */
  readonly sigmas: readonly number[];
}

/** Φ = U diag(σ) Vᵀ with Haar or striped U and V, or the top-r part of a Gaussian matrix; m × n, rank r. */
export const lowRankTarget = divisible(function* (
  seed: number,
  rows: number,
  cols: number,
  rank: number,
  shape: TargetSpectrum,
): Parts<GeneratedTarget> {
  const random = randomStream(seed, "target");
  const compose = function* (u: Matrix, sigma: readonly number[], v: Matrix): Parts<GeneratedTarget> {
    const sigmaOne = Math.max(...sigma);
    if (sigmaOne === 0)
      throw badInput(
        "Every singular value of the target is 0: there is nothing to learn. Choose one that is above 0.",
      );
    const weights = sigma.map((value) => value / sigmaOne);
    const target = yield* multiply.parts(scaleColumns(u, weights), transpose(v));
    return { target, sigmaOne, sigmas: weights.toSorted((a, b) => b - a) };
  };
  if (shape.spectrum === "gaussian") {
    const { u, sigma, v } = yield* topSingular.parts(yield* gaussian.parts(random, rows, cols), rank);
    return yield* compose(u, sigma, v);
  }
  const draw = shape.vectors === "stripes" ? stripes : haar;
  const u = yield* draw.parts(random, rows, rank);
  const v = yield* draw.parts(random, cols, rank);
  return yield* compose(u, singularValuesOf(shape, rank), v);
});

function singularValuesOf({ spectrum, smallest, sigmas }: TargetSpectrum, rank: number): number[] {
  const share = (i: number): number => (rank === 1 ? 0 : i / (rank - 1));
  if (spectrum === "list") return Array.from({ length: rank }, (_, i) => sigmas[i] ?? 0);
  return Array.from({ length: rank }, (_, i) =>
    spectrum === "geometric" ? smallest ** share(i) : 1 + (smallest - 1) * share(i),
  );
}

/** Independent uniform entries in [0, 1): the control, which has full rank. */
export function noiseImage(seed: number, rows: number, cols: number): Matrix {
  const random = randomStream(seed, "target");
  return mapElements(zeros(rows, cols), () => random.uniform());
}

/**
 * Throws EngineError "over-limit", before anything is allocated, when the measurement matrices of all seeds
 * would be too large.
 */
export function refuseLargeSensing(measurements: number, rows: number, cols: number, seeds: number): void {
  const entries = seeds * measurements * rows * cols;
  if (entries <= MAX_SENSING_ENTRIES) return;
  const gigabytes = (Math.ceil((40 * entries) / 2 ** 30) / 10).toFixed(1);
  throw new EngineError(
    "over-limit",
    `Sensing with ${formatCount(measurements)} measurements of a ${formatCount(rows)} × ${formatCount(cols)} matrix (seeds: ${seeds}) needs ${gigabytes} GiB for A alone; the limit is 1 GiB. Choose a smaller matrix, fewer measurements or fewer seeds.`,
    { needed: 4 * entries, allowed: 4 * MAX_SENSING_ENTRIES },
  );
}

/** N Gaussian measurements, y = A vec(Φ). A is N × m·n with entries N(0, 1/N), or N(0, 1)/N as in Kwon et al. */
function* gaussianSensing(
  seed: number,
  { data }: Matrix,
  measurements: number,
  loss: LossConvention,
): Parts<Sensing> {
  const deviation = loss === "kwonMean" ? 1 / measurements : 1 / Math.sqrt(measurements);
  const A = yield* gaussian.parts(randomStream(seed, "A"), measurements, data.length);
  // Scaled in place, because A is the largest array.
  for (let i = 0; i < A.data.length; i++) {
    A.data[i] = (A.data[i] as number) * deviation;
    if (i % data.length === 0) yield;
  }
  return { A, y: yield* multiply.parts(A, { rows: data.length, cols: 1, data }) };
}

/**
 * Scale of the loss. `normalised` makes σ₁ = 1 and divides by p, so that learning rates are comparable. The
 * papers' own conventions keep the scale of a generated target. `lawMean`: mean over all m·n entries, masked or not.
 * `kwonMean`: mean over the observed entries. `sum`: a plain sum. In sensing, all of them are sums over the
 * measurements.
 */
type LossConvention = "normalised" | "lawMean" | "kwonMean" | "sum";

export interface ProblemOptions extends MaskOptions {
  readonly task: Task;
  /** Fraction of the observed entries held out for validation. */
  readonly validation: number;
  readonly measurements: number;
  /**
   * Standard deviation of the Gaussian noise on the observations, relative to the root mean square of the target or, in
   * sensing, of the measurements.
   */
  readonly noise: number;
  readonly loss: LossConvention;
}

/**
 * Makes the problem of a generated target. The target is known exactly, so it is not centred, and recovery is
 * measured over all entries.
 */
export const generatedProblem = divisible(function* (
  { target, sigmaOne, sigmas }: GeneratedTarget,
  options: ProblemOptions,
): Parts<Problem> {
  const split = yield* maskFor(target, options);
  const raw = options.loss !== "normalised";
  const unit = { ...PLAIN, scale: raw ? 1 : sigmaOne };
  const problem = yield* observe(raw ? scale(target, sigmaOne) : target, split, "all", options, unit);
  return raw
    ? { ...problem, sigmaOne, sigmas: sigmas.map((sigma) => sigma * sigmaOne) }
    : { ...problem, sigmas };
});

/** Real data in its own unit. */
export interface RealData extends Matrix {
  /** 1 for a known value, else 0; undefined when every value is known. */
  readonly known?: Float64Array | undefined;
}

/**
 * Normalizes real data. It subtracts the chosen baseline, by default the mean of the observed entries. Then
 * it scales σ₁ of (1/p) M ⊙ (X − baseline) to 1. The normalization thus sees no hidden entry. Recovery is
 * measured over the known entries that are hidden from training and not held out for validation; without any, over
 * all known ones. Unknown entries are never observed and are 0 in the target.
 */
export const realProblem = divisible(function* (
  data: RealData,
  unit: Omit<Unit, "offset" | "scale">,
  options: ProblemOptions,
  centre: Centre = "mean",
): Parts<Problem> {
  const { known } = data;
  if (known && options.task !== "completion")
    throw badInput(
      `The matrix has ${counted(known.length - countOf(known), "missing cell")}, and only completion can handle missing cells. Choose the problem “Completion”, or a file without missing cells.`,
    );
  const split = yield* maskFor(data, options);
  const { mask, validation } = split;
  const observed = mask ? countOf(mask) : data.data.length;
  const baseline = centring(cellsOf(data, mask), centre);
  const { offset } = baseline;
  yield;
  const biases = baseline.ofRow && biasesOf(data, baseline);
  yield;
  const centred = mapElements(data, (value, i) =>
    known?.[i] === 0 ? 0 : value - offset - (biases?.[i] ?? 0),
  );
  yield;
  const share = observed / data.data.length;
  const seen = mapElements(centred, (value, i) => ((mask?.[i] ?? 1) * value) / share);
  const least = ROUNDING * data.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  yield;
  const [scaleToData = 0] = (yield* topSingular.parts(seen, 1)).sigma;
  if (scaleToData <= least)
    throw badInput(
      "Every observed value equals the subtracted baseline, so there is nothing to learn. Show the networks more entries, or subtract nothing.",
    );
  const target = mapElements(centred, (value) => value / scaleToData);
  const seenOrApart = observed + (validation ? countOf(validation) : 0);
  const recoveryOver = mask && seenOrApart < (known ? countOf(known) : mask.length) ? "heldout" : "all";
  yield;
  const problem = yield* observe(target, split, recoveryOver, options, {
    ...unit,
    offset: biases ? 0 : offset,
    scale: scaleToData,
  });
  yield;
  const isTable = unit.peak === undefined && unit.display === "identity";
  const whole: Problem = {
    ...problem,
    ...(known ? { known } : {}),
    ...(isTable && mask && recoveryOver === "heldout"
      ? { completion: yield* completionOf(data, mask, validation, baseline) }
      : {}),
    ...(biases ? { baseline: biases.map((b) => b + offset) } : {}),
  };
  yield;
  if (Math.sqrt(errorNorms(whole).recovery) <= least / scaleToData)
    throw badInput(
      "Every hidden value equals the subtracted baseline, so there is nothing to learn. Choose another seed, another fraction of observed entries, or subtract nothing.",
    );
  return whole;
});

function* completionOf(
  data: RealData,
  mask: Float64Array,
  validation: Float64Array = new Float64Array(mask.length),
  centred: Centring,
): Parts<Completion> {
  const test = mask.map((seen, i) => (data.known?.[i] ?? 1) - seen - (validation[i] as number));
  yield;
  const train = cellsOf(data, mask);
  yield;
  const held = cellsOf(data, validation);
  yield;
  return { train, validation: held, test: cellsOf(data, test), centred };
}

/** The bias of each entry, rows × cols. */
const biasesOf = ({ cols, data }: Matrix, centred: Centring): Float64Array =>
  data.map((_, k) => biasAt(centred, Math.floor(k / cols), k % cols));

/** The entries that the networks train on, and those held out for validation. */
interface Split {
  readonly mask: Float64Array | undefined;
  readonly validation?: Float64Array;
}

function* maskFor(target: RealData, options: ProblemOptions): Parts<Split> {
  if (options.task !== "completion") return { mask: undefined };
  const { seed, validation } = options;
  const mask = yield* drawMask.parts(options, target);
  if (validation === 0) return { mask };
  if (countOf(mask) < 2)
    throw badInput(
      "Only one entry is observed, so none can be held out for validation. Show the networks more entries, or set the validation share to 0.",
    );
  return yield* holdOut.parts(seed, mask, validation);
}

/** The observations of a target: its entries under the mask, or its measurements, with noise. */
function* observe(
  target: Matrix,
  { mask, validation }: Split,
  recoveryOver: RecoveryOver,
  options: ProblemOptions,
  unit: Unit,
): Parts<Problem> {
  const { task, seed, measurements, noise, loss } = options;
  const sensing = task === "sensing" ? yield* gaussianSensing(seed, target, measurements, loss) : undefined;
  const noisy = function* (clean: Matrix): Parts<Matrix> {
    const { data } = yield* gaussian.parts(randomStream(seed, "noise"), clean.rows, clean.cols);
    const deviation = (noise * frobeniusNorm(clean)) / Math.sqrt(clean.data.length);
    return mapElements(clean, (value, i) => value + deviation * (data[i] as number));
  };
  return {
    task,
    target,
    observed: noise > 0 && !sensing ? yield* noisy(target) : target,
    mask,
    ...(validation ? { validation } : {}),
    sensing: sensing && noise > 0 ? { ...sensing, y: yield* noisy(sensing.y) } : sensing,
    lossScale: lossScale(loss, task, target, mask),
    sigmaOne: 1,
    gain: sensing ? (loss === "kwonMean" ? 1 / measurements : 1) : mask ? countOf(mask) / mask.length : 1,
    recoveryOver,
    unit,
  };
}

/** s of D = s · M ⊙ (f − Φ). */
function lossScale(loss: LossConvention, task: Task, target: Matrix, mask: Float64Array | undefined): number {
  const size = target.data.length;
  const observed = mask ? countOf(mask) : size;
  if (loss === "normalised") return size / observed;
  if (loss === "sum" || task === "sensing") return 1;
  return 1 / (loss === "lawMean" ? size : observed);
}
