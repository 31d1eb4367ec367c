/** The airports' places on the globe, recovered from a network's matrix of squared distances. */
import {
  columns,
  fromRows,
  multiply,
  scale,
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
  const D: Matrix = { rows: side, cols: side, data: new Float64Array(distances) };
  // −½ J D J Q without the n × n matrix −½ J D J, which would take most of a frame.
  const times = (Q: Matrix): Matrix => scale(centred(multiply(D, centred(Q))), -0.5);
  // Orthogonal iteration, from the first columns of −½ J D J: enough for a picture, and quick enough for each frame.
  let Q = times(fromRows(Array.from({ length: side }, (_, i) => [0, 1, 2].map((j) => (i === j ? 1 : 0)))));
  for (let i = 0; i < ITERATIONS; i++) Q = orthonormalize(times(Q));
  const { u, sigma } = svd(times(Q));
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
