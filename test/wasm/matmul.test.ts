/**
 * Compares matmul in WebAssembly with the float64 reference: |wasm − ref| ≤ c · K · 2⁻²⁴ · (|A||B|)ᵢⱼ. The
 * inputs are rounded first.
 */
import { describe, expect, test } from "vitest";
import { matmulReference } from "../../src/kernels/linalg/matmul.ts";
import { supportedBuilds, type Build } from "../../src/wasm/build.ts";
import {
  abs,
  f32,
  normals,
  once,
  parseShapes,
  U,
  worstError,
  BY_STEP,
  scalesByStep,
} from "../gpu/kernels/compare.ts";
import { observedCase, type ObservedProduct } from "../hosts/training/observed-product.ts";
import { runCase } from "./run.ts";

interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** out = alpha · product + beta · out. */
  readonly alpha?: number;
  readonly beta?: number;
  readonly batch?: number;
  readonly sharedA?: boolean;
  readonly sharedB?: boolean;
  /** Whether alpha and beta change from step to step. If so, the kernel reads them from a tensor. */
  readonly byStep?: boolean;
}

/** Largest error, as a multiple of the tolerance. */
async function worst(build: Build, product: Product): Promise<number> {
  const { m, n, k, alpha = 1, beta = 0, batch = 1, sharedA = false, sharedB = false } = product;
  const a = normals(m * k * (sharedA ? 1 : batch), 1);
  const b = normals(k * n * (sharedB ? 1 : batch), 2);
  const out = normals(m * n * batch, 3);
  const strides = { stride_a: sharedA ? 0 : m * k, stride_b: sharedB ? 0 : k * n, stride_out: m * n };
  const params = { m, n, k, batch, ...strides, alpha, beta };
  const constants = {
    TRANSPOSE_A: Number(product.transposeA ?? false),
    TRANSPOSE_B: Number(product.transposeB ?? false),
    ACCUMULATE: Number(alpha !== 1 || beta !== 0),
  };
  // (|A||B|)ij multiplied by |alpha|, plus |beta| |out| if the product accumulates.
  const magnitude = out.map(Math.abs);
  const absolute = { ...params, alpha: Math.abs(alpha), beta: Math.abs(beta) };
  matmulReference(absolute, constants, [a.map(Math.abs), b.map(Math.abs), magnitude]);
  // Four NaNs follow each operand. Reads beyond the operand must not affect the result.
  const nan = f32("behind", [NaN, NaN, NaN, NaN]);
  const one = once("matmul_4x4", params, constants, [f32("a", a), f32("b", b), f32("out", out)]);
  const [first, second, third] = one.tensors as [typeof nan, typeof nan, typeof nan];
  const tensors = [first, nan, second, { ...nan, name: "behind b" }, third];
  const scales = scalesByStep(alpha, beta);
  const byStep = once("matmul_4x4", { ...params, alpha: NaN, beta: NaN }, { ...constants, ...BY_STEP }, [
    ...one.tensors,
    ...scales,
  ]);
  const results = await runCase(
    build,
    product.byStep ? { ...byStep, tensors: [...tensors, ...scales] } : { ...one, tensors },
  );
  return worstError(results("out"), (at) => 2 * (k + 1) * U * abs(magnitude, at));
}

const forms = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB) => ({ transposeA, transposeB })),
);

describe.each(supportedBuilds())("%s", (build) => {
  describe.each(forms)("transpose A $transposeA, B $transposeB", (form) => {
    test("any shape: ones, primes, partial tiles, one column", async () => {
      const shapes = parseShapes(
        "1×1×1 1×17×5 31×1×13 5×7×1 37×41×43 64×32×16 100×3×129 4×8×256 12×20×4 4×36×28 44×12×52 8×132×12 1×1×300 70×1×3",
      );
      for (const [m, n, k] of shapes)
        expect(await worst(build, { m, n, k, ...form }), `${m} × ${n} × ${k}`).toBeLessThanOrEqual(1);
    });

    test("more than one block in every direction, skinny shapes", async () => {
      const shapes = parseShapes(
        "259×9×300 300×13×257 513×8×4 12×256×256 256×256×12 256×12×256 6×260×514 300×1×700",
      );
      for (const [m, n, k] of shapes)
        expect(await worst(build, { m, n, k, ...form }), `${m} × ${n} × ${k}`).toBeLessThanOrEqual(1);
    });

    test.each([
      { m: 20, n: 12, k: 28 },
      { m: 7, n: 5, k: 261 },
      { m: 9, n: 1, k: 11 },
    ])("accumulate, batches, shared operands: $m × $n × $k", async (shape) => {
      const variants: Partial<Product>[] = [
        { beta: 1 },
        { alpha: -0.125, beta: 0.75 },
        { alpha: -0.125, beta: 0.75, byStep: true },
        { alpha: -0.5 },
        { batch: 3 },
        { batch: 3, alpha: -0.125, beta: 0.75 },
        { batch: 2, sharedA: true },
        { batch: 2, sharedB: true },
      ];
      for (const variant of variants)
        expect(
          await worst(build, { ...shape, ...form, ...variant }),
          JSON.stringify(variant),
        ).toBeLessThanOrEqual(1);
    });
  });

  describe.each([false, true])("observed entries alone, aᵀ · D: %s", (transposeA) => {
    const error = async (product: Omit<ObservedProduct, "transposeA">): Promise<number> => {
      const { one, magnitude } = observedCase({ ...product, transposeA });
      const results = await runCase(build, one);
      return worstError(results("out"), (at) => 2 * (product.k + 1) * U * abs(magnitude, at));
    };

    test("any shape: one to five vectors, several blocks of them, parts of a vector, more numbers than are copied at once", async () => {
      const shapes = parseShapes(
        "1×1×30 5×7×4 8×8×8 12×12×30 31×6×13 16×16×40 20×20×20 37×41×43 64×20×64 12×100×129 20×256×300 3×22×3276 24×300×800",
      );
      for (const [m, n, k] of shapes)
        expect(await error({ m, n, k }), `${m} × ${n} × ${k}`).toBeLessThanOrEqual(1);
    });

    test("accumulate, batches of other masks, lines without an entry, every entry", async () => {
      const shape = { m: 20, n: 12, k: 28 };
      const variants = [
        { beta: 1 },
        { alpha: -0.125, beta: 0.75 },
        { alpha: -0.125, beta: 0.75, byStep: true },
        { batch: 3 },
        { batch: 3, alpha: -0.125, beta: 0.75 },
        { fraction: 0.02 },
        { fraction: 1 },
      ];
      for (const variant of variants)
        expect(await error({ ...shape, ...variant }), JSON.stringify(variant)).toBeLessThanOrEqual(1);
    });
  });
});
