/** Singular values by copy, sweeps and norms, as a program has them, against ml-matrix's float64 SVD. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDevice } from "../../src/gpu/device.ts";
import type { Numbers } from "../../src/kernels/program.ts";
import { singularValues } from "../../src/math/decompositions.ts";
import { multiply, transpose, type Matrix } from "../../src/math/matrix.ts";
import {
  dispatch,
  f32,
  normals,
  once,
  parseShapes,
  runBoth,
  U,
  u32,
  worstError,
  zeros,
  type Case,
  type Results,
} from "./compare.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

const SWEEPS = 14;

/** The longer side becomes the rows, as the kernel wants them. */
function sigmaCase(matrices: readonly Matrix[], constants: Numbers = {}): Case {
  const [{ rows, cols }] = matrices as [Matrix];
  const batch = matrices.length;
  const [long, short] = [Math.max(rows, cols), Math.min(rows, cols)];
  const source = matrices.flatMap(({ data }) => [...data]);
  const shape = { rows: long, cols: short, batch };
  const sweeps = Array.from({ length: SWEEPS }, (_, i) =>
    dispatch("jacobi_sweep", shape, { ...constants, FIRST: Number(i === 0) }, ["work", "converged"]),
  );
  return {
    // The flags start as set: FIRST must ignore them.
    tensors: [
      f32("source", source),
      zeros("work", source.length),
      u32(
        "converged",
        matrices.map(() => 1),
      ),
      zeros("sigma", batch * short),
    ],
    dispatches: [
      dispatch("copy_matrix", { rows, cols, batch }, { TRANSPOSE: Number(rows < cols) }, ["source", "work"]),
      ...sweeps,
      dispatch("column_norms", shape, {}, ["work", "sigma"]),
    ],
  };
}

function gaussian(rows: number, cols: number, seed: number): Matrix {
  return { rows, cols, data: normals(rows * cols, seed) };
}

const descending = (values: ArrayLike<number>): number[] => Array.from(values).toSorted((a, b) => b - a);

/** Where the GPU's singular values miss the SVD's by more than `share` of the largest, or the CPU's by more than 1e-12. */
async function misses(
  batches: readonly (readonly Matrix[])[],
  share: number,
  constants: Numbers = {},
): Promise<string[]> {
  const cases = batches.map((matrices) => sigmaCase(matrices, constants));
  const results = await runBoth(device, cases);
  return batches.flatMap((matrices, i) => {
    const result = results[i] as Results;
    const isConverged = [...result("converged").gpu].every((flag) => flag === 1);
    const missed = matrices.flatMap((matrix, b) => {
      const wanted = singularValues(matrix);
      const worst = (values: ArrayLike<number>): number => {
        const found = descending(Array.from(values).slice(b * wanted.length, (b + 1) * wanted.length));
        return (
          Math.max(...found.map((sigma, j) => Math.abs(sigma - (wanted[j] as number)))) /
          (wanted[0] as number)
        );
      };
      const { gpu, cpu } = result("sigma");
      const isRight = worst(gpu) < share && worst(cpu) < 1e-12;
      return isRight ? [] : [`${matrix.rows} × ${matrix.cols}, entry ${b}: ${worst(gpu)}, ${worst(cpu)}`];
    });
    return isConverged ? missed : [...missed, `batch ${i} did not converge`];
  });
}

test("Gaussian matrices: one and two columns, odd numbers, tall, wide, batches", async () => {
  const shapes = parseShapes("1×1 5×1 1×5 2×2 7×2 3×3 13×5 12×12 5×13 40×37 64×64");
  const batches = shapes.map(([rows, cols], i) => [gaussian(rows, cols, i), gaussian(rows, cols, 100 + i)]);
  expect(await misses(batches, 2e-6)).toEqual([]);
});

test("several pairs of columns for each invocation", async () => {
  expect(await misses([[gaussian(96, 90, 1)]], 2e-6, { WORKGROUP: 8 })).toEqual([]);
});

test("rank-deficient, zero, identity and tiny matrices", async () => {
  const lowRank = multiply(gaussian(30, 3, 1), gaussian(3, 20, 2));
  const rounded = { ...lowRank, data: lowRank.data.map(Math.fround) };
  const scaled = (factor: number): Matrix => {
    const { rows, cols, data } = gaussian(20, 10, 3);
    return { rows, cols, data: data.map((x) => Math.fround(x * factor)) };
  };
  const identity: Matrix = { rows: 6, cols: 6, data: normals(36, 1).map((_, i) => (i % 7 === 0 ? 0.5 : 0)) };
  expect(await misses([[rounded], [identity], [scaled(1e-30), scaled(1e30), scaled(1)]], 2e-6)).toEqual([]);
  const [results] = await runBoth(device, [sigmaCase([{ rows: 4, cols: 3, data: new Float64Array(12) }])]);
  expect(results?.("sigma").gpu).toEqual(new Float32Array(3));
});

test("columns of norm 1e-8 beside columns of norm 1 are right to a part in a thousand", async () => {
  const [rows, cols] = [24, 9];
  const data = normals(rows * cols, 5).map((x, i) => Math.fround(x * (i % cols < 4 ? 1e-8 : 1)));
  const [results] = await runBoth(device, [sigmaCase([{ rows, cols, data }])]);
  const { gpu, cpu } = results?.("sigma") ?? { gpu: [], cpu: [] };
  // The float64 sweeps resolve them to full relative accuracy; ml-matrix does not.
  const wanted = descending(cpu);
  expect((wanted[8] as number) < 1e-7).toBe(true);
  descending(gpu).forEach((sigma, j) =>
    expect(Math.abs(sigma / (wanted[j] as number) - 1)).toBeLessThan(1e-3),
  );
});

test("one sweep is the reference's sweep: the same order of pairs, the same angles", async () => {
  const shapes = parseShapes("6×2 7×3 20×12 33×17");
  const cases = shapes.map(([rows, cols]) =>
    once("jacobi_sweep", { rows, cols, batch: 2 }, { FIRST: 1 }, [
      f32("matrix", normals(2 * rows * cols, rows)),
      u32("converged", [1, 1]),
    ]),
  );
  const results = await runBoth(device, cases);
  for (const [i, [rows]] of shapes.entries()) {
    const matrix = results[i]?.("matrix");
    expect(matrix && worstError(matrix, () => 64 * rows * U)).toBeLessThan(1);
    expect([...(results[i]?.("converged").gpu ?? [])]).toEqual([0, 0]);
  }
});

test("a set flag stops the sweep, for its batch entry alone", async () => {
  const { data } = gaussian(8, 4, 1);
  const both = [...data, ...data];
  const [results] = await runBoth(device, [
    once("jacobi_sweep", { rows: 8, cols: 4, batch: 2 }, {}, [f32("matrix", both), u32("converged", [1, 0])]),
  ]);
  const { gpu } = results?.("matrix") ?? { gpu: [] };
  expect(Array.from(gpu).slice(0, 32)).toEqual([...data]);
  expect(Array.from(gpu).slice(32)).not.toEqual([...data]);
  expect([...(results?.("converged").gpu ?? [])]).toEqual([1, 0]);
});

test("the transpose has the same singular values", async () => {
  const a = gaussian(18, 11, 4);
  const results = await runBoth(device, [sigmaCase([a]), sigmaCase([transpose(a)])]);
  const [first, second] = results.map((result) => Array.from(result("sigma").gpu));
  expect(first).toEqual(second);
});
