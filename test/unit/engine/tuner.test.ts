/** The choice of kernels, with executors whose products take a given time, on a clock that the test moves. */
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { completionTraining, costOf, matmulProgram, operandsOf } from "../../../src/jobs/benchmark/work.ts";
import { ProgramBuilder } from "../../../src/models/builder.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { planObserved } from "../../../src/models/observed.ts";
import { productKernels, Tuner, type Adapter } from "../../../src/training/tuner.ts";
import { matmul_tiled } from "../../../src/kernels/linalg/matmul.ts";
import type { Executor, Program } from "../../../src/kernels/program.ts";

// The tuner loads it when it is needed; loaded already, this takes no time on the test's clock.
beforeAll(async () => void (await import("../../../src/kernels/fusions/choose.ts")));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const CARD: Adapter = { adapter: "card", isFallback: false, subgroupSize: 0 };
const product = { m: 256, n: 256, k: 256, transposeA: false, transposeB: true };
const program = matmulProgram(product, operandsOf(product));
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** `ms`: the time of one product by kernel, 3 unless given. A program takes `compileMs`. */
function host(ms: Readonly<Record<string, number>>, compileMs = 5) {
  const opened: Program[] = [];
  let alive = 0;
  const open = async (benchmark: Program): Promise<Executor> => {
    opened.push(benchmark);
    await sleep(compileMs);
    if (compileMs < 0) throw new Error("does not compile");
    alive++;
    const run = async (list: string, times: number) => {
      const elapsedMs = times * (ms[benchmark.lists[list]?.[0]?.kernel.name ?? ""] ?? 3);
      await sleep(elapsedMs);
      return { elapsedMs, reads: [] };
    };
    return { backend: "webgpu", run, write: () => undefined, byteLength: 0, destroy: () => void alive-- };
  };
  return { open, opened, alive: () => alive };
}

async function tune(tuner: Tuner, of: ReturnType<typeof host>, adapter = CARD, tuned = program) {
  const startedAt = performance.now();
  let tookMs = NaN;
  const tuning = tuner.tune(tuned, adapter, of.open);
  void tuning.then(() => (tookMs = performance.now() - startedAt));
  await vi.advanceTimersByTimeAsync(10_000);
  const result = await tuning;
  return { kernels: productKernels(result), tuned: result, tookMs };
}

test("the faster kernel is taken, in the dispatch's own form, and nothing of the benchmark is left", async () => {
  const fast = host({ matmul_8x8: 0.9, matmul_tiled: 0.2 });
  const { kernels, tuned } = await tune(new Tuner(), fast);
  expect(kernels).toEqual(["matmul_tiled"]);
  const [before, after] = [program, tuned].map(({ lists }) => lists["work"]?.[0]);
  expect(after).toEqual({
    ...before,
    kernel: matmul_tiled,
    constants: { TRANSPOSE_A: 0, TRANSPOSE_B: 1, ACCUMULATE: 0, RATES: 0 },
  });
  expect(fast.alive()).toBe(0);
  expect((await tune(new Tuner(), host({ matmul_8x8: 0.2, matmul_tiled: 0.9 }))).kernels).toEqual([
    "matmul_8x8",
  ]);
});

test("benchmarks hold the dispatch's own tensors, empty", async () => {
  const of = host({ matmul_8x8: 1, matmul_tiled: 2 });
  await tune(new Tuner(), of);
  expect(of.opened[0]?.tensors.map(({ name, length, initial }) => [name, length, initial])).toEqual(
    ["a", "b", "out"].map((name) => [name, 256 * 256, undefined]),
  );
});

test("a tenth of a second is all it takes, also where products are slow, do not compile in time or not at all", async () => {
  const slow = host({ matmul_8x8: 70, matmul_4x4: 60, matmul_split: 60, matmul_tiled: 60 });
  const first = await tune(new Tuner(), slow);
  expect([first.kernels, first.tookMs <= 100, slow.alive()]).toEqual([["matmul_8x8"], true, 0]);
  const late = host({ matmul_8x8: 1, matmul_tiled: 0.1 }, 500);
  const second = await tune(new Tuner(), late);
  expect([second.kernels, second.tookMs <= 100, late.alive()]).toEqual([["matmul_8x8"], true, 0]);
  expect((await tune(new Tuner(), host({}, -1))).kernels).toEqual(["matmul_8x8"]);
});

test("a choice is kept for the adapter, and made again for another", async () => {
  const tuner = new Tuner();
  await tune(tuner, host({ matmul_8x8: 2, matmul_tiled: 1 }));
  const other = host({ matmul_8x8: 1, matmul_tiled: 2 });
  expect((await tune(tuner, other)).kernels).toEqual(["matmul_tiled"]);
  expect(other.opened).toEqual([]);
  expect((await tune(tuner, other, { ...CARD, adapter: "another" })).kernels).toEqual(["matmul_8x8"]);
});

