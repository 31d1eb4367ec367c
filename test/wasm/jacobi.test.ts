/** Singular values in WebAssembly by copy, sweeps and norms, as a program has them, against ml-matrix's float64 SVD. */
import { describe, expect, test } from "vitest";
import { singularValues } from "../../src/math/decompositions.ts";
import { multiply, type Matrix } from "../../src/math/matrix.ts";
import { supportedBuilds } from "../../src/wasm/build.ts";
import {
  dispatch,
  f32,
  normals,
  once,
  parseShapes,
  U,
  u32,
  worstError,
  zeros,
  type Case,
} from "../gpu/compare.ts";
import { runCase } from "./run.ts";

/** The longer side becomes the rows, as the kernel wants them; the flag starts as set, which FIRST ignores. */
function sigmaCase({ rows, cols, data }: Matrix): Case {
  const shape = { rows: Math.max(rows, cols), cols: Math.min(rows, cols), batch: 1 };
  const sweeps = Array.from({ length: 14 }, (_, i) =>
    dispatch("jacobi_sweep", shape, { FIRST: Number(i === 0) }, ["work", "converged"]),
  );
  const copy = dispatch("copy_matrix", { rows, cols, batch: 1 }, { TRANSPOSE: Number(rows < cols) }, [
    "source",
    "work",
  ]);
  return {
    tensors: [
      f32("source", data),
      zeros("work", data.length),
      u32("converged", [1]),
      zeros("sigma", shape.cols),
    ],
    dispatches: [copy, ...sweeps, dispatch("column_norms", shape, {}, ["work", "sigma"])],
  };
}

function gaussian(rows: number, cols: number, seed: number, factor = 1): Matrix {
  return { rows, cols, data: normals(rows * cols, seed).map((x) => Math.fround(x * factor)) };
}

const descending = (values: ArrayLike<number>) => Array.from(values).toSorted((x, y) => y - x);

describe.each(supportedBuilds())("%s", (build) => {
  /** Largest error of a singular value, of the largest one. */
  async function worst(matrix: Matrix): Promise<number> {
    const results = await runCase(build, sigmaCase(matrix));
    expect([...results("converged").gpu]).toEqual([1]);
    const wanted = singularValues(matrix);
    const found = descending(results("sigma").gpu);
    return (
      Math.max(...found.map((sigma, j) => Math.abs(sigma - (wanted[j] as number)))) / (wanted[0] as number)
    );
  }

  test("Gaussian matrices: one and two columns, odd numbers, tall, wide", async () => {
    const shapes = parseShapes("1×1 5×1 1×5 2×2 7×2 3×3 13×5 12×12 5×13 40×37 64×64 200×150");
    for (const [rows, cols] of shapes)
      expect(await worst(gaussian(rows, cols, rows)), `${rows} × ${cols}`).toBeLessThan(2e-6);
  });

  test("rank-deficient, identity, tiny and huge matrices; zero", async () => {
    const lowRank = multiply(gaussian(30, 3, 1), gaussian(3, 20, 2));
    const identity = { rows: 6, cols: 6, data: normals(36, 1).map((_, i) => (i % 7 === 0 ? 0.5 : 0)) };
    const rounded = { ...lowRank, data: lowRank.data.map(Math.fround) };
    for (const matrix of [rounded, identity, gaussian(20, 10, 3, 1e-30), gaussian(20, 10, 3, 1e30)])
      expect(await worst(matrix)).toBeLessThan(2e-6);
    const zero = await runCase(build, sigmaCase({ rows: 4, cols: 3, data: new Float64Array(12) }));
    expect(zero("sigma").gpu).toEqual(new Float32Array(3));
  });

  test("columns of norm 1e-8 beside columns of norm 1 are right to a part in a thousand", async () => {
    const [rows, cols] = [24, 9];
    const data = normals(rows * cols, 5).map((x, i) => Math.fround(x * (i % cols < 4 ? 1e-8 : 1)));
    const { gpu, cpu } = (await runCase(build, sigmaCase({ rows, cols, data })))("sigma");
    const wanted = descending(cpu);
    expect(wanted[8]).toBeLessThan(1e-7);
    descending(gpu).forEach((sigma, j) =>
      expect(Math.abs(sigma / (wanted[j] as number) - 1)).toBeLessThan(1e-3),
    );
  });

  test("one sweep is the reference's sweep, and a set flag stops it for its batch entry alone", async () => {
    for (const [rows, cols] of parseShapes("6×2 7×3 20×12 33×17")) {
      const tensors = [f32("matrix", normals(2 * rows * cols, rows)), u32("converged", [1, 1])];
      const results = await runCase(
        build,
        once("jacobi_sweep", { rows, cols, batch: 2 }, { FIRST: 1 }, tensors),
      );
      expect(worstError(results("matrix"), () => 64 * rows * U)).toBeLessThan(1);
      expect([...results("converged").gpu]).toEqual([0, 0]);
    }
    const { data } = gaussian(8, 4, 1);
    const tensors = [f32("matrix", [...data, ...data]), u32("converged", [1, 0])];
    const results = await runCase(build, once("jacobi_sweep", { rows: 8, cols: 4, batch: 2 }, {}, tensors));
    const found = Array.from(results("matrix").gpu);
    expect(found.slice(0, 32)).toEqual([...data]);
    expect(found.slice(32)).not.toEqual([...data]);
    expect([...results("converged").gpu]).toEqual([1, 0]);
  });
});
