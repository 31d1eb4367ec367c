/**
 * The leading singular triplets of a large matrix in float64, by block Lanczos on AᵀA with full reorthogonalisation: the
 * basis grows until every wanted triplet has ‖Aᵀu − σv‖ ≤ 1e-12 σ₁ and a probe of what is left finds nothing larger. The
 * values come from the SVD of A times the basis, so small ones lose nothing by the square. Small matrices, and those that
 * do not converge, get the full SVD.
 */
import { svd, type Svd } from "./decompositions.ts";
import { columns, zeros, type Matrix } from "./matrix.ts";
import { randomStream, type Random } from "./random.ts";

/** Below this side the full SVD is as quick. */
const SMALL = 256;
const BLOCK = 4;
const TOLERANCE = 1e-12;
/** Rounding, relative to the vector before what lies in the basis was taken out of it. */
const NOTHING = 1e-13;

type Vector = Float64Array;

/** u, σ, v of the `rank` largest singular values: rows × rank, descending, cols × rank. */
export function topSingular(a: Matrix, rank: number): Svd {
  const side = Math.min(a.rows, a.cols);
  if (side > SMALL && 8 * rank <= side) {
    const found = lanczos(a, rank);
    if (found) return found;
  }
  const { u, sigma, v } = svd(a);
  return { u: columns(u, 0, rank), sigma: sigma.slice(0, rank), v: columns(v, 0, rank) };
}

function lanczos(a: Matrix, rank: number): Svd | undefined {
  const random = randomStream(0, "top-singular");
  const most = Math.floor(Math.min(a.rows, a.cols) / 2);
  // A · basis = images · R, both with orthonormal columns.
  const basis: Vector[] = [];
  const images: Vector[] = [];
  const R: number[][] = [];
  let block = Array.from({ length: BLOCK }, () => randomVector(random, a.cols));
  let nextLook = rank + 2 * BLOCK;
  while (basis.length + BLOCK <= most) {
    const fresh = block.map((vector) => {
      const { unit } = orthonormalised(vector, basis, random);
      basis.push(unit);
      const { unit: image, coefficients } = orthonormalised(times(a, unit), images, random);
      images.push(image);
      R.push(coefficients);
      return unit;
    });
    block = fresh.map((vector) => timesTransposed(a, times(a, vector)));
    if (basis.length < nextLook) continue;
    nextLook = Math.ceil(1.3 * basis.length);
    const found = ritz(basis, images, R, rank);
    if (largestResidual(a, found) > TOLERANCE * (found.sigma[0] ?? 0)) continue;
    const missed = probe(a, found, random);
    if (missed === undefined) return found;
    block[0] = missed;
  }
  return undefined;
}

/** The leading triplets that the basis knows: the SVD of R, turned back. */
function ritz(
  basis: readonly Vector[],
  images: readonly Vector[],
  R: readonly number[][],
  rank: number,
): Svd {
  const size = basis.length;
  const small = zeros(size, size);
  R.forEach((column, j) => column.forEach((value, i) => (small.data[i * size + j] = value)));
  const { u, sigma, v } = svd(small);
  return { u: combine(images, u, rank), sigma: sigma.slice(0, rank), v: combine(basis, v, rank) };
}

/** [vectors] · the first `rank` columns of the weights. */
function combine(vectors: readonly Vector[], weights: Matrix, rank: number): Matrix {
  const out = zeros(vectors[0]?.length ?? 0, rank);
  vectors.forEach((vector, k) => {
    for (let j = 0; j < rank; j++) {
      const weight = weights.data[k * weights.cols + j] as number;
      for (let i = 0; i < out.rows; i++)
        out.data[i * rank + j] = (out.data[i * rank + j] as number) + weight * (vector[i] as number);
    }
  });
  return out;
}

function largestResidual(a: Matrix, { u, sigma, v }: Svd): number {
  let largest = 0;
  sigma.forEach((value, j) => {
    const image = timesTransposed(a, columnOf(u, j));
    columnOf(v, j).forEach((entry, i) => (image[i] = (image[i] as number) - value * entry));
    largest = Math.max(largest, Math.sqrt(dot(image, image)));
  });
  return largest;
}

/** Power steps outside of what was found: a direction in which A is larger than the last value found, or none. */
function probe(a: Matrix, { sigma, v }: Svd, random: Random): Vector | undefined {
  const found = sigma.map((_, j) => columnOf(v, j));
  let direction = orthonormalised(randomVector(random, a.cols), found, random).unit;
  for (let step = 0; step < 12; step++)
    direction = orthonormalised(timesTransposed(a, times(a, direction)), found, random).unit;
  const image = times(a, direction);
  const least = sigma[sigma.length - 1] ?? 0;
  const isLarger = Math.sqrt(dot(image, image)) > least * (1 + 1e-9) + TOLERANCE * (sigma[0] ?? 0);
  return isLarger ? direction : undefined;
}

/**
 * The vector without its part in the span of `others`, at length 1, and its coordinates in them and in itself. A vector
 * that lies in the span gives way to a random one, with coordinate 0.
 */
function orthonormalised(
  vector: Vector,
  others: readonly Vector[],
  random: Random,
): { readonly unit: Vector; readonly coefficients: number[] } {
  const unit = vector.slice();
  const before = Math.sqrt(dot(unit, unit));
  const coefficients = others.map(() => 0);
  // Twice is enough.
  for (let pass = 0; pass < 2; pass++)
    others.forEach((other, i) => {
      const share = dot(unit, other);
      coefficients[i] = (coefficients[i] as number) + share;
      for (let j = 0; j < unit.length; j++) unit[j] = (unit[j] as number) - share * (other[j] as number);
    });
  const length = Math.sqrt(dot(unit, unit));
  if (!(length > NOTHING * before)) {
    const replacement = orthonormalised(randomVector(random, vector.length), others, random).unit;
    return { unit: replacement, coefficients: [...coefficients, 0] };
  }
  for (let j = 0; j < unit.length; j++) unit[j] = (unit[j] as number) / length;
  return { unit, coefficients: [...coefficients, length] };
}

const randomVector = (random: Random, length: number): Vector =>
  Float64Array.from({ length }, () => random.normal());

const columnOf = ({ rows, cols, data }: Matrix, j: number): Vector =>
  Float64Array.from({ length: rows }, (_, i) => data[i * cols + j] as number);

/** Four sums, so that additions need not wait for each other. */
function dot(a: Vector, b: Vector): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    s0 += (a[i] as number) * (b[i] as number);
    s1 += (a[i + 1] as number) * (b[i + 1] as number);
    s2 += (a[i + 2] as number) * (b[i + 2] as number);
    s3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (; i < a.length; i++) s0 += (a[i] as number) * (b[i] as number);
  return s0 + s1 + (s2 + s3);
}

function times({ rows, cols, data }: Matrix, vector: Vector): Vector {
  return Float64Array.from({ length: rows }, (_, i) => dot(data.subarray(i * cols, (i + 1) * cols), vector));
}

function timesTransposed({ rows, cols, data }: Matrix, vector: Vector): Vector {
  const out = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const weight = vector[i] as number;
    const row = i * cols;
    for (let j = 0; j < cols; j++) out[j] = (out[j] as number) + weight * (data[row + j] as number);
  }
  return out;
}
