/** Generated targets, masks and measurements: deterministic in the seed, one named random stream for each. */
import { gaussian, haar, singularValues, svd } from "../math/decompositions.ts";
import { columns, mapElements, multiply, scale, scaleColumns, transpose, zeros } from "../math/matrix.ts";
import type { Matrix } from "../math/matrix.ts";
import { randomStream, sampleWithout } from "../math/random.ts";
import type { Problem, Sensing, Task, Unit } from "./problem.ts";

/** Spectrum of a generated target: σ = linspace(1, ½, r), or the top-r part of a Gaussian matrix (the authors'). */
export type Spectrum = "linspace" | "gaussian";

const PLAIN: Unit = { offset: 0, scale: 1, label: "", display: "identity" };

/** A target with σ₁ = 1 and the σ₁ that it had: Φ_data = sigmaOne · target. */
export interface GeneratedTarget {
  readonly target: Matrix;
  readonly sigmaOne: number;
}

/** Φ = U diag(σ) Vᵀ, m × n, rank r. */
export function lowRankTarget(
  seed: number,
  rows: number,
  cols: number,
  rank: number,
  spectrum: Spectrum,
): GeneratedTarget {
  const random = randomStream(seed, "target");
  if (spectrum === "gaussian") {
    const { u, sigma, v } = svd(gaussian(random, rows, cols));
    const sigmaOne = sigma[0] ?? 1;
    const weights = sigma.slice(0, rank).map((value) => value / sigmaOne);
    return {
      target: multiply(scaleColumns(columns(u, 0, rank), weights), transpose(columns(v, 0, rank))),
      sigmaOne,
    };
  }
  const u = haar(random, rows, rank);
  const v = haar(random, cols, rank);
  const sigma = Array.from({ length: rank }, (_, i) => (rank === 1 ? 1 : 1 - (0.5 * i) / (rank - 1)));
  return { target: multiply(scaleColumns(u, sigma), transpose(v)), sigmaOne: 1 };
}

/** Independent uniform entries in [0, 1): the control that is not of low rank. */
export function noiseImage(seed: number, rows: number, cols: number): Matrix {
  const random = randomStream(seed, "target");
  return mapElements(zeros(rows, cols), () => random.uniform());
}

/** A uniformly drawn mask of exactly ⌊p·m·n⌋ (at least one) observed entries. */
export function uniformMask(
  seed: number,
  rows: number,
  cols: number,
  observedFraction: number,
): Float64Array {
  const size = rows * cols;
  const count = Math.max(1, Math.floor(observedFraction * size));
  const mask = new Float64Array(size);
  for (const index of sampleWithout(randomStream(seed, "mask"), size, count)) mask[index] = 1;
  return mask;
}

/** N Gaussian measurements, entries N(0, 1/N): A is N × m·n, y = A vec(Φ). */
export function gaussianSensing(seed: number, target: Matrix, measurements: number): Sensing {
  const size = target.data.length;
  const A = scale(gaussian(randomStream(seed, "A"), measurements, size), 1 / Math.sqrt(measurements));
  return { A, y: multiply(A, { rows: size, cols: 1, data: target.data }) };
}

interface ProblemOptions {
  readonly task: Task;
  readonly seed: number;
  readonly observedFraction: number;
  readonly measurements: number;
}

/** A generated, exactly known target: no centring, recovery over all entries. */
export function generatedProblem({ target, sigmaOne }: GeneratedTarget, options: ProblemOptions): Problem {
  const mask = maskFor(target, options);
  return {
    task: options.task,
    target,
    mask,
    sensing:
      options.task === "sensing" ? gaussianSensing(options.seed, target, options.measurements) : undefined,
    lossScale: lossScale(mask),
    recoveryOver: "all",
    unit: { ...PLAIN, scale: sigmaOne },
  };
}

/**
 * Real data: the mean of the observed entries is subtracted and σ₁ of (1/p) M ⊙ (X − mean) is scaled to 1, so that
 * nothing hidden leaks into the normalisation. Recovery over the held-out entries where there are any.
 */
export function realProblem(
  data: Matrix,
  unit: Omit<Unit, "offset" | "scale">,
  options: ProblemOptions,
): Problem {
  const mask = maskFor(data, options);
  const fraction = 1 / lossScale(mask);
  const observed = mask?.reduce((sum, value) => sum + value, 0) ?? data.data.length;
  const offset = data.data.reduce((sum, value, i) => sum + value * (mask?.[i] ?? 1), 0) / observed;
  const seen = mapElements(data, (value, i) => ((mask?.[i] ?? 1) * (value - offset)) / fraction);
  const scaleToData = singularValues(seen)[0] || 1;
  const target = mapElements(data, (value) => (value - offset) / scaleToData);
  return {
    task: options.task,
    target,
    mask,
    sensing:
      options.task === "sensing" ? gaussianSensing(options.seed, target, options.measurements) : undefined,
    lossScale: lossScale(mask),
    recoveryOver: mask && observed < data.data.length ? "heldout" : "all",
    unit: { ...unit, offset, scale: scaleToData },
  };
}

function maskFor(target: Matrix, options: ProblemOptions): Float64Array | undefined {
  if (options.task !== "completion") return undefined;
  return uniformMask(options.seed, target.rows, target.cols, options.observedFraction);
}

/** 1/p with p = |Ω|/mn as drawn. */
function lossScale(mask: Float64Array | undefined): number {
  return mask ? mask.length / mask.reduce((sum, value) => sum + value, 0) : 1;
}
