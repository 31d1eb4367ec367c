/** Compares the counted work of a step’s dispatches with the plan and, for small products, with counts by hand. */
import { expect, test } from "vitest";
import { kindsOf } from "../../../bench/src/suites/dispatches.ts";
import { completionTraining, costOf, matmulProgram, operandsOf } from "../../../src/jobs/benchmark/work.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { kernelOf } from "../../hosts/kernels.ts";

test.each(["original", "compressed"] as const)("kinds hold every dispatch of a step of the %s", (network) => {
  const { program } = planTraining(completionTraining({ d: 64, network }));
  const list = program.lists[`${network}/step`] ?? [];
  const kinds = kindsOf(program, list);
  expect(kinds.reduce((sum, { facts }) => sum + facts.calls, 0)).toBe(list.length);
  expect(kinds.length).toBeLessThan(list.length);
  const { flops, bytes } = costOf(program, `${network}/step`);
  expect(kinds.reduce((sum, { facts }) => sum + facts.calls * facts.flops, 0)).toBeCloseTo(flops, 6);
  expect(kinds.reduce((sum, { facts }) => sum + facts.calls * facts.bytes, 0)).toBeCloseTo(bytes, 6);
});

test("the residual reads value, wanted and mask, and stores the residual and its sums", () => {
  const { program } = planTraining(completionTraining({ d: 16, network: "original" }));
  const kinds = kindsOf(program, program.lists["original/step"] ?? []);
  const [residual] = kinds.filter(({ facts }) => facts.kernel === "residual");
  const sums = program.tensors.find(({ name }) => name === "original/partials")?.length ?? Number.NaN;
  expect(residual?.facts).toMatchObject({ size: "256", calls: 1, reads: 3 * 256 + 1, stores: 256 + sums });
});

// 24 × 40 of 16: 4 × 4 tiles: 6 · 10 of them, 8 numbers at each k. 8 × 8: 3 · 5, 16 numbers.
test.each([
  ["matmul_4x4", "arithmetic", 60 * 16 * 8, "f32"],
  ["matmul_8x8", "arithmetic with 16 sums", 15 * 16 * 16, "vec4f"],
])("%s reads its tiles' operands once for each k", (name, arithmetic, reads, access) => {
  const product = { m: 24, n: 40, k: 16, transposeA: false, transposeB: false };
  const program = matmulProgram(product, operandsOf(product), kernelOf(name));
  const [kind] = kindsOf(program, program.lists["work"] ?? []);
  expect(kind?.facts).toMatchObject({
    size: "(24 × 16) · (16 × 40)",
    flops: 2 * 24 * 40 * 16,
    arithmetic,
    bytes: 4 * (24 * 16 + 16 * 40 + 24 * 40),
    reads,
    stores: 24 * 40,
    access,
  });
});
