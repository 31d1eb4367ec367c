/**
 * The benchmark's arithmetic on the float64 executor, with a clock that the test moves. The test makes no
 * assertion about speed.
 */
import { kernelOf } from "../../hosts/kernels.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { benchmark, leastMs, threadRows, type BenchmarkRow } from "../../../src/jobs/benchmark/benchmark.ts";
import { timeKernels } from "../../../src/jobs/benchmark/kernels.ts";
import { median, timeInTurn } from "../../../src/jobs/benchmark/timing.ts";
import {
  completionTraining,
  costOf,
  matmulProgram,
  openSession,
  operandsOf,
  stepsOf,
} from "../../../src/jobs/benchmark/work.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import type { Program } from "../../../src/kernels/program.ts";
import { multiply, transpose } from "../../../src/math/matrix.ts";
import { errorsOf } from "../../hosts/errors.ts";

const open = (program: Program) => Promise.resolve(createCpuExecutor(program));

afterEach(() => void vi.useRealTimers());

describe("timeInTurn", () => {
  it("gives the median of turns that take about as long for each work", async () => {
    vi.useFakeTimers();
    const counts: [string, number][] = [];
    const work = (name: string, unitMs: number) => async (count: number) => {
      counts.push([name, count]);
      await vi.advanceTimersByTimeAsync(unitMs * count);
    };
    const works = [work("fast", 2), work("slow", 50), work("very slow", 3000)];
    const timings = await timeInTurn(works, { rounds: 5, roundMs: 100 });
    expect(timings.map((timing) => timing.median)).toEqual([2, 50, 3000]);
    // All turns. Before a long turn comes an eighth of it, as a warm-up that does not count. Work that takes seconds gets
    // three turns.
    const units = { fast: 50, slow: 2, "very slow": 1 };
    const all = counts.slice(-(3 * 3 + 2 * 2 + 5));
    const isWarmUp = ([name, count]: [string, number]) => name === "fast" && count === 6;
    expect(all.filter(isWarmUp)).toHaveLength(5);
    all.forEach((turn, i) => expect(!isWarmUp(turn) || all[i + 1]?.join() === "fast,50").toBe(true));
    const turns = all.filter((turn) => !isWarmUp(turn));
    expect(turns).toEqual(turns.map(([name]) => [name, units[name as "fast"]]));
    const names = turns.map(([name]) => name);
    const rounds = [names.slice(0, 3), names.slice(3, 6), names.slice(6, 9)];
    expect(rounds.map((round) => round.toSorted())).toEqual(rounds.map(() => ["fast", "slow", "very slow"]));
    expect(new Set(rounds.map((round) => round.join())).size).toBeGreaterThan(1);
    expect([names.slice(9, 11), names.slice(11)].map((round) => round.toSorted())).toEqual([
      ["fast", "slow"],
      ["fast", "slow"],
    ]);
  });

  it("takes the mean of the two in the middle of an even number", () => {
    expect(median([4, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 10])).toBe(3.5);
  });
});

describe("what is timed", () => {
  it("a product is that of its operands, also transposed", async () => {
    const product = { m: 5, n: 7, k: 4, transposeA: true, transposeB: true };
    const operands = operandsOf(product);
    const executor = createCpuExecutor(matmulProgram(product, operands, kernelOf("matmul_4x4")));
    const { reads } = await executor.run("work", 2, [{ tensor: "out" }]);
    const expected = multiply(transpose(operands.a), transpose(operands.b)).data;
    expect(reads[0]).toHaveLength(35);
    reads[0]?.forEach((value, i) => expect(value).toBeCloseTo(expected[i] as number, 12));
  });

  it.each(["original", "compressed"] as const)("%s learns and stays finite", async (network) => {
    const session = await openSession(completionTraining({ d: 24, network, rHat: 4, observed: 0.5 }), open);
    const [first] = errorsOf(await session.evaluate(0)).train;
    await stepsOf(session)(1500);
    expect(session.stepsOf(0)).toBe(1500);
    const [last] = errorsOf(await session.evaluate(0)).train;
    expect(last).toBeLessThan((first as number) / 2);
  });

  it("a list costs its operations and the bytes that it binds", () => {
    const product = { m: 8, n: 4, k: 16, transposeA: false, transposeB: false };
    const program = matmulProgram(product, operandsOf(product));
    expect(costOf(program, "work")).toEqual({ flops: 1024, bytes: 4 * (128 + 64 + 32) });
  });
});

