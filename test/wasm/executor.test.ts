/** The WebAssembly executor: builds, order, reads, writes, memory, turns of the event loop, failures. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Executor, Program } from "../../src/kernels/program.ts";
import type { Kernel } from "../../src/kernels/kernel.ts";
import { kernelOf } from "../hosts/kernels.ts";
import { EngineError } from "../../src/core/errors.ts";
import { supportedBuilds } from "../../src/wasm/build.ts";
import { createWasmExecutor } from "../../src/wasm/wasm-executor.ts";
import { dispatch, f32, u32, zeros } from "../gpu/kernels/compare.ts";
import { COUNT, countingProgram, expected } from "../gpu/executor/counting.ts";

let executor: Executor | undefined;
afterEach(() => {
  vi.restoreAllMocks();
  executor?.destroy();
});

async function start(program: Program): Promise<Executor> {
  executor = await createWasmExecutor(program);
  return executor;
}

test("plain SIMD runs everywhere; relaxed SIMD comes first where the runtime has it, as every browser should", () => {
  const builds = supportedBuilds();
  // Node has relaxed SIMD from version 22 on.
  const isOldNode = typeof window === "undefined" && builds.length === 1;
  expect(builds).toEqual(isOldNode ? ["simd"] : ["relaxed", "simd"]);
});

test("looks like any other executor on the CPU", async () => {
  const run = await start(countingProgram());
  expect(run.backend).toBe("cpu");
  expect(run.byteLength).toBe(4 * (3 + 4 * COUNT));
});

test("runs that are not awaited are executed in call order, each with its own reads", async () => {
  const run = await start(countingProgram());
  const runs = Array.from({ length: 20 }, (_, k) =>
    run.run("step", k + 1, [{ tensor: "y", offset: k, length: 1 }]),
  );
  (await Promise.all(runs)).forEach(({ reads, elapsedMs }, k) => {
    expect(reads[0]).toEqual(Float32Array.of(expected(k, ((k + 1) * (k + 2)) / 2).y));
    expect(elapsedMs).toBeGreaterThanOrEqual(0);
  });
  const { reads } = await run.run("step", 0, [{ tensor: "x", offset: 40, length: 3 }]);
  expect(reads).toEqual([Float32Array.of(40 - 210, 41 - 210, 42 - 210)]);
});

test("writes take effect between the runs they were made between, with the values of that time", async () => {
  const run = await start(countingProgram());
  const first = run.run("step", 700, [{ tensor: "x", length: 1 }]);
  run.write("rates", [2]);
  const second = run.run("step", 1, [{ tensor: "x", length: 1 }]);
  const values = [5, 6];
  run.write("x", values, 1);
  values[0] = 8;
  const third = run.run("nothing", 1, [{ tensor: "x", length: 4 }]);
  expect((await first).reads[0]).toEqual(Float32Array.of(-700));
  expect((await second).reads[0]).toEqual(Float32Array.of(-702));
  expect((await third).reads[0]).toEqual(Float32Array.of(-702, 5, 6, 3 - 702));
});

test("reads are copies, u32 and f32", async () => {
  const params = { train_count: 2, recovery_count: 2, capacity: 3, batch: 1 };
  const names = ["partials", "partials", "step", "history"];
  const run = await start({
    tensors: [f32("partials", [1, 2, 3, 4]), u32("step", [4_000_000_000]), zeros("history", 6)],
    lists: { test: [dispatch("loss_history", params, { ADVANCE: 1 }, names)] },
  });
  const requests = [{ tensor: "step" }, { tensor: "history" }];
  const { reads } = await run.run("test", 1, requests);
  await run.run("test", 1);
  expect(reads).toEqual([Uint32Array.of(4_000_000_001), Float32Array.of(0, 0, 4, 6, 0, 0)]);
});

test("executors do not share memory", async () => {
  const [one, two] = [await createWasmExecutor(countingProgram()), await start(countingProgram())];
  await one.run("step", 5);
  const { reads } = await two.run("step", 1, [{ tensor: "z", length: 1 }]);
  expect(reads[0]).toEqual(Float32Array.of(-1));
  one.destroy();
});

test("a kernel that is not in the modules runs its reference on the same memory", async () => {
  const { wasm: _, ...descend } = kernelOf("gd_step");
  const seen: unknown[] = [];
  const slow: Kernel = {
    ...descend,
    reference: (params, constants, tensors) => {
      seen.push(tensors[1]);
      descend.reference(params, constants, tensors);
    },
  };
  const step = dispatch("gd_step", { count: 3, rate_scale: -1 }, {}, ["w", "g", "rates", "step"]);
  const run = await start({
    tensors: [zeros("w", 3), f32("g", [1, 2, 3]), f32("rates", [1, 0]), u32("step", [1])],
    lists: { test: [{ ...step, kernel: slow }] },
  });
  expect((await run.run("test", 1, [{ tensor: "w" }])).reads[0]).toEqual(Float32Array.of(1, 2, 3));
  expect(seen).toEqual([Float32Array.of(1, 2, 3)]);
});

test("gives way to the event loop every few milliseconds", async () => {
  const run = await start(countingProgram());
  let isDone = false;
  const long = run.run("step", 300_000).then(() => (isDone = true));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isDone).toBe(false);
  run.destroy();
  await expect(long).rejects.toMatchObject({ code: "cancelled" });
});

/** The code with which a promise rejects, or "fulfilled" if it does not. */
async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return "fulfilled";
  } catch (error) {
    return error instanceof EngineError ? error.code : error;
  }
}

describe("failures", () => {
  test("a list, a tensor, a range that do not exist reject and harm nothing", async () => {
    const run = await start(countingProgram());
    await expect(run.run("stop", 1)).rejects.toThrow("stop");
    await expect(run.run("step", 1, [{ tensor: "v" }])).rejects.toThrow("tensor v");
    await expect(run.run("nothing", 1, [{ tensor: "x", offset: 90, length: 11 }])).rejects.toThrow("x");
    expect(() => run.write("x", [1, 2, 3], COUNT - 2)).toThrow("x");
    expect((await run.run("nothing", 1, [{ tensor: "x", length: 1 }])).reads[0]).toEqual(Float32Array.of(-1));
  });

  test("destroy cancels the runs in flight, and may be called twice", async () => {
    const run = await start(countingProgram());
    const codes = [codeOf(run.run("step", 5000, [{ tensor: "x" }])), codeOf(run.run("step", 1))];
    run.destroy();
    run.destroy();
    run.write("x", [1]);
    expect(await Promise.all(codes)).toEqual(["cancelled", "cancelled"]);
    expect(await codeOf(run.run("step", 1))).toBe("cancelled");
  });

  test("a program beyond 4 GiB is refused, with its size and what to do", async () => {
    const program = (length: number): Program => ({
      tensors: Array.from({ length: 8 }, (_, i) => zeros(`huge ${i}`, length)),
      lists: {},
    });
    const refused = createWasmExecutor(program(2 ** 28));
    await expect(refused).rejects.toMatchObject({ code: "out-of-memory" });
    await expect(refused).rejects.toThrow(/8,193 MiB .* 4 GiB\. Choose a smaller size/);
  });

  test("a program for which the machine lacks memory is refused in the same way", async () => {
    vi.spyOn(WebAssembly.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("Maximum memory size exceeded");
    });
    await expect(createWasmExecutor(countingProgram())).rejects.toMatchObject({
      code: "out-of-memory",
      message: expect.stringContaining("not free") as string,
    });
  });
});
