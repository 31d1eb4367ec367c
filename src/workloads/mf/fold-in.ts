/**
 * Completes a new row of a table from a few of its values, without training. The rows that the network has learned, without
 * the effects, are samples of a Gaussian with mean 0 and covariance K, n × n. Given the new row's residuals at columns o,
 * with noise of the network's own test error, the most likely rest is K[:, o] (K[o, o] + rmse² I)⁻¹ residual.
 */
import { svd } from "../../math/svd.ts";
import { multiply, transpose, zeros, type Matrix } from "../../math/matrix.ts";
import type { Estimate } from "./estimate.ts";

/** As for the effects of the other rows (data/centre.ts). */
const SHRINKAGE = 5;

/** `known` lists columns of the new row with their values. Returns all columns, unclipped. */
export function foldIn(
  estimate: Estimate,
  known: readonly (readonly [column: number, value: number])[],
): Float64Array {
  const { cols, centred, rmse } = estimate;
  const { offset, ofCol } = centred;
  const usual = (j: number): number => offset + (ofCol?.[j] ?? 0);
  const sum = known.reduce((total, [j, value]) => total + value - usual(j), 0);
  const ofRow = ofCol ? sum / (known.length + SHRINKAGE) : 0;
  const covariance = covarianceOf(estimate);
  const { u, sigma } = svd(
    matrixOf(known.length, (a, b) => covariance(known[a]?.[0] ?? 0, known[b]?.[0] ?? 0)),
  );
  const residual = known.map(([j, value]) => value - usual(j) - ofRow);
  const count = known.length;
  // (K[o, o] + rmse² I)⁻¹ residual, from the eigenvectors of the symmetric K[o, o].
  const weights = residual.map(() => 0);
  for (let k = 0; k < count; k++) {
    let along = 0;
    for (let a = 0; a < count; a++) along += (u.data[a * count + k] as number) * (residual[a] as number);
    along /= (sigma[k] as number) + rmse ** 2;
    for (let a = 0; a < count; a++)
      weights[a] = (weights[a] as number) + (u.data[a * count + k] as number) * along;
  }
  return Float64Array.from({ length: cols }, (_, j) => {
    const learned = known.reduce((total, [o], a) => total + covariance(j, o) * (weights[a] as number), 0);
    return usual(j) + ofRow + learned;
  });
}

const matrixOf = (size: number, at: (i: number, j: number) => number): Matrix => {
  const out = zeros(size, size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) out.data[i * size + j] = at(i, j);
  return out;
};

/** K(i, j) of two columns: scale² Σ_r f(r, i) f(r, j) / m. */
function covarianceOf({ left, right, rows, scale }: Estimate): (i: number, j: number) => number {
  const k = left.cols;
  const by = scale ** 2 / rows;
  if (!right)
    return (i, j) => {
      let sum = 0;
      for (let r = 0; r < rows; r++)
        sum += (left.data[r * k + i] as number) * (left.data[r * k + j] as number);
      return by * sum;
    };
  const gram = multiply(transpose(left), left);
  return (i, j) => {
    let sum = 0;
    for (let a = 0; a < k; a++) {
      let inner = 0;
      for (let b = 0; b < k; b++)
        inner += (gram.data[a * k + b] as number) * (right.data[j * k + b] as number);
      sum += (right.data[i * k + a] as number) * inner;
    }
    return by * sum;
  };
}
