/**
 * The compressed network of Yaras et al. without its original, for matrices whose original would be too large to store.
 * Compression sees the original's product O = A_L ⋯ A_1 (Haar-distributed, w × w, w = max(m, n)) only through O Q and
 * Oᵀ P, where P and Q hold the leading singular vectors of the first gradient. These products are drawn here with the
 * joint distribution that they have for a random O, so the network is equal in law to a compressed original. The first
 * gradient omits O's own part, which is of size ε^L.
 */
import { divisible, type Parts } from "../../../core/parts.ts";
import { symmetricEigen } from "../../../math/eigen.ts";
import {
  concatColumns,
  firstRows,
  multiply,
  scale,
  scaleColumns,
  scaledIdentity,
  subtract,
  transpose,
  zeros,
  type Matrix,
} from "../../../math/matrix.ts";
import { orthonormalize, qr } from "../../../math/qr.ts";
import { gaussian, haar } from "../../../math/random-matrices.ts";
import { randomStream } from "../../../math/random.ts";
import { yarasChain } from "./compress.ts";
import type { Chain } from "./start.ts";

/** The input vectors [Q, G] and the output vectors [F, P], w × 2r̂ each, with O [Q, G] = [F, P]. */
interface Frames {
  readonly input: Matrix;
  readonly output: Matrix;
}

/**
 * F = O Q is a random frame. Given F, Oᵀ P is not free, since Qᵀ Oᵀ P = Fᵀ P = C. So G = Q C + R (I − Cᵀ C)^{1/2} with a
 * random frame R orthogonal to Q. P and Q are w × r̂ with orthonormal columns; 2r̂ ≤ w.
 */
export const drawFrames = divisible(function* (P: Matrix, Q: Matrix, seed: number): Parts<Frames> {
  const random = randomStream(seed, "drawn");
  const { rows: w, cols: rHat } = P;
  const F = yield* haar.parts(random, w, rHat);
  const free = yield* gaussian.parts(random, w, rHat);
  const along = yield* multiply.parts(Q, yield* multiply.parts(transpose(Q), free));
  const R = yield* orthonormalize.parts(subtract(free, along));
  const C = yield* multiply.parts(transpose(F), P);
  const { values, vectors } = symmetricEigen(subtract(scaledIdentity(rHat, 1), multiply(transpose(C), C)));
  const roots = values.map((value) => Math.sqrt(Math.max(0, value)));
  const root = multiply(scaleColumns(vectors, roots), transpose(vectors));
  const G = subtract(multiply(Q, C), scale(multiply(R, root), -1));
  return { input: concatColumns(Q, G), output: concatColumns(F, P) };
});

/** Appends rows of zeros. */
const padded = ({ rows, cols, data }: Matrix, height: number): Matrix => {
  const out = zeros(height, cols);
  out.data.set(data.subarray(0, rows * cols));
  return out;
};

interface Drawing {
  readonly depth: number;
  readonly epsilon: number;
  readonly gamma: number;
  readonly seed: number;
}

/**
 * [Vᵀ, W̃_1 … W̃_L, U] as `compressYaras` makes it, from the leading left and right singular vectors (m × r̂ and n × r̂).
 * Both stacks of `drawFrames` have the same Gram matrix, so their QR factorizations have the same R, and O V = U. Cut to
 * n and m rows, V and U are no longer orthonormal. What is missing goes into W̃_1(0) and W̃_L(0).
 */
export const drawYaras = divisible(function* (
  u: Matrix,
  v: Matrix,
  { depth, epsilon, gamma, seed }: Drawing,
): Parts<Chain> {
  const [m, n] = [u.rows, v.rows];
  const w = Math.max(m, n);
  const { input, output } = yield* drawFrames.parts(padded(u, w), padded(v, w), seed);
  const right = yield* qr.parts(firstRows(yield* orthonormalize.parts(input), n));
  const left = yield* qr.parts(firstRows(yield* orthonormalize.parts(output), m));
  return yarasChain(right, left, depth, epsilon, gamma, epsilon);
});