describe("timeKernels", () => {
  it("times each kernel of a step by itself, all of its dispatches once, what takes longest first", async () => {
    vi.useFakeTimers();
    const { program } = planTraining(completionTraining({ d: 8, network: "original" }));
    const step = program.lists["original/step"] ?? [];
    const costs: Record<string, number> = { residual: 1, loss_history: 3, gd_step: 4, matmul_4x4: 2 };
    let isFreed = false;
    const onClock = ({ lists }: Program) =>
      Promise.resolve({
        ...createCpuExecutor(program),
        run: async (list: string, times: number) => {
          for (const { kernel } of lists[list] ?? [])
            await vi.advanceTimersByTimeAsync(times * (costs[kernel.name] as number));
          return { elapsedMs: 0, reads: [] };
        },
        destroy: () => void (isFreed = true),
      });
    const { msPerStep, kernels } = await timeKernels(program, "original/step", onClock);
    const matmuls = step.filter(({ kernel }) => kernel.name === "matmul_4x4").length;
    expect(matmuls + 3).toBe(step.length);
    expect(msPerStep).toBe(8 + 2 * matmuls);
    expect(
      kernels.map(({ kernel, dispatches, msPerDispatch }) => [kernel, dispatches, msPerDispatch]),
    ).toEqual([
      ["matmul_4x4", matmuls, 2],
      ["gd_step", 1, 4],
      ["loss_history", 1, 3],
      ["residual", 1, 1],
    ]);
    expect(kernels[1]?.fraction).toBeCloseTo(4 / msPerStep);
    expect(isFreed).toBe(true);
  });
});

describe("benchmark", () => {
  const setting = { sizes: [8, 16], lengths: [64], dims: [16], rounds: 2, roundMs: 1 };

  it("yields products, bandwidth, and for each network its rate and its place under the roofline", async () => {
    const rows: BenchmarkRow[] = [];
    for await (const row of benchmark(open, setting)) rows.push(row);
    const ofStep = (name: string) =>
      ["steps/s", "GFLOP/s", "GB/s", "% of roofline"].map((unit) => [`${name}, step`, "d = 16", unit]);
    expect(rows.map(({ what, shape, unit }) => [what, shape, unit])).toEqual([
      ["matrix product", "8 × 8 × 8", "GFLOP/s"],
      ["matrix product", "16 × 16 × 16", "GFLOP/s"],
      ["bandwidth", "n = 64", "GB/s"],
      ...ofStep("original"),
      ...ofStep("compressed"),
    ]);
    for (const { value } of rows) expect(value).toBeGreaterThan(0);
    for (const { value } of rows.filter(({ unit }) => unit.startsWith("%")))
      expect(value).toBeLessThanOrEqual(100 + 1e-9);
  });

  it("frees its executors, also when it is ended early or from outside", async () => {
    let alive = 0;
    const counted = (program: Program) => {
      const executor = createCpuExecutor(program);
      const destroy = executor.destroy.bind(executor);
      alive++;
      executor.destroy = () => {
        alive--;
        destroy();
      };
      return Promise.resolve(executor);
    };
    for await (const { what } of benchmark(counted, setting)) if (what.includes("step")) break;
    expect(alive).toBe(0);
    const stopped = benchmark(counted, {
      ...setting,
      checkpoint: () => {
        throw new Error("enough");
      },
    });
    await expect(stopped.next()).rejects.toThrow("enough");
    expect(alive).toBe(0);
  });

  it("compares all threads with one, in turns, and stays silent where there is only one", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const onClock = (threads: number) => (program: Program) => {
      const executor = createCpuExecutor(program);
      const run = executor.run.bind(executor);
      const onThreads: typeof run = async (list, times, reads) => {
        await vi.advanceTimersByTimeAsync((30 * times) / threads);
        return run(list, times, reads);
      };
      return Promise.resolve(Object.assign(executor, { threads, run: onThreads }));
    };
    const rowsOf = async (threads: number) => {
      const rows: BenchmarkRow[] = [];
      for await (const row of threadRows(onClock(1), onClock(threads), setting)) rows.push(row);
      return rows;
    };
    expect(await rowsOf(3)).toEqual(
      ["matrix product, 16 × 16 × 16", "original, step, d = 16"].map((shape) => ({
        what: "speed-up by 3 threads",
        shape,
        value: 3,
        unit: "× one thread",
      })),
    );
    expect(await rowsOf(1)).toEqual([]);
  });

  it("the roofline is the slower of arithmetic and memory", () => {
    const roofline = { gflops: 10, gigabytes: 5 };
    expect(leastMs({ flops: 1e9, bytes: 1e6 }, roofline)).toBe(100);
    expect(leastMs({ flops: 1e6, bytes: 1e9 }, roofline)).toBe(200);
  });
});
