/** The GPU executor when something fails: every failure rejects, and none hangs. */
import { getGpu } from "#gpu-host";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { createGpuExecutor } from "../../../src/gpu/gpu-executor.ts";
import { EngineError } from "../../../src/core/errors.ts";
import type { Executor, Program } from "../../../src/kernels/program.ts";
import { normals } from "../kernels/compare.ts";
import { COUNT, countingProgram, update } from "./counting.ts";

let device: GPUDevice;
let executor: Executor | undefined;
beforeEach(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterEach(() => {
  executor?.destroy();
  device.destroy();
});

async function start(program: Program): Promise<Executor> {
  executor = await createGpuExecutor(device, program);
  return executor;
}

test("a program that WebGPU refuses rejects as a bug and names the cause", async () => {
  const aliased: Program = {
    ...countingProgram(),
    lists: { step: [update("x", "x")] },
  };
  const made = await start(aliased);
  await expect(made.run("step", 1, [{ tensor: "x" }])).rejects.toThrow(/^Bug: /);
  const notStorage: Program = {
    ...countingProgram(),
    tensors: countingProgram().tensors.map((t) => ({ ...t, role: "uniform" })),
  };
  await expect(createGpuExecutor(device, notStorage)).rejects.toThrow(/^Bug: .*bind groups/);
});

test("a list, a tensor or a range that does not exist rejects", async () => {
  const run = await start(countingProgram());
  await expect(run.run("stop", 1)).rejects.toThrow("stop");
  await expect(run.run("step", 1, [{ tensor: "v" }])).rejects.toThrow("tensor v");
  await expect(run.run("step", 1, [{ tensor: "x", offset: 90, length: 11 }])).rejects.toThrow("x");
  expect(() => run.write("x", normals(3, 1), COUNT - 2)).toThrow("x");
  // None of the failures has damaged the device.
  expect((await run.run("step", 1, [{ tensor: "x", length: 1 }])).reads[0]).toEqual(Float32Array.of(-1));
});

test("a buffer above the device's limits is refused", async () => {
  const huge = { name: "huge", type: "f32", role: "storage", length: 2 ** 31 } as const;
  await expect(createGpuExecutor(device, { tensors: [huge], lists: {} })).rejects.toThrow(/^Bug: .*huge/s);
});

test("a cancelled program is not compiled any further", async () => {
  const compile = vi.spyOn(device, "createComputePipelineAsync");
  const variants = Array.from({ length: 200 }, (_, i) => ({
    ...update("x", "one"),
    constants: { WORKGROUP: 1 + i },
  }));
  const aborter = new AbortController();
  const opening = createGpuExecutor(device, { ...countingProgram(), lists: { variants } }, aborter.signal);
  aborter.abort();
  await expect(opening).rejects.toThrow("gd_step (AbortError");
  expect(compile.mock.calls.length).toBeLessThan(variants.length);
});

/** The code with which a run rejects, or "fulfilled" if it does not. */
async function codeOf(run: Promise<unknown>): Promise<unknown> {
  try {
    await run;
    return "fulfilled";
  } catch (error) {
    return error instanceof EngineError ? error.code : error;
  }
}

test("destroy cancels the runs in flight, may be called twice, and leaves the device open", async () => {
  const run = await start(countingProgram());
  const code = codeOf(run.run("step", 5000, [{ tensor: "x" }]));
  run.destroy();
  run.destroy();
  expect(await code).toBe("cancelled");
  expect(await codeOf(run.run("step", 1))).toBe("cancelled");
  const again = await start(countingProgram());
  expect((await again.run("step", 1, [{ tensor: "x", length: 1 }])).reads[0]).toEqual(Float32Array.of(-1));
});

test("a lost device rejects the runs in flight, the waiting runs and all later runs", async () => {
  const run = await start(countingProgram());
  const codes = [codeOf(run.run("step", 5000, [{ tensor: "x" }])), codeOf(run.run("step", 5000))];
  device.destroy();
  expect(await Promise.all(codes)).toEqual(["device-lost", "device-lost"]);
  expect(await codeOf(run.run("step", 1))).toBe("device-lost");
});

test("a lost device rejects a run without reads", async () => {
  const run = await start(countingProgram());
  await run.run("step", 2000);
  const code = codeOf(run.run("step", 200));
  device.destroy();
  expect(await code).toBe("device-lost");
});

describe("a device that does not answer as it should", () => {
  afterEach(() => vi.useRealTimers());

  /** Replaces the mapping of all buffers that are created from now on. */
  function mapLike(mapAsync: () => Promise<undefined>): void {
    const create = device.createBuffer.bind(device);
    vi.spyOn(device, "createBuffer").mockImplementation((descriptor) => {
      const buffer = create(descriptor);
      Object.defineProperty(buffer, "mapAsync", { value: mapAsync });
      return buffer;
    });
  }

  test.each([
    ["small", 0, 60],
    // Large products on a software adapter: three dispatches of 10¹⁰ operations each.
    ["large", 1e10, 360],
  ])("is given up after a minute plus the time of its products, %s ones", async (_, flops, seconds) => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout"] });
    mapLike(() => new Promise(() => undefined));
    const { tensors, lists } = countingProgram();
    const step = (lists["step"] ?? []).map((dispatch) => ({ ...dispatch, flops }));
    const run = await start({ tensors, lists: { step } });
    const told: unknown[] = [];
    void run.run("step", 1, [{ tensor: "x" }]).catch((error: unknown) => told.push(error));
    await vi.advanceTimersByTimeAsync(1000 * (seconds - 1));
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(told).toMatchObject([
      {
        code: "device-lost",
        message: `The graphics device stopped working (no answer for ${seconds} seconds).`,
      },
    ]);
  });

  test("rejects the run when a buffer cannot be read", async () => {
    mapLike(() => Promise.reject(new Error("mapping failed")));
    const run = await start(countingProgram());
    await expect(run.run("step", 1, [{ tensor: "x" }])).rejects.toMatchObject({
      code: "device-lost",
      message: "The graphics device stopped working (mapping failed).",
    });
  });

  test("rejects the run and the waiting runs when there is no memory for reads", async () => {
    const run = await start(countingProgram());
    vi.spyOn(device, "createBuffer").mockImplementation(() => {
      throw new RangeError("createBuffer failed, size is too large for the implementation");
    });
    const runs = [0, 1, 2].map(() => codeOf(run.run("step", 2000, [{ tensor: "x" }])));
    expect(await Promise.all(runs)).toEqual(["out-of-memory", "out-of-memory", "out-of-memory"]);
  });
});

test("an executor on a device that is already lost rejects its runs", async () => {
  device.destroy();
  await device.lost;
  const code = codeOf(createGpuExecutor(device, countingProgram()).then((run) => run.run("step", 1)));
  expect(await code).toBe("device-lost");
});
