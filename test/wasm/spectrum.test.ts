/** Compares singular values in WebAssembly, float64, with ml-matrix, and tests the fallback without SIMD. */
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { openDecomposer } from "../../src/workloads/decomposer.ts";
import { multiply, scaleColumns, transpose, type Matrix } from "../../src/math/matrix.ts";
import { svd } from "../../src/math/svd.ts";
import { supportedBuilds } from "../../src/wasm/build.ts";
import { normals, parseShapes } from "../gpu/kernels/compare.ts";
import { referenceSvd } from "../hosts/ml-matrix.ts";
import { largest, made, structured } from "../unit/math/structured.ts";

const singularValues = (a: Matrix): number[] => referenceSvd(a).sigma;

function gaussian(rows: number, cols: number, seed: number, factor = 1): Matrix {
  return { rows, cols, data: normals(rows * cols, seed).map((x) => x * factor) };
}

/** Largest error of a singular value, relative to the largest value. */
function worst(found: readonly number[], wanted: readonly number[]): number {
  expect(found.length).toBe(wanted.length);
  return (
    Math.max(...found.map((sigma, j) => Math.abs(sigma - (wanted[j] as number)))) / (wanted[0] as number)
  );
}

describe.each([...supportedBuilds(), "none"] as const)("build: %s", (build) => {
  const { singularValues: spectrum, orthogonalColumns } = openDecomposer(build === "none" ? [] : [build]);
  const worstOf = async (matrix: Matrix) =>
    worst(await spectrum(matrix.data, matrix), singularValues(matrix));

  test("Gaussian matrices: one and two columns, odd sizes, tall, wide, a large one before small ones", async () => {
    const shapes = parseShapes("64×64 1×1 5×1 1×5 2×2 7×2 3×3 13×5 12×12 5×13 40×37 37×41 200×150");
    for (const [rows, cols] of shapes)
      expect(await worstOf(gaussian(rows, cols, rows)), `${rows} × ${cols}`).toBeLessThan(1e-13);
  });

  test("low rank, identity, equal and zero rows and columns, tiny and huge matrices", async () => {
    const lowRank = multiply(gaussian(30, 3, 1), gaussian(3, 20, 2));
    const rounded = { ...lowRank, data: lowRank.data.map(Math.fround) };
    const identity = { rows: 6, cols: 6, data: normals(36, 1).map((_, i) => (i % 7 === 0 ? 0.5 : 0)) };
    const corner = { rows: 9, cols: 9, data: normals(81, 2).map((x, i) => (i % 9 > 3 || i < 27 ? 0 : x)) };
    const ones = { rows: 5, cols: 4, data: new Float64Array(20).fill(1) };
    const bidiagonal = {
      rows: 4,
      cols: 4,
      data: Float64Array.of(1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 2),
    };
    const scaled = [gaussian(20, 10, 3, 1e-38), gaussian(20, 10, 3, 1e38)];
    for (const matrix of [lowRank, rounded, identity, corner, ones, bidiagonal, ...scaled])
      expect(await worstOf(matrix)).toBeLessThan(1e-13);
    expect(await spectrum(new Float32Array(12), { rows: 4, cols: 3 })).toEqual([0, 0, 0]);
  });

  test("structured matrices of any shape: values, and lengths of orthogonal columns, to 1e-13 of the largest", async () => {
    await fc.assert(
      fc.asyncProperty(structured(40), async (of) => {
        const { plain } = made(of);
        const [wanted, most] = [svd(plain).sigma, largest(plain) || 1];
        const columns = await orthogonalColumns(plain.data, plain);
        const lengths = Array.from({ length: columns.cols }, (_, j) =>
          Math.hypot(...columns.data.filter((__, at) => at % columns.cols === j)),
        );
        for (const found of [await spectrum(plain.data, plain), lengths.toSorted((a, b) => b - a)])
          found.forEach((sigma, j) =>
            expect(Math.abs(sigma - (wanted[j] as number)) / most).toBeLessThan(1e-13),
          );
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test("values of 1e-8 beside values of 1 keep half of their digits", async () => {
    const [rows, cols] = [24, 9];
    const data = normals(rows * cols, 5).map((x, i) => x * (i % cols < 4 ? 1e-8 : 1));
    const [found, wanted] = [await spectrum(data, { rows, cols }), singularValues({ rows, cols, data })];
    expect(wanted[8]).toBeLessThan(1e-7);
    found.forEach((sigma, j) => expect(sigma / (wanted[j] as number)).toBeCloseTo(1, 6));
  });

  test("orthogonal columns have these lengths and span what the matrix spans", async () => {
    const shapes = parseShapes("1×1 5×1 1×5 7×2 12×12 5×13 37×41 64×64");
    const deficient = { rows: 9, cols: 6, data: multiply(gaussian(9, 2, 1), gaussian(2, 6, 2)).data };
    for (const matrix of [...shapes.map(([rows, cols]) => gaussian(rows, cols, rows)), deficient]) {
      const tall = matrix.rows < matrix.cols ? transpose(matrix) : matrix;
      const columns = await orthogonalColumns(matrix.data, matrix);
      expect([columns.rows, columns.cols]).toEqual([tall.rows, tall.cols]);
      const { u, sigma } = referenceSvd(tall);
      const square = (sigma[0] ?? NaN) ** 2;
      const gram = multiply(transpose(columns), columns).data;
      const diagonal = sigma.map((_, j) => gram[j * tall.cols + j] ?? NaN);
      expect(
        worst(
          diagonal.toSorted((a, b) => b - a),
          sigma.map((x) => x * x),
        ),
      ).toBeLessThan(1e-13);
      const beside = gram.filter((_, i) => i % (tall.cols + 1) > 0);
      expect(Math.max(0, ...beside.map(Math.abs)) / square).toBeLessThan(1e-13);
      // With columns Cᵢ = σᵢuᵢ, C Cᵀ equals A Aᵀ, whatever their order and signs.
      const wanted = multiply(
        scaleColumns(
          u,
          sigma.map((x) => x * x),
        ),
        transpose(u),
      ).data;
      multiply(columns, transpose(columns)).data.forEach((value, i) =>
        expect(Math.abs(value - (wanted[i] as number)) / square).toBeLessThan(1e-13),
      );
    }
    const broken = await orthogonalColumns(Float64Array.of(1, NaN, 2, 3, 4, 5), { rows: 2, cols: 3 });
    expect(broken).toEqual({ rows: 3, cols: 2, data: new Float64Array(6).fill(NaN) });
  });

  test("float32 as the device gives it; NaN where a value is not finite; three at once", async () => {
    const { data, rows, cols } = gaussian(12, 8, 1);
    const wanted = singularValues({ rows, cols, data });
    const broken = data.map((x, i) => (i === 17 ? Infinity : x));
    const [first, none, second] = await Promise.all([
      spectrum(Float32Array.from(data), { rows, cols }),
      spectrum(broken, { rows, cols }),
      spectrum(data, { rows, cols }),
    ]);
    expect(worst(first, wanted)).toBeLessThan(1e-13);
    expect(worst(second, wanted)).toBeLessThan(1e-13);
    expect(none).toEqual(Array.from({ length: 8 }, () => NaN));
  });
});

test.each(supportedBuilds())(
  "%s takes turns with the event loop where a matrix takes longer than a moment",
  async (build) => {
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 5));
    const { data, rows, cols } = gaussian(600, 600, 1);
    let turns = 0;
    let isDone = false;
    const spectrum = openDecomposer([build])
      .singularValues(data, { rows, cols })
      .then(() => (isDone = true));
    const turn = (): void => {
      turns++;
      if (!isDone) setTimeout(turn, 0);
    };
    turn();
    await spectrum;
    clock.mockRestore();
    expect(turns).toBeGreaterThan(10);
  },
);
