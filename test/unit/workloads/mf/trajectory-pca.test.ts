import { describe, expect, it } from "vitest";
import { TrajectoryPca } from "../../../../src/workloads/mf/probes/trajectory.ts";
import { gaussian } from "../../../../src/math/random-matrices.ts";
import { svd } from "../../../../src/math/svd.ts";
import { frobeniusNorm, zeros, type Matrix } from "../../../../src/math/matrix.ts";
import { randomStream } from "../../../../src/math/random.ts";

const STEPS = 12;
const SIZE = 5;
const random = randomStream(1, "path");
const target = gaussian(random, SIZE, SIZE);
const norm = frobeniusNorm(target);

/** Two trajectories that end near the target, each with a detour of its own. */
const paths = [0, 1].map(() => {
  const [detour, other] = [gaussian(random, SIZE, SIZE), gaussian(random, SIZE, SIZE)];
  return Array.from({ length: STEPS }, (_, t) => {
    const s = t / (STEPS - 1);
    return Float32Array.from(
      target.data,
      (value, i) =>
        s * value +
        0.5 * s * (1 - s) * (detour.data[i] ?? NaN) +
        0.2 * Math.sin(9 * s) * (other.data[i] ?? NaN),
    );
  });
}) as [Float32Array[], Float32Array[]];

const add = (log: TrajectoryPca, step: number, f: readonly Float32Array[]): void =>
  log.add(
    step,
    f.map((data) => ({ data: Float64Array.from(data) })),
  );

function logged(budget?: number, most?: number): TrajectoryPca {
  const log = new TrajectoryPca(0, target, budget, most);
  for (let t = 0; t < STEPS; t++)
    add(log, 10 * t, [paths[0][t] as Float32Array, paths[1][t] as Float32Array]);
  return log;
}

/**
 * Coordinates in the first trajectory's principal components, from a decomposition of the matrices and not
 * from inner products.
 */
function direct(points: readonly ArrayLike<number>[]): { coordinates: number[][]; fractions: number[] } {
  const dimension = SIZE * SIZE;
  const mean = Array.from(
    { length: dimension },
    (_, i) => paths[0].reduce((sum, f) => sum + (f[i] ?? NaN), 0) / STEPS,
  );
  const X: Matrix = zeros(STEPS, dimension);
  paths[0].forEach((f, t) => f.forEach((value, i) => (X.data[t * dimension + i] = value - (mean[i] ?? NaN))));
  const { v, sigma } = svd(X);
  const total = sigma.reduce((sum, value) => sum + value ** 2, 0);
  return {
    coordinates: points.map((g) =>
      [0, 1, 2].map(
        (a) =>
          mean.reduce((sum, m, i) => sum + ((g[i] ?? NaN) - m) * (v.data[i * v.cols + a] ?? NaN), 0) / norm,
      ),
    ),
    fractions: [0, 1, 2].map((a) => (sigma[a] ?? NaN) ** 2 / total),
  };
}

describe("the path in its principal components", () => {
  it("is that of the decomposition of the path itself, for every network and for the target", () => {
    const path = logged().path();
    const { coordinates, fractions } = direct([...paths[0], ...paths[1], target.data]);
    const points = path?.points.flatMap((all) =>
      Array.from({ length: STEPS }, (_, t) => Array.from(all.subarray(3 * t, 3 * t + 3))),
    );
    const found = [...(points ?? []), Array.from(path?.target ?? [])];
    // The sign of a component is arbitrary.
    const signs = [0, 1, 2].map((a) => Math.sign((found[0]?.[a] ?? NaN) * (coordinates[0]?.[a] ?? NaN)));
    expect(found).toHaveLength(coordinates.length);
    found.forEach((point, i) =>
      point.forEach((value, a) =>
        expect(value).toBeCloseTo((signs[a] ?? NaN) * (coordinates[i]?.[a] ?? NaN), 9),
      ),
    );
    path?.fractions.forEach((fraction, a) => expect(fraction).toBeCloseTo(fractions[a] ?? NaN, 9));
  });

  it("knows how far the networks are apart at each step", () => {
    const path = logged().path();
    expect(Math.max(...(path?.apart[0] ?? []))).toBe(0);
    const [a, b] = [paths[0][5] as Float32Array, paths[1][5] as Float32Array];
    const apart = Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? NaN)) ** 2, 0));
    expect(path?.apart[1]?.[5]).toBeCloseTo(apart / norm, 9);
  });

  it("keeps to its memory, evenly over the run, and forgets what a reset undoes", () => {
    const each = 2 * 4 * SIZE * SIZE;
    const log = logged(6 * each);
    const path = log.path();
    expect(path?.byteLength).toBe(6 * each);
    expect([path?.steps[0], path?.steps.at(-1), path?.steps.length]).toEqual([0, 110, 6]);
    expect(logged(undefined, 4).path()?.steps).toHaveLength(4);
    add(log, 0, [paths[0][0] as Float32Array, paths[1][0] as Float32Array]);
    expect(log.path()).toBeUndefined();
  });

  it("keeps more steps where the path moves than where it stands still", () => {
    const log = new TrajectoryPca(0, target, undefined, 10);
    for (let step = 0; step <= 1000; step += 10) {
      const s = Math.max(0, (step - 900) / 100);
      add(log, step, [Float32Array.from(target.data, (value) => s * value)]);
    }
    const steps = log.path()?.steps ?? [];
    expect(steps).toHaveLength(10);
    expect(steps[0]).toBe(0);
    expect(steps.filter((step) => step >= 900).length).toBeGreaterThanOrEqual(7);
  });

  it("goes on where another network diverges, and stops where the reference does", () => {
    const log = logged();
    const wild = new Float32Array(SIZE * SIZE).fill(Infinity);
    add(log, 200, [paths[0][0] as Float32Array, wild]);
    add(log, 210, [wild, paths[1][0] as Float32Array]);
    const path = log.path();
    expect(path?.steps.at(-1)).toBe(200);
    expect(path?.points[0]?.every(Number.isFinite)).toBe(true);
    expect(path?.points[1]?.at(-1)).toBeNaN();
    expect(path?.points[1]?.slice(0, -3).every(Number.isFinite)).toBe(true);
  });

  it("has no second direction where it is straight", () => {
    const log = new TrajectoryPca(0, target);
    for (const s of [0, 1, 2, 3])
      add(log, s, [Float32Array.from(target.data, (value) => Math.fround(s * value))]);
    const path = log.path();
    expect(path?.fractions[0]).toBeCloseTo(1, 6);
    expect(path?.points[0]?.at(-1)).toBeCloseTo(0, 3);
  });
});
