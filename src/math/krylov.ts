/**
 * A growing basis for the leading singular triplets of a matrix A: block Lanczos on AᵀA with full reorthogonalisation. Values
 * come from the SVD of A times the basis, so small ones lose nothing by the square.
 */
import { svd, type Svd } from "./svd.ts";
import { zeros, type Matrix } from "./matrix.ts";
import type { Random } from "./random.ts";

export type Vector = Float64Array;

/** Rounding, relative to the vector before what lies in the basis was taken out of it. */
const NOTHING = 1e-13;

export class Krylov {
  readonly #a: Matrix;
  readonly #random: Random;
  /** A · basis = images · R, both with orthonormal columns. */
  readonly #basis: Vector[] = [];
  readonly #images: Vector[] = [];
  readonly #R: number[][] = [];
  /** What the basis is extended by next. */
  #block: Vector[];

  /** Begins with these vectors, of as many entries as A has columns. */
  constructor(a: Matrix, start: readonly Vector[], random: Random) {
    this.#a = a;
    this.#random = random;
    this.#block = start.map((vector) => vector.slice());
  }

  get size(): number {
    return this.#basis.length;
  }

  /** Takes in the next block, and prepares the one after it: AᵀA times this one. */
  grow(): void {
    this.#block = this.#block.map((vector) => {
      const { unit } = orthonormalised(vector, this.#basis, this.#random);
      this.#basis.push(unit);
      const image = times(this.#a, unit);
      const next = timesTransposed(this.#a, image);
      const { unit: direction, coefficients } = orthonormalised(image, this.#images, this.#random);
      this.#images.push(direction);
      this.#R.push(coefficients);
      return next;
    });
  }

  /** The next block begins with this vector in place of its own first one. */
  suggest(vector: Vector): void {
    this.#block[0] = vector;
  }

  /** The leading triplets that the basis knows: the SVD of R, turned back. */
  triplets(rank: number): Svd {
    const { size } = this;
    const small = zeros(size, size);
    this.#R.forEach((column, j) => column.forEach((value, i) => (small.data[i * size + j] = value)));
    const { u, sigma, v } = svd(small);
    return {
      u: combine(this.#images, u, rank),
      sigma: sigma.slice(0, rank),
      v: combine(this.#basis, v, rank),
    };
  }
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

/** ‖Aᵀu − σv‖ of each triplet. */
export function residuals(a: Matrix, { u, sigma, v }: Svd): number[] {
  return sigma.map((value, j) => {
    const image = timesTransposed(a, columnOf(u, j));
    columnOf(v, j).forEach((entry, i) => (image[i] = (image[i] as number) - value * entry));
    return norm(image);
  });
}

/** Power steps outside of some triplets: the direction in which A is largest there, and by how much. */
export function probe(
  a: Matrix,
  { sigma, v }: Svd,
  random: Random,
): { readonly direction: Vector; readonly gain: number } {
  const found = sigma.map((_, j) => columnOf(v, j));
  let direction = orthonormalised(randomVector(random, a.cols), found, random).unit;
  for (let step = 0; step < 12; step++)
    direction = orthonormalised(timesTransposed(a, times(a, direction)), found, random).unit;
  return { direction, gain: norm(times(a, direction)) };
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
  const before = norm(unit);
  const coefficients = others.map(() => 0);
  // Twice is enough.
  for (let pass = 0; pass < 2; pass++)
    others.forEach((other, i) => {
      const share = dot(unit, other);
      coefficients[i] = (coefficients[i] as number) + share;
      for (let j = 0; j < unit.length; j++) unit[j] = (unit[j] as number) - share * (other[j] as number);
    });
  const length = norm(unit);
  if (!(length > NOTHING * before)) {
    const replacement = orthonormalised(randomVector(random, vector.length), others, random).unit;
    return { unit: replacement, coefficients: [...coefficients, 0] };
  }
  for (let j = 0; j < unit.length; j++) unit[j] = (unit[j] as number) / length;
  return { unit, coefficients: [...coefficients, length] };
}

export const randomVector = (random: Random, length: number): Vector =>
  Float64Array.from({ length }, () => random.normal());

export const columnOf = ({ rows, cols, data }: Matrix, j: number): Vector =>
  Float64Array.from({ length: rows }, (_, i) => data[i * cols + j] as number);

const norm = (a: Vector): number => Math.sqrt(dot(a, a));

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
