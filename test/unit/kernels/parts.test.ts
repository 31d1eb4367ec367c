/** Grids, hyper-parameters and the check of a dispatch. */
import { describe, expect, test } from "vitest";
import { foldGrid } from "../../../src/kernels/kernel.ts";
import { HYPER_FIELDS, packHyper, unpackHyper } from "../../../src/kernels/optim/hyper.ts";
import { gd_step } from "../../../src/kernels/optim/steps.ts";
import { type Dispatch, resolveDispatch } from "../../../src/kernels/program.ts";
import { KERNELS } from "../../hosts/kernels.ts";

test("foldGrid covers every invocation within the limits", () => {
  for (const count of [1, 64, 65, 64 * 65_535, 64 * 65_535 + 1, 10 ** 8, 10 ** 9]) {
    const [x, y, z] = foldGrid(count, 64);
    expect(Math.max(x, y)).toBeLessThanOrEqual(65_535);
    expect(z).toBe(1);
    expect(x * y * 64).toBeGreaterThanOrEqual(count);
    expect(x * y * 64).toBeLessThan(count + 64 * (y + 1));
  }
});

test("every grid is within the limits for a large and for the smallest shape", () => {
  for (const kernel of KERNELS.values())
    for (const size of [1, 1000]) {
      const params = Object.fromEntries(kernel.params.map(({ name }) => [name, name === "batch" ? 3 : size]));
      const grid = kernel.grid(
        { ...params, ...("count" in params ? { count: size ** 2 } : {}) },
        kernel.constants,
      );
      for (const workgroups of grid) {
        expect(Number.isInteger(workgroups) && workgroups >= 1).toBe(true);
        expect(workgroups).toBeLessThanOrEqual(65_535);
      }
    }
});

describe("packHyper", () => {
  const hyper = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

  test("packs in the order of the struct", () => {
    const packed = packHyper(hyper);
    expect(packed.slice(0, 2)).toEqual([0.9, 0.999]);
    expect(packed[3]).toBe(1 - 0.999);
    expect(packed[4]).toBe(Math.log(0.9));
    expect(packed.slice(HYPER_FIELDS.length)).toEqual([0]);
    expect(unpackHyper(packed)).toMatchObject({ epsilon: 1e-8, log_beta2: Math.log(0.999) });
  });

  test("β = 0 has a finite logarithm that means 0, β = 1 is refused", () => {
    const { log_beta1 } = unpackHyper(packHyper({ ...hyper, beta1: 0 }));
    expect(Number.isFinite(Math.fround(log_beta1 * 1e6))).toBe(true);
    expect(Math.exp(log_beta1)).toBe(0);
    expect(() => packHyper({ ...hyper, beta2: 1 })).toThrow("Bug");
  });
});

describe("resolveDispatch", () => {
  const good: Dispatch = {
    kernel: gd_step,
    label: "w/update",
    params: { count: 1, rate_scale: 1 },
    constants: {},
    tensors: ["w", "g", "rates", "step"],
    flops: 0,
  };

  test("fills in the kernel's constants", () => {
    expect(resolveDispatch(good).constants).toEqual({ RATES: 1, WORKGROUP: 64 });
    expect(resolveDispatch({ ...good, constants: { WORKGROUP: 32 } }).constants).toEqual({
      RATES: 1,
      WORKGROUP: 32,
    });
  });

  test.each<Partial<Dispatch>>([
    { params: { count: 1 } },
    { params: { count: 1, rate_scale: 1, batch: 1 } },
    { params: { count: 1, rate: 1 } },
    { constants: { ADVANCE: 1 } },
    { tensors: ["w", "g"] },
  ])("refuses %o and names the dispatch", (change) => {
    expect(() => resolveDispatch({ ...good, ...change })).toThrow(/^Bug: expected: w\/update/);
  });
});
