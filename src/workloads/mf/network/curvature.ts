/**
 * Measures two quantities of a chain whose factors learn at the rates a_l η, on any problem: what gradient flow keeps, and
 * the curvature that limits η.
 */
import { divisible, type Parts } from "../../../core/parts.ts";
import { symmetricEigen } from "../../../math/eigen.ts";
import {
  innerProduct,
  mapElements,
  multiply,
  scale,
  subtract,
  transpose,
  zeros,
  type Matrix,
} from "../../../math/matrix.ts";
import { gaussian } from "../../../math/random-matrices.ts";
import { randomStream } from "../../../math/random.ts";
import { lossGradient, type Problem } from "../data/problem.ts";

/**
 * W_{l+1}ᵀ W_{l+1} / a_{l+1} − W_l W_lᵀ / a_l for each pair of neighbours. Gradient flow keeps all of them (Du, Hu, Lee 2018;
 * Arora, Cohen, Hazan 2018). The rates a_l must not be 0.
 */
export const balances = (factors: readonly Matrix[], rates: readonly number[]): Matrix[] =>
  factors.slice(1).map((next, l) => {
    const W = factors[l] as Matrix;
    const inner = scale(multiply(W, transpose(W)), 1 / (rates[l] as number));
    return subtract(scale(multiply(transpose(next), next), 1 / (rates[l + 1] as number)), inner);
  });

/** ∂loss/∂W_l = (W_n ⋯ W_{l+1})ᵀ D (W_{l−1} ⋯ W_1)ᵀ for each factor. */
export const chainGradients = divisible(function* (
  problem: Problem,
  factors: readonly Matrix[],
): Parts<Matrix[]> {
  const [first, ...rest] = factors as [Matrix, ...Matrix[]];
  /** W_1, W_2 W_1, …, f. */
  const products = [first];
  let f = first;
  for (const W of rest) products.push((f = yield* multiply.parts(W, f)));
  let B = yield* lossGradient.parts(problem, f);
  const gradients: Matrix[] = [];
  for (let l = factors.length - 1; l > 0; l--) {
    gradients.unshift(yield* multiply.parts(B, transpose(products[l - 1] as Matrix)));
    B = yield* multiply.parts(transpose(factors[l] as Matrix), B);
  }
  return [B, ...gradients];
});

/** Number of products with the Hessian. The iteration keeps so many numbers for each weight. */
const LANCZOS_STEPS = 20;
/** Length of a finite difference, relative to all factors. */
const DIFFERENCE = 1e-4;
/** A new direction that is smaller than this, relative to H, is rounding. */
const NOTHING_LEFT = 1e-8;

/**
 * The largest eigenvalue of √a H √a, where H is the loss's Hessian in all factors: gradient descent is stable for η below
 * 2 over this value. Lanczos iteration; the products with H are central differences of the gradient. NaN for factors that
 * are not finite.
 */
export const topCurvature = divisible(function* (
  problem: Problem,
  factors: readonly Matrix[],
  rates: readonly number[],
): Parts<number> {
  const lengths = factors.map(({ data }) => data.length);
  const size = lengths.reduce((sum, length) => sum + length, 0);
  const offsets = lengths.map((_, l) => lengths.slice(0, l).reduce((sum, length) => sum + length, 0));
  const roots = rates.map(Math.sqrt);
  const norm = Math.sqrt(factors.reduce((sum, { data }) => sum + innerProduct(data, data), 0));
  if (!Number.isFinite(norm)) return NaN;
  const h = DIFFERENCE * norm;
  function* gradientAt(v: Float64Array, by: number): Parts<Float64Array> {
    const moved = factors.map((W, l) => {
      const [offset, root] = [offsets[l] as number, roots[l] as number];
      return mapElements(W, (value, i) => value + by * root * (v[offset + i] as number));
    });
    const out = new Float64Array(size);
    (yield* chainGradients.parts(problem, moved)).forEach(({ data }, l) =>
      out.set(
        data.map((value) => value * (roots[l] as number)),
        offsets[l],
      ),
    );
    return out;
  }

  const T = zeros(LANCZOS_STEPS, LANCZOS_STEPS);
  const basis: Float64Array[] = [];
  let largest = 0;
  let next: Float64Array = gaussian(randomStream(0, "curvature"), 1, size).data;
  for (let j = 0; j < LANCZOS_STEPS; j++) {
    const length = Math.sqrt(innerProduct(next, next));
    // Rounding alone made this direction: the basis spans all directions that H can reach.
    if (!(length > NOTHING_LEFT * largest)) break;
    const v = next.map((value) => value / length);
    if (j > 0) T.data[(j - 1) * LANCZOS_STEPS + j] = T.data[j * LANCZOS_STEPS + j - 1] = length;
    basis.push(v);
    const [ahead, behind] = [yield* gradientAt(v, h), yield* gradientAt(v, -h)];
    next = ahead.map((value, i) => (value - (behind[i] as number)) / (2 * h));
    T.data[j * LANCZOS_STEPS + j] = innerProduct(next, v);
    largest = Math.max(largest, Math.sqrt(innerProduct(next, next)));
    // Twice is enough for orthogonality to rounding.
    for (let pass = 0; pass < 2; pass++)
      for (const other of basis) {
        const along = innerProduct(next, other);
        next = next.map((value, i) => value - along * (other[i] as number));
        yield;
      }
  }
  return symmetricEigen(T).values[0] ?? NaN;
});
