/**
 * Compares the matmul variants with the float64 reference: |gpu − ref| ≤ c · K · 2⁻²⁴ · (|A||B|)ᵢⱼ. The
 * inputs are rounded to float32 first.
 */
import { getGpu, HOST } from "#gpu-host";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { matmulChoices } from "../../../src/kernels/linalg/matmul.choose.ts";
import { matmulReference } from "../../../src/kernels/linalg/matmul.ts";
import {
  abs,
  BY_STEP,
  f32,
  normals,
  once,
  parseShapes,
  runBoth,
  scalesByStep,
  U,
  worstError,
  type Case,
  type Results,
} from "./compare.ts";
import { observedCase, type ObservedProduct } from "../../hosts/training/observed-product.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

interface Form {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Product extends Partial<Form> {
  readonly kernel: string;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** out = alpha · product + beta · out. */
  readonly alpha?: number;
  readonly beta?: number;
  readonly batch?: number;
  readonly sharedA?: boolean;
  readonly sharedB?: boolean;
  /** Whether alpha and beta change from step to step. If so, the kernel reads them from a tensor. */
  readonly byStep?: boolean;
  readonly constants?: Readonly<Record<string, number>>;
}

/**
 * The case, and (|A||B|)ij for each element of out, multiplied by |alpha|, plus |beta| |out| if the product
 * accumulates.
 */
function prepare(product: Product): { readonly one: Case; readonly magnitude: Float64Array } {
  const {
    kernel,
    m,
    n,
    k,
    alpha = 1,
    beta = 0,
    batch = 1,
    sharedA = false,
    sharedB = false,
    constants: chosen = {},
  } = product;
  const a = normals(m * k * (sharedA ? 1 : batch), 1);
  const b = normals(k * n * (sharedB ? 1 : batch), 2);
  // With beta = 0, nothing of the old value remains, not even a NaN.
  const out = normals(m * n * batch, 3).map((value) => (beta === 0 ? NaN : value));
  const strides = { stride_a: sharedA ? 0 : m * k, stride_b: sharedB ? 0 : k * n, stride_out: m * n };
  const params = { m, n, k, batch, ...strides, alpha, beta };
  const constants = {
    TRANSPOSE_A: Number(product.transposeA ?? false),
    TRANSPOSE_B: Number(product.transposeB ?? false),
    ACCUMULATE: Number(alpha !== 1 || beta !== 0),
    ...chosen,
  };
  const magnitude = out.map(Math.abs);
  const absolute = { ...params, alpha: Math.abs(alpha), beta: Math.abs(beta) };
  matmulReference(absolute, constants, [a.map(Math.abs), b.map(Math.abs), magnitude]);
  const tensors = [f32("a", a), f32("b", b), f32("out", out)];
  if (!product.byStep) return { one: once(kernel, params, constants, tensors), magnitude };
  const unread = { ...params, alpha: NaN, beta: NaN };
  const scales = scalesByStep(alpha, beta);
  return { one: once(kernel, unread, { ...constants, ...BY_STEP }, [...tensors, ...scales]), magnitude };
}

/** The products whose error exceeds the tolerance, with the error as a multiple of the tolerance. */
function failures(products: readonly Product[]): Promise<string[]> {
  return failuresOf(products, prepare);
}

async function failuresOf<T extends { readonly k: number }>(
  products: readonly T[],
  prepareOne: (product: T) => ReturnType<typeof prepare>,
): Promise<string[]> {
  const prepared = products.map(prepareOne);
  const cases = prepared.map(({ one }) => one);
  const results = await runBoth(device, cases);
  return products.flatMap((product, i) => {
    const magnitude = prepared[i]?.magnitude ?? [];
    const tolerance = (at: number) => 2 * (product.k + 1) * U * abs(magnitude, at);
    const worst = worstError((results[i] as Results)("out"), tolerance);
    return worst <= 1 ? [] : [`${JSON.stringify(product)}: ${worst}`];
  });
}

/** Kernels that require both operands and `out` to consist of whole vec4s. */
const alignedKernels = ["matmul_8x8", "matmul_split", "matmul_tiled"];
const kernels = ["matmul_4x4", "matmul_lanes", ...alignedKernels];
/** In Node, each kernel is tested in every form, but not with every variant (test/hosts/host.ts). */
const EVERY_VARIANT = HOST === "browser";
const LONG = Boolean(import.meta.env["LONG"]);
/** Numbers of lines per invocation and workgroup sizes, including sizes that are never chosen. */
const laneTiles = [
  { TALL: 1, GROUPS: 5, WORKGROUP_X: 8 },
  { TALL: 0, GROUPS: 4, WORKGROUP_X: 4 },
  { TALL: 0, GROUPS: 3, WORKGROUP_X: 64 },
].slice(0, EVERY_VARIANT ? undefined : 1);
const forms: Form[] = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB) => ({ transposeA, transposeB })),
);

function shapes(kernel: string, form: Form, list: readonly (readonly [number, number, number])[]): Product[] {
  return list.map(([m, n, k]) => ({ kernel, m, n, k, ...form }));
}