test("in software nothing is timed; a kernel that was asked for is taken wherever it can be", async () => {
  const tuner = new Tuner();
  const of = host({});
  const software = { adapter: "software", isFallback: true, subgroupSize: 0 };
  expect((await tune(tuner, of, software)).kernels).toEqual(["matmul_8x8"]);
  tuner.kernel = "matmul_split";
  expect((await tune(tuner, of, software)).kernels).toEqual(["matmul_split"]);
  tuner.kernel = "matvec";
  expect((await tune(tuner, of, software)).kernels).toEqual(["matmul_8x8"]);
  expect(of.opened).toEqual([]);
});

/** D · bᵀ, 128 × 128 times 128 × 20. One in `every` entries of D is observed. */
function observedProgram(every: number): Program {
  const builder = new ProgramBuilder(1);
  const mask = Float64Array.from({ length: 128 * 128 }, (_, i) => Number(i % every === 0));
  const D = { ...builder.matrix("D", 128, 128), observed: planObserved(builder, [mask], 128, 128) };
  builder.list("work");
  builder.matmul("work", D, builder.matrix("b", 20, 128), builder.matrix("out", 128, 20), {
    transposeB: true,
  });
  return builder.build();
}

test("observed entries alone are multiplied in software where they are few, on a card where that is faster", async () => {
  const [tenth, quarter] = [observedProgram(11), observedProgram(4)];
  const tensorsOf = ({ lists }: Program) => lists["work"]?.[0]?.tensors;
  const lists = ["observed by row/starts", "observed by row/entries"];
  expect(tensorsOf(tenth)).toEqual(["D", "b", "out", ...lists]);
  const software = { adapter: "software", isFallback: true, subgroupSize: 0 };
  const few = await tune(new Tuner(), host({}), software, tenth);
  expect([few.kernels, tensorsOf(few.tuned)]).toEqual([["matmul_observed"], tensorsOf(tenth)]);
  const more = await tune(new Tuner(), host({}), software, quarter);
  expect([more.kernels, tensorsOf(more.tuned)]).toEqual([["matmul_8x8"], ["D", "b", "out"]]);
  // Counts the operations that are performed.
  const whole = 2 * 128 * 128 * 20;
  expect([quarter, few.tuned, more.tuned].map((of) => costOf(of, "work").flops)).toEqual([
    whole / 4,
    (whole * Math.ceil((128 * 128) / 11)) / (128 * 128),
    whole,
  ]);
  const fast = host({ matmul_observed: 0.1 });
  expect((await tune(new Tuner(), fast, CARD, quarter)).kernels).toEqual(["matmul_observed"]);
  // The time depends on the lists of entries, so the benchmark must have them.
  const benchmark = fast.opened[0]?.tensors.filter(({ type }) => type === "u32");
  expect(benchmark?.map(({ name, initial }) => [name, initial?.length])).toEqual([
    [lists[0], 129],
    [lists[1], 4096],
  ]);
  const slow = await tune(new Tuner(), host({ matmul_8x8: 0.1 }), CARD, quarter);
  expect([slow.kernels, tensorsOf(slow.tuned)]).toEqual([["matmul_8x8"], ["D", "b", "out"]]);
});

describe("fusions of a compressed network", () => {
  const compressed = planTraining(completionTraining({ d: 32, network: "compressed" })).program;
  const FUSED = ["product_residual", "small_products"];
  const fusedIn = (kernels: readonly string[]) => kernels.filter((name) => FUSED.includes(name));
  const dispatchesOf = ({ lists }: Program) => lists["compressed/step"]?.length;

  test("in software the small products are fused, and nothing is timed", async () => {
    const of = host({});
    const software = { adapter: "software", isFallback: true, subgroupSize: 0 };
    const { kernels, tuned } = await tune(new Tuner(), of, software, compressed);
    expect([fusedIn(kernels), dispatchesOf(compressed), dispatchesOf(tuned)]).toEqual([
      ["small_products"],
      15,
      10,
    ]);
    expect(of.opened).toEqual([]);
  });

  test("on a card each is taken where it is faster than the separate dispatches, and the choice is kept", async () => {
    const tuner = new Tuner();
    const separate = { matmul_4x4: 0.1, matmul_8x8: 0.1, matmul_split: 0.2, gd_step: 0.1 };
    const of = host({ ...separate, small_products: 0.01, product_residual: 1 });
    expect(fusedIn((await tune(tuner, of, CARD, compressed)).kernels)).toEqual(["small_products"]);
    expect(of.alive()).toBe(0);
    const both = host({ ...separate, small_products: 0.01, product_residual: 0.01 });
    expect(dispatchesOf((await tune(new Tuner(), both, CARD, compressed)).tuned)).toBe(9);
    const reversed = host({ ...separate, small_products: 1, product_residual: 0.01 });
    expect(fusedIn((await tune(tuner, reversed, CARD, compressed)).kernels)).toEqual(["small_products"]);
    expect(fusedIn((await tune(new Tuner(), reversed, CARD, compressed)).kernels)).toEqual([
      "product_residual",
    ]);
  });

  test("a kernel that was asked for is the only fused one", async () => {
    const tuner = new Tuner();
    tuner.kernel = "small_products";
    expect(fusedIn((await tune(tuner, host({}), CARD, compressed)).kernels)).toEqual(["small_products"]);
  });
});
