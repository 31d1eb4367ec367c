/** The airports' places on the globe, recovered from a network's matrix of squared distances. */
import {
  columns,
  fromRows,
  multiply,
  scaleColumns,
  subtract,
  transpose,
  type Matrix,
} from "../../math/matrix.ts";
import { orthonormalize } from "../../math/qr.ts";
import { svd } from "../../math/svd.ts";
import type { Place } from "../../workloads/mf/data/bundled.ts";

export { airportPlaces, onGlobe, type Place } from "../../workloads/mf/data/bundled.ts";

const ITERATIONS = 5;

function centred(a: Matrix): Matrix {
  const means = multiply(fromRows([Array.from({ length: a.rows }, () => 1 / a.rows)]), a);
  return { ...a, data: a.data.map((value, i) => value - (means.data[i % a.cols] as number)) };
}

/**
 * Classical scaling: the three leading directions of −½ J D J, where J subtracts the mean, for n × n squared distances D, row
 * by row. A constant added to D and its unit do not matter. `truth` (n × 3 unit vectors) only chooses the rotation,
 * the size and the centre, by orthogonal Procrustes.
 */
export function recoverPlaces(distances: ArrayLike<number>, truth: Matrix): Place[] {
  const side = truth.rows;
  const D: Matrix = { rows: side, cols: side, data: Float64Array.from(distances) };
  const B = transpose(centred(transpose(centred({ ...D, data: D.data.map((value) => -value / 2) }))));
  // Orthogonal iteration, from the first columns of B: enough for a picture, and quick enough for each frame.
  let Q = columns(B, 0, 3);
  for (let i = 0; i < ITERATIONS; i++) Q = orthonormalize(multiply(B, Q));
  const { u, sigma } = svd(multiply(B, Q));
  const Y = scaleColumns(columns(u, 0, 3), sigma.slice(0, 3).map(Math.sqrt));
  const X = centred(truth);
  const turn = svd(multiply(transpose(Y), X));
  const size =
    turn.sigma.reduce((sum, value) => sum + value, 0) /
    sigma.slice(0, 3).reduce((sum, value) => sum + value, 0);
  const turned = multiply(Y, multiply(turn.u, transpose(turn.v)));
  const centre = subtract(truth, X);
  return Array.from({ length: side }, (_, i): Place => {
    const [x = NaN, y = NaN, z = NaN] = [0, 1, 2].map(
      (j) => (centre.data[3 * i + j] as number) + size * (turned.data[3 * i + j] as number),
    );
    return [Math.atan2(z, Math.hypot(x, y)), Math.atan2(y, x)].map((angle) => (angle * 180) / Math.PI) as [
      number,
      number,
    ];
  });
}