describe.each(forms)("transpose A $transposeA, B $transposeB", (form) => {
  test("matmul_4x4: any shape, with ones, primes and partial tiles", async () => {
    const list = parseShapes("1×1×1 1×17×5 31×1×13 5×7×1 37×41×43 64×32×16 100×3×129");
    expect(await failures(shapes("matmul_4x4", form, list))).toEqual([]);
  });

  test.each(alignedKernels)("%s: multiples of four, not of the tile", async (kernel) => {
    const list = parseShapes("4×4×4 12×20×4 4×36×28 44×12×52 64×64×64 100×4×132 8×132×12 20×20×1000");
    expect(await failures(shapes(kernel, form, list))).toEqual([]);
  });

  test.each(laneTiles)("matmul_lanes: any shape, %o", async (constants) => {
    const list = parseShapes("1×2×1 1×17×5 31×2×13 37×41×43 64×32×16 100×3×129 20×256×20 130×20×36");
    const products = shapes("matmul_lanes", form, list).map((product) => ({ ...product, constants }));
    expect(await failures(products)).toEqual([]);
  });

  // The form does not change how alpha, beta and operands are found.
  const isFirst = form.transposeA && !form.transposeB;
  test.skipIf(!isFirst && !LONG).each(kernels)("%s: accumulate, batches, shared operands", async (kernel) => {
    const shape = { kernel, m: 20, n: 12, k: 28, ...form };
    expect(
      await failures([
        { ...shape, beta: 1 },
        { ...shape, alpha: -0.125, beta: 0.75 },
        ...(isFirst ? [{ ...shape, alpha: -0.125, beta: 0.75, byStep: true }] : []),
        { ...shape, alpha: -0.5 },
        { ...shape, batch: 3 },
        { ...shape, batch: 3, alpha: -0.125, beta: 0.75 },
        { ...shape, batch: 2, sharedA: true },
        { ...shape, batch: 2, sharedB: true },
      ]),
    ).toEqual([]);
  });
});

test.each(alignedKernels)("%s takes any number of rows where A is not transposed", async (kernel) => {
  const rows = [1, 2, 3, 5, 7, 9, 13, 67];
  const shape = { kernel, n: 12, k: 20, batch: 2 };
  const products = rows.flatMap((m) => [
    { ...shape, m },
    { ...shape, m, transposeB: true },
  ]);
  expect(await failures(products)).toEqual([]);
});

test.runIf(EVERY_VARIANT)("other workgroups", async () => {
  const tiles = ["matmul_4x4", "matmul_8x8"].flatMap((kernel) =>
    parseShapes("1×1 16×4 4×16").map(([WORKGROUP_X, WORKGROUP_Y]) => ({
      kernel,
      constants: { WORKGROUP_X, WORKGROUP_Y },
    })),
  );
  const slices = parseShapes("1×1 1×64 8×4").map(([WORKGROUP_X, SLICES]) => ({
    kernel: "matmul_split",
    constants: { WORKGROUP_X, SLICES },
  }));
  const products = [...tiles, ...slices].map((variant) => ({ ...variant, m: 68, n: 76, k: 12 }));
  expect(await failures(products)).toEqual([]);
});

test("matvec: any number of rows, each of whole vec4s", async () => {
  const rows = parseShapes("1×4 7×4 65×12 130×100 4×1000");
  const products = rows.flatMap(([other, row]) =>
    [false, true].flatMap((transposeB) => {
      const shape = { kernel: "matvec", n: 1, transposeB };
      return [
        { ...shape, m: other, k: row },
        { ...shape, m: row, k: other, transposeA: true },
        { ...shape, m: other, k: row, alpha: -0.5 },
        { ...shape, m: other, k: row, batch: 3, alpha: -0.125, beta: 0.75 },
        { ...shape, m: other, k: row, alpha: -0.125, beta: 0.75, byStep: true },
        { ...shape, m: row, k: other, transposeA: true, batch: 3, sharedA: true },
      ];
    }),
  );
  expect(await failures(products)).toEqual([]);
});

describe.each([false, true])("matmul_observed, aᵀ · D: %s", (transposeA) => {
  const failing = (products: readonly ObservedProduct[]): Promise<string[]> =>
    failuresOf(products, observedCase);

  test.each(EVERY_VARIANT ? [1, 2, 3, 4, 5] : [1, 5])(
    "any shape, %i vectors of four in an invocation",
    async (GROUPS) => {
      const list = parseShapes("1×1×30 5×7×4 31×6×13 37×41×43 64×20×64 12×100×129 20×256×300");
      const products = list.map(([m, n, k]) => ({ m, n, k, transposeA, constants: { GROUPS } }));
      expect(await failing(products)).toEqual([]);
    },
  );

  test("accumulate, batches of other masks, other workgroups, lines without an entry, every entry", async () => {
    const shape = { m: 20, n: 12, k: 28, transposeA };
    expect(
      await failing([
        { ...shape, beta: 1 },
        { ...shape, alpha: -0.125, beta: 0.75 },
        { ...shape, alpha: -0.5 },
        { ...shape, batch: 3 },
        { ...shape, alpha: -0.125, beta: 0.75, byStep: true },
        { ...shape, batch: 3, alpha: -0.125, beta: 0.75, constants: { WORKGROUP: 64 } },
        { ...shape, fraction: 0.02 },
        { ...shape, fraction: 1 },
      ]),
    ).toEqual([]);
  });
});

test.runIf(EVERY_VARIANT)("a chosen variant is right on both sides of every condition", async () => {
  // No condition depends on whether B is transposed.
  const products = forms
    .filter(({ transposeB }) => !transposeB)
    .flatMap((form) =>
      [17, 20].flatMap((m) =>
        [1, 16, 17, 20].flatMap((n) =>
          [3, 4].flatMap((k) =>
            matmulChoices({ m, n, k, batch: 1, density: 1, ...form }).map((choice) => ({
              kernel: choice.kernel.name,
              constants: choice.constants,
              m,
              n,
              k,
              ...form,
            })),
          ),
        ),
      ),
    );
  expect(new Set(products.map(({ kernel }) => kernel)).size).toBe(5);
  expect(await failures(products)).toEqual([]);
});
