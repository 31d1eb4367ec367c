/** Compares the packed, blocked matmul reference with the definition, and tests the choice of a kernel. */
import { describe, expect, test } from "vitest";
import {
  matmulCandidates,
  matmulChoices,
  type MatmulChoice,
  type MatmulShape,
} from "../../../src/kernels/linalg/matmul.choose.ts";
import { matmulReference } from "../../../src/kernels/linalg/matmul.ts";
import { matmul_observed } from "../../../src/kernels/linalg/matmul_observed.ts";
import type { Dispatch } from "../../../src/kernels/program.ts";
import { randomStream } from "../../../src/math/random.ts";
import { observedCase } from "../../hosts/training/observed-product.ts";

const random = randomStream(1, "matmul");
const normals = (length: number) => Float64Array.from({ length }, () => random.normal());

interface Options {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly alpha?: number;
  readonly beta?: number;
  readonly batch?: number;
  readonly sharedA?: boolean;
  readonly sharedB?: boolean;
}

/** Largest difference between the reference and Σₖ op(A)ᵢₖ op(B)ₖⱼ. */
function worst(m: number, n: number, k: number, options: Options): number {
  const {
    transposeA,
    transposeB,
    alpha = 1,
    beta = 0,
    batch = 1,
    sharedA = false,
    sharedB = false,
  } = options;
  const [a, b, out] = [normals(batch * m * k), normals(batch * k * n), normals(batch * m * n)];
  const [strideA, strideB] = [sharedA ? 0 : m * k, sharedB ? 0 : k * n];
  const at = (entry: number, i: number, j: number): number => {
    let sum = 0;
    for (let l = 0; l < k; l++) {
      const x = a[entry * strideA + (transposeA ? l * m + i : i * k + l)] as number;
      sum += x * (b[entry * strideB + (transposeB ? j * k + l : l * n + j)] as number);
    }
    return alpha * sum + beta * (out[entry * m * n + i * n + j] as number);
  };
  const wanted = out.map((_, i) => at(Math.floor(i / (m * n)), Math.floor(i / n) % m, i % n));
  const constants = {
    TRANSPOSE_A: Number(transposeA),
    TRANSPOSE_B: Number(transposeB),
    ACCUMULATE: Number(alpha !== 1 || beta !== 0),
  };
  const params = { m, n, k, batch, stride_a: strideA, stride_b: strideB, stride_out: m * n, alpha, beta };
  matmulReference(params, constants, [a, b, out]);
  return Math.max(...out.map((value, i) => Math.abs(value - (wanted[i] as number))));
}

const forms = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB) => ({ transposeA, transposeB })),
);

describe.each(forms)("transpose A $transposeA, B $transposeB", (form) => {
  const sizes = [1, 3, 4, 5, 8, 13];
  test("all shapes from these sizes", () => {
    for (const m of sizes)
      for (const n of sizes) for (const k of sizes) expect(worst(m, n, k, form)).toBeLessThan(1e-13);
  });

  test("accumulate, batches, shared operands", () => {
    expect(worst(5, 6, 7, { ...form, alpha: -0.5, beta: 0.75, batch: 2 })).toBeLessThan(1e-13);
    expect(worst(5, 6, 7, { ...form, batch: 3 })).toBeLessThan(1e-13);
    expect(worst(5, 6, 7, { ...form, batch: 3, sharedA: true })).toBeLessThan(1e-13);
    expect(worst(5, 6, 7, { ...form, batch: 3, sharedB: true, alpha: -0.5, beta: 0.75 })).toBeLessThan(1e-13);
  });
});

test.each(forms)(
  "a large product, transpose A $transposeA, B $transposeB, equals a plain loop to the bit",
  (form) => {
    expect(worst(67, 65, 66, form)).toBe(0);
    expect(worst(67, 65, 66, { ...form, alpha: -0.5, beta: 0.75, batch: 2, sharedB: true })).toBe(0);
  },
);

test("a product by hand", () => {
  const out = new Float64Array(4);
  const params = { m: 2, n: 2, k: 3, batch: 1, stride_a: 6, stride_b: 6, stride_out: 4 };
  matmulReference(params, {}, [Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(1, 0, 0, 1, 1, 1), out]);
  expect([...out]).toEqual([4, 5, 10, 11]);
});

const shape: MatmulShape = {
  m: 128,
  n: 128,
  k: 128,
  batch: 1,
  transposeA: false,
  transposeB: false,
  density: 1,
};

test.each([false, true])(
  "observed entries alone, aᵀ · D: %s, make the product with all of D",
  (transposeA) => {
    const product = { m: 5, n: 7, k: 6, batch: 2, transposeA, alpha: -0.5, beta: 0.75, hidden: 0 };
    const [one] = observedCase(product).one.dispatches as [Dispatch];
    const results = [matmul_observed.reference, matmulReference].map((reference) => {
      const { tensors } = observedCase(product).one;
      const values = tensors.map(({ type, initial = [] }) =>
        type === "u32" ? Uint32Array.from(initial) : Float64Array.from(initial),
      );
      reference(one.params, one.constants, values);
      return values[2] as Float64Array;
    });
    const [found, wanted] = results as [Float64Array, Float64Array];
    found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i] as number, 13));
  },
);

