/**
 * Completes a new row of a table from a few of its values, without training. The rows that the network has learned, without
 * the effects, are samples of a Gaussian with mean 0 and covariance K, n × n. Given the new row's residuals at columns o,
 * with noise of the network's own test error, the most likely rest is K[:, o] (K[o, o] + rmse² I)⁻¹ residual.
 */
import { multiply, transpose } from "../../math/matrix.ts";
import { SHRINKAGE } from "./data/centre.ts";
import type { Estimate } from "./estimate.ts";
import { factorise, solve } from "./network/altmin.ts";

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
  const K = Float64Array.from(known.flatMap(([a]) => known.map(([b]) => covariance(a, b))));
  factorise(K, known.length, rmse ** 2);
  /** The residuals, then (K[o, o] + rmse² I)⁻¹ residual. */
  const weights = Float64Array.from(known, ([j, value]) => value - usual(j) - ofRow);
  solve(K, weights, known.length);
  return Float64Array.from({ length: cols }, (_, j) => {
    const learned = known.reduce((total, [o], a) => total + covariance(j, o) * (weights[a] as number), 0);
    return usual(j) + ofRow + learned;
  });
}

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
