/** The CPU executor: order, writes, reads, the event loop, cancelling. */
import { describe, expect, test } from "vitest";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import { gd_step } from "../../../src/kernels/optim/steps.ts";
import type { Program } from "../../../src/kernels/program.ts";

/** Each step subtracts `one` from x. */
function program(count: number): Program {
  const tensors = ["x", "one", "rates", "step"];
  const params = { count, rate_scale: 1 };
  return {
    tensors: [
      { name: "rates", type: "f32", role: "storage", length: 2, initial: [1, 0] },
      { name: "step", type: "u32", role: "storage", length: 1, initial: [1] },
      { name: "x", type: "f32", role: "storage", length: count },
      { name: "one", type: "f32", role: "storage", length: count, initial: new Float64Array(count).fill(1) },
      { name: "flags", type: "u32", role: "storage", length: 3, initial: [1, 2, 3] },
    ],
    lists: {
      step: [{ kernel: gd_step, label: "step", params, constants: {}, tensors, flops: 0 }],
      nothing: [],
    },
  };
}

describe("runs and writes", () => {
  test("in call order, none awaited, each read its own copy", async () => {
    const executor = createCpuExecutor(program(4));
    const first = executor.run("step", 3, [{ tensor: "x", length: 1 }]);
    executor.write("rates", [2]);
    const second = executor.run("step", 2, [{ tensor: "x" }, { tensor: "flags", offset: 1 }]);
    executor.write("x", [7, 8], 2);
    const third = executor.run("nothing", 1, [{ tensor: "x" }]);
    expect((await first).reads).toEqual([Float64Array.of(-3)]);
    expect((await second).reads).toEqual([Float64Array.of(-7, -7, -7, -7), Uint32Array.of(2, 3)]);
    expect((await third).reads).toEqual([Float64Array.of(-7, -7, 7, 8)]);
    expect((await third).elapsedMs).toBeGreaterThanOrEqual(0);
  });

  test("unknown lists and tensors reject and harm nothing", async () => {
    const executor = createCpuExecutor(program(4));
    await expect(executor.run("stop", 1)).rejects.toThrow("stop");
    await expect(executor.run("step", 0, [{ tensor: "y" }])).rejects.toThrow("tensor y");
    await expect(executor.run("step", 0, [{ tensor: "x", offset: 3, length: 2 }])).rejects.toThrow("x");
    expect(() => executor.write("x", [1, 2], 3)).toThrow("x");
    expect((await executor.run("step", 1, [{ tensor: "x", length: 1 }])).reads).toEqual([
      Float64Array.of(-1),
    ]);
  });

  test("values keep float64 and are counted in bytes", async () => {
    const executor = createCpuExecutor(program(4));
    executor.write("x", [1 / 3]);
    expect((await executor.run("nothing", 1, [{ tensor: "x", length: 1 }])).reads[0]?.[0]).toBe(1 / 3);
    expect(executor.byteLength).toBe(8 * (2 + 4 + 4) + 4 * (1 + 3));
  });
});

/** Number of turns of the event loop until the work is done. Each turn does `other`. */
async function countTurns(work: Promise<unknown>, other = (): void => undefined): Promise<number> {
  let turns = 0;
  let done = false;
  const finished = work.then(() => (done = true));
  const turn = (): void => {
    turns++;
    other();
    if (!done) setImmediate(turn);
  };
  setImmediate(turn);
  await finished;
  return turns;
}

describe("the event loop", () => {
  test("gets its turn during a long run, whose time does not include other work", async () => {
    const executor = createCpuExecutor(program(1000));
    const started = performance.now();
    let otherMs = 0;
    const other = (): void => {
      const from = performance.now();
      while (performance.now() < from + 3);
      otherMs += performance.now() - from;
    };
    const run = executor.run("step", 30_000);
    expect(await countTurns(run, other)).toBeGreaterThan(2);
    expect((await run).elapsedMs).toBeLessThanOrEqual(performance.now() - started - otherMs);
  });

  test("gets its turn between many short runs", async () => {
    const executor = createCpuExecutor(program(1000));
    const many = async (): Promise<void> => {
      for (let i = 0; i < 300; i++) await executor.run("step", 100);
    };
    expect(await countTurns(many())).toBeGreaterThan(2);
  });
});

describe("destroy", () => {
  test("cancels the run in flight and all waiting runs, and may be called twice", async () => {
    const executor = createCpuExecutor(program(1000));
    const runs = [executor.run("step", 1e9), executor.run("step", 1)];
    const outcomes = Promise.allSettled(runs);
    setTimeout(() => {
      executor.destroy();
      executor.destroy();
    }, 20);
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "cancelled" } });
    executor.write("x", [1]);
    await expect(executor.run("step", 1)).rejects.toMatchObject({ code: "cancelled" });
  });
});