test("what serves a shape without a measurement: a column, whole vec4 rows, tiny results, anything", () => {
  const chooseMatmul = (of: MatmulShape): string => matmulChoices(of)[0].kernel.name;
  expect(chooseMatmul(shape)).toBe("matmul_8x8");
  expect(chooseMatmul({ ...shape, m: 127 })).toBe("matmul_8x8");
  expect(chooseMatmul({ ...shape, m: 127, transposeA: true })).toBe("matmul_4x4");
  expect(chooseMatmul({ ...shape, n: 126 })).toBe("matmul_4x4");
  expect(chooseMatmul({ ...shape, k: 10 })).toBe("matmul_4x4");
  expect(chooseMatmul({ ...shape, m: 12, k: 12 })).toBe("matmul_8x8");
  expect(chooseMatmul({ ...shape, m: 12, n: 12 })).toBe("matmul_4x4");
  expect(chooseMatmul({ ...shape, n: 1 })).toBe("matvec");
  expect(chooseMatmul({ ...shape, n: 1, m: 127 })).toBe("matvec");
  expect(chooseMatmul({ ...shape, n: 1, k: 127 })).toBe("matmul_4x4");
  expect(chooseMatmul({ ...shape, n: 1, k: 127, transposeA: true })).toBe("matvec");
  expect(chooseMatmul({ ...shape, n: 1, m: 127, transposeA: true })).toBe("matmul_4x4");
});

test("a workgroup is as wide as there are tiles beside each other, and has 32 of them", () => {
  const workgroup = (n: number) => Object.values(matmulChoices({ ...shape, n })[0].constants);
  expect([4, 12, 20, 32, 36, 256].map(workgroup)).toEqual([
    [1, 32],
    [2, 16],
    [4, 8],
    [4, 8],
    [8, 4],
    [8, 4],
  ]);
});

test("what is timed: in software nothing, on a graphics card what can pay for the shape", () => {
  const names = (of: Partial<MatmulShape>, isFallback = false) =>
    matmulCandidates({ ...shape, ...of }, { isFallback, subgroupSize: 0 }).map(({ kernel }) => kernel.name);
  expect(names({}, true)).toEqual(["matmul_8x8"]);
  expect(names({ m: 1024, n: 1024, k: 1024 })).toEqual(["matmul_8x8", "matmul_tiled"]);
  expect(names({ m: 20, n: 256, k: 256 })).toEqual(["matmul_8x8", "matmul_4x4", "matmul_split"]);
  expect(names({ m: 256, n: 256, k: 20 })).toEqual(["matmul_8x8", "matmul_4x4", "matmul_tiled"]);
  expect(names({ m: 20, n: 20, k: 20 })).toEqual(["matmul_8x8", "matmul_4x4"]);
  expect(names({ n: 1, m: 400, k: 4096 })).toEqual(["matvec"]);
  expect(names({ n: 126 })).toEqual(["matmul_4x4"]);
});

test("in software subgroups share what they read, where padded tiles leave something to gain", () => {
  const chosen = (of: Partial<MatmulShape>, subgroupSize = 4) => {
    const found = matmulCandidates({ ...shape, ...of }, { isFallback: true, subgroupSize });
    expect(found).toHaveLength(1);
    const [{ kernel, constants }] = found as [MatmulChoice];
    return kernel.name === "matmul_lanes" ? Object.values(constants).join(" ") : kernel.name;
  };
  // The constants TALL, GROUPS and WORKGROUP_X.
  expect(chosen({ m: 256, n: 256 })).toBe("0 4 4");
  expect(chosen({ m: 256, n: 256 }, 8)).toBe("0 4 8");
  expect(chosen({ m: 20, n: 256 })).toBe("0 5 4");
  expect(chosen({ m: 256, n: 20 })).toBe("1 5 4");
  expect(chosen({ m: 256, n: 12 })).toBe("1 3 4");
  expect(chosen({ m: 64, n: 64 })).toBe("0 4 4");
  expect(chosen({ m: 64, n: 64 }, 8)).toBe("matmul_8x8");
  expect(chosen({ m: 255, n: 127, k: 31 })).toBe("0 4 4");
  expect(chosen({ m: 20, n: 20 })).toBe("matmul_8x8");
  expect(chosen({ m: 12, n: 12 })).toBe("matmul_4x4");
  expect(chosen({ m: 256, n: 1 })).toBe("matvec");
  expect(chosen({ m: 256, n: 256 }, 0)).toBe("matmul_8x8");
});

test("few observed entries are multiplied alone: on the CPU, in software where they are fewer, on a card by benchmark", () => {
  const of = { ...shape, n: 20, transposeB: true };
  const onCpu = (changes: Partial<MatmulShape>) => matmulChoices({ ...of, ...changes })[0].kernel.name;
  expect([0.05, 0.35, 0.4, 1].map((density) => onCpu({ density }))).toEqual([
    "matmul_observed",
    "matmul_observed",
    "matmul_8x8",
    "matmul_8x8",
  ]);
  // D is m × k; if transposed, it is k × n and on the right.
  expect(onCpu({ density: 0.1, m: 64, k: 60 })).toBe("matmul_8x8");
  expect(onCpu({ density: 0.1, m: 20, n: 64, k: 64, transposeA: true, transposeB: false })).toBe(
    "matmul_observed",
  );
  const candidates = (density: number, isFallback: boolean) =>
    matmulCandidates({ ...of, density }, { isFallback, subgroupSize: 4 }).map(({ kernel }) => kernel.name);
  expect(candidates(0.1, true)).toEqual(["matmul_observed"]);
  expect(candidates(0.2, true)).toEqual(["matmul_lanes"]);
  expect(candidates(0.2, false).at(0)).toBe("matmul_8x8");
  expect(candidates(0.2, false).at(-1)).toBe("matmul_observed");
  expect(candidates(0.5, false)).not.toContain("matmul_observed");
});

test("subgroups are asked for by name only where there are some", () => {
  const names = (subgroupSize: number) =>
    matmulChoices(shape, { isFallback: false, subgroupSize }).map(({ kernel }) => kernel.name);
  expect(names(0)).not.toContain("matmul_lanes");
  expect(names(32)).toContain("matmul_lanes");
});
