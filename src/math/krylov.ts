/**
 * A growing basis for the leading singular triplets of a matrix A: block Lanczos on AᵀA with full
 * reorthogonalization. The values come from the SVD of A times the basis, so small values lose no accuracy to
 * squaring.
 */
import type { Parts } from "../core/parts.ts";
import { zeros, type Matrix } from "./matrix.ts";
import { addInParts, openWorkspace, whole, type Block, type Workspace } from "./product.ts";
import { addScaled, dot } from "./qr.ts";
import type { Random } from "./random.ts";
import { svd, type Svd } from "./svd.ts";

type Vector = Float64Array;

/** A vector counts as 0 if removing its projection onto the basis leaves less than this fraction of its length. */
const NOTHING = 1e-13;
const PROBE_STEPS = 12;

/** Orthonormal vectors with equally many entries, one per row. */
interface Basis {
  readonly data: Float64Array;
  readonly length: number;
  count: number;
}

export class Krylov {
  readonly #workspace: Workspace;
  readonly #random: Random;
  readonly #rows: number;
  readonly #cols: number;
  readonly #a: Float64Array;
  /** Scratch memory for vectors to multiply, one per row; also for the product of A and vectors. */
  readonly #inRows: Float64Array;
  /** Scratch memory for vectors to multiply, one per column; also for the product of Aᵀ and vectors. */
  readonly #inColumns: Float64Array;
  readonly #coefficients: Float64Array;
  /** A · basis = images · R. */
  readonly #basis: Basis;
  readonly #images: Basis;
  readonly #R: number[][] = [];
  /** The vectors that will extend the basis next. */
  #block: Vector[];

  /**
   * Starts from the given vectors, each with as many entries as A has columns. The basis provides `rank`
   * triplets. Callers may let it grow only while it has fewer than `most` vectors.
   */
  constructor(
    { rows, cols, data }: Matrix,
    start: readonly Vector[],
    random: Random,
    most: number,
    rank: number,
  ) {
    this.#random = random;
    [this.#rows, this.#cols] = [rows, cols];
    this.#block = start.map((vector) => vector.slice());
    const width = Math.max(start.length, rank);
    const side = width * Math.max(rows, cols);
    const capacity = most + start.length;
    const lengths = [data.length, side, side, capacity * width, capacity * cols, capacity * rows];
    this.#workspace = openWorkspace(lengths, data.length * width);
    const [a, inRows, inColumns, coefficients, basis, images] = lengths.map((length) =>
      this.#workspace.array(length),
    ) as [Vector, Vector, Vector, Vector, Vector, Vector];
    a.set(data);
    [this.#a, this.#inRows, this.#inColumns, this.#coefficients] = [a, inRows, inColumns, coefficients];
    this.#basis = { data: basis, length: cols, count: 0 };
    this.#images = { data: images, length: rows, count: 0 };
  }

  get size(): number {
    return this.#basis.count;
  }

  /** Adds the pending block to the basis and prepares the next one: AᵀA times this block. */
  *grow(): Parts<void> {
    const taken = this.#take(this.#basis, this.#block).map(({ unit }) => unit);
    const images = yield* this.#times(taken);
    this.#block = yield* this.#timesTransposed(images);
    for (const { coefficients } of this.#take(this.#images, images)) this.#R.push(coefficients);
  }

  /** Replaces the first vector of the next block. */
  suggest(vector: Vector): void {
    this.#block[0] = vector;
  }

  /** The leading triplets within the basis: the SVD of R, rotated back. */
  *triplets(rank: number): Parts<Svd> {
    const { size } = this;
    const small = zeros(size, size);
    this.#R.forEach((column, j) => column.forEach((value, i) => (small.data[i * size + j] = value)));
    const { u, sigma, v } = yield* svd.parts(small);
    return {
      u: yield* combine(this.#images, u, rank),
      sigma: sigma.slice(0, rank),
      v: yield* combine(this.#basis, v, rank),
    };
  }

  /** ‖Aᵀu − σv‖ of each triplet. */
  *residuals({ u, sigma, v }: Svd): Parts<number[]> {
    const images = yield* this.#timesTransposed(sigma.map((_, j) => columnOf(u, j)));
    return images.map((image, j) => {
      addScaled(image, columnOf(v, j), -(sigma[j] as number));
      return norm(image);
    });
  }

  /**
   * Makes power steps orthogonal to the given triplets, towards the direction in which A stretches most.
   * Returns this direction and A's gain along it.
   */
  *probe({ sigma, v }: Svd): Parts<{ readonly direction: Vector; readonly gain: number }> {
    const found = sigma.map((_, j) => columnOf(v, j));
    let direction = outside(randomVector(this.#random, this.#cols), found);
    for (let step = 0; step < PROBE_STEPS; step++) {
      const [image] = yield* this.#timesTransposed(yield* this.#times([direction]));
      direction = outside(image as Vector, found);
    }
    const [image] = yield* this.#times([direction]);
    return { direction, gain: norm(image as Vector) };
  }

  /**
   * Orthonormalizes vectors against a basis and each other, and adds them to the basis. Returns each vector's
   * coordinates in the basis up to and including the vector itself. If a vector lies in the span of earlier
   * ones, a random vector with coordinate 0 replaces it.
   */
  #take(
    basis: Basis,
    vectors: readonly Vector[],
  ): { readonly unit: Vector; readonly coefficients: number[] }[] {
    // Two passes of Gram–Schmidt are enough.
    const first = this.#orthonormalise(basis, vectors, NOTHING);
    const second = this.#orthonormalise(basis, first.units, 0);
    for (const unit of second.units) basis.data.set(unit, basis.length * basis.count++);
    return second.units.map((unit, j) => {
      // x = C y in the first pass and y = D z in the second. Among the new vectors, C and D are triangular.
      const outer = (first.outer[j] as number[]).slice();
      const inner = Array.from({ length: j + 1 }, () => 0);
      first.inner[j]?.forEach((weight, l) => {
        second.outer[l]?.forEach((value, i) => (outer[i] = (outer[i] as number) + weight * value));
        second.inner[l]?.forEach((value, i) => (inner[i] = (inner[i] as number) + weight * value));
      });
      return { unit, coefficients: [...outer, ...inner] };
    });
  }

  /**
   * One pass. Returns the unit vectors, and each vector's coordinates in the basis and in the unit vectors up
   * to its own.
   */
  #orthonormalise(
    basis: Basis,
    vectors: readonly Vector[],
    nothing: number,
  ): { readonly units: Vector[]; readonly outer: number[][]; readonly inner: number[][] } {
    const units: Vector[] = vectors.map((vector) => vector.slice());
    const outer = this.#project(basis, units);
    const inner = units.map((unit, j) => {
      const coordinates = Array.from({ length: j + 1 }, () => 0);
      for (let i = 0; i < j; i++) coordinates[i] = takeOut(unit, units[i] as Vector);
      const length = norm(unit);
      if (length > nothing * norm(vectors[j] as Vector)) {
        coordinates[j] = length;
        divide(unit, length);
      } else {
        units[j] = outside(randomVector(this.#random, basis.length), units.slice(0, j));
      }
      return coordinates;
    });
    return { units, outer, inner };
  }

  /** Removes each vector's projection onto a basis and returns the projection's coordinates. */
  #project({ data, length, count }: Basis, vectors: readonly Vector[]): number[][] {
    const width = vectors.length;
    if (count === 0) return vectors.map(() => []);
    const basis = whole(data, length);
    const coefficients = this.#coefficients.fill(0, 0, count * width);
    this.#workspace.addProduct(
      whole(coefficients, width),
      basis,
      this.#columnsOf(vectors),
      count,
      width,
      length,
    );
    const coordinates = vectors.map((_, j) =>
      Array.from({ length: count }, (__, i) => coefficients[i * width + j] as number),
    );
    coordinates.forEach((own, j) => own.forEach((value, i) => (coefficients[j * count + i] = -value)));
    const rows = this.#rowsOf(vectors);
    this.#workspace.addProduct(rows, whole(coefficients, count), basis, width, length, count);
    vectors.forEach((vector, j) => vector.set(rows.data.subarray(j * length, (j + 1) * length)));
    return coordinates;
  }

  /** A · each vector. */
  *#times(vectors: readonly Vector[]): Parts<Vector[]> {
    const [m, n, width] = [this.#rows, this.#cols, vectors.length];
    const right = this.#columnsOf(vectors);
    const out = this.#inRows.fill(0, 0, m * width);
    yield* addInParts(this.#workspace, whole(out, width), whole(this.#a, n), right, m, width, n);
    return vectors.map((_, j) => Float64Array.from({ length: m }, (__, i) => out[i * width + j] as number));
  }

  /** Aᵀ · each vector. */
  *#timesTransposed(vectors: readonly Vector[]): Parts<Vector[]> {
    const [m, n, width] = [this.#rows, this.#cols, vectors.length];
    const left = this.#rowsOf(vectors);
    const out = this.#inColumns.fill(0, 0, n * width);
    yield* addInParts(this.#workspace, whole(out, n), left, whole(this.#a, n), width, n, m);
    return vectors.map((_, j) => out.slice(j * n, (j + 1) * n));
  }

  #rowsOf(vectors: readonly Vector[]): Block {
    const length = vectors[0]?.length ?? 0;
    vectors.forEach((vector, j) => this.#inRows.set(vector, j * length));
    return whole(this.#inRows, length);
  }

  #columnsOf(vectors: readonly Vector[]): Block {
    const width = vectors.length;
    vectors.forEach((vector, j) => vector.forEach((value, i) => (this.#inColumns[i * width + j] = value)));
    return whole(this.#inColumns, width);
  }
}

/** The product of the basis vectors, as columns, and the first `rank` columns of `weights`. */
function* combine({ data, length }: Basis, weights: Matrix, rank: number): Parts<Matrix> {
  const out = zeros(length, rank);
  for (let k = 0; k < weights.rows; k++) {
    for (let j = 0; j < rank; j++) {
      const weight = weights.data[k * weights.cols + j] as number;
      for (let i = 0; i < length; i++)
        out.data[i * rank + j] =
          (out.data[i * rank + j] as number) + weight * (data[k * length + i] as number);
    }
    yield;
  }
  return out;
}

/** The vector without its projection onto orthonormal others, scaled to length 1. */
function outside(vector: Vector, others: readonly Vector[]): Vector {
  const unit = vector.slice();
  for (let pass = 0; pass < 2; pass++) for (const other of others) takeOut(unit, other);
  const length = norm(unit);
  if (length > 0) divide(unit, length);
  return unit;
}

/** Removes a vector's component along a unit vector and returns its coordinate. */
function takeOut(vector: Vector, unit: Vector): number {
  const coordinate = dot(vector, unit);
  addScaled(vector, unit, -coordinate);
  return coordinate;
}

function divide(vector: Vector, length: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length;
}

export const randomVector = (random: Random, length: number): Vector =>
  Float64Array.from({ length }, () => random.normal());

export const columnOf = ({ rows, cols, data }: Matrix, j: number): Vector =>
  Float64Array.from({ length: rows }, (_, i) => data[i * cols + j] as number);

const norm = (a: Vector): number => Math.sqrt(dot(a, a));
