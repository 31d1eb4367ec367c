/** The GPU executor: order, splitting, reads, writes. */
import { getGpu } from "#gpu-host";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { createGpuExecutor, Pace } from "../../../src/gpu/gpu-executor.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import type { Executor, Program } from "../../../src/kernels/program.ts";
import { dispatch, f32, u32, zeros } from "../kernels/compare.ts";
import { COUNT, countingProgram, expected } from "./counting.ts";

let device: GPUDevice;
let executor: Executor | undefined;
beforeEach(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterEach(() => {
  vi.restoreAllMocks();
  executor?.destroy();
  device.destroy();
});

async function start(program: Program): Promise<Executor> {
  executor = await createGpuExecutor(device, program);
  return executor;
}

describe("runs", () => {
  test("a run that is cut in the middle of a step is still one sequence", async () => {
    const sizes = vi.spyOn(Pace.prototype, "next");
    const run = await start(countingProgram());
    for (const times of [1500, 3, 1]) await run.run("step", times);
    const submits = sizes.mock.results.map(({ value }) => value as number);
    expect(submits.reduce((sum, size) => sum + size, 0)).toBe(3 * 1504);
    expect(submits.filter((size) => size % 3 !== 0)).not.toEqual([]);
    const { reads } = await run.run("nothing", 1, [{ tensor: "x" }, { tensor: "y" }, { tensor: "z" }]);
    for (const i of [0, 57, COUNT - 1])
      expect(reads.map((values) => values[i])).toEqual(Object.values(expected(i, 1504)));
  });

  test("runs that are not awaited are executed in call order, each with its own reads", async () => {
    const run = await start(countingProgram());
    const runs = Array.from({ length: 20 }, (_, k) =>
      run.run("step", k + 1, [{ tensor: "y", offset: k, length: 1 }]),
    );
    const results = await Promise.all(runs);
    results.forEach(({ reads, elapsedMs }, k) => {
      expect(reads[0]).toEqual(Float32Array.of(expected(k, ((k + 1) * (k + 2)) / 2).y));
      expect(elapsedMs).toBeGreaterThanOrEqual(0);
    });
  });

  test("a run of zero steps can read", async () => {
    const run = await start(countingProgram());
    const { reads } = await run.run("step", 0, [{ tensor: "x", offset: 40, length: 3 }]);
    expect(reads).toEqual([Float32Array.of(40, 41, 42)]);
  });

  test("staging buffers are reused, and no bytes of an earlier, longer read remain", async () => {
    const run = await start(countingProgram());
    const createBuffer = device.createBuffer.bind(device);
    let made = 0;
    device.createBuffer = (descriptor) => {
      made++;
      return createBuffer(descriptor);
    };
    for (let i = 0; i < 30; i++) {
      const length = 1 + ((i * 37) % COUNT);
      const [a, b] = await Promise.all([
        run.run("step", 1, [{ tensor: "x", length }]),
        run.run("step", 1, [{ tensor: "x", offset: COUNT - 1 }]),
      ]);
      expect(a.reads[0]).toHaveLength(length);
      expect(a.reads[0]?.[length - 1]).toBe(length - 1 - (2 * i + 1));
      expect(b.reads[0]).toEqual(Float32Array.of(COUNT - 1 - (2 * i + 2)));
    }
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(4);
  });
});

describe("writes", () => {
  test("take effect in call order between the runs, even if nothing is awaited", async () => {
    const run = await start(countingProgram());
    const first = run.run("step", 700, [{ tensor: "x", length: 1 }]);
    run.write("rates", [2]);
    const second = run.run("step", 1, [{ tensor: "x", length: 1 }]);
    run.write("x", [5, 6], 1);
    const third = run.run("nothing", 1, [{ tensor: "x", length: 4 }]);
    expect((await first).reads[0]).toEqual(Float32Array.of(-700));
    expect((await second).reads[0]).toEqual(Float32Array.of(-702));
    expect((await third).reads[0]).toEqual(Float32Array.of(-702, 5, 6, 3 - 702));
  });

  test("values are taken at the time of the call", async () => {
    const run = await start(countingProgram());
    const values = [9];
    const busy = run.run("step", 300);
    run.write("x", values);
    values[0] = 8;
    expect((await run.run("nothing", 1, [{ tensor: "x", length: 1 }])).reads[0]).toEqual(Float32Array.of(9));
    await busy;
  });
});

test("u32 and f32 reads in one run", async () => {
  const partials = [1, 2, 3, 4];
  const params = { train_count: 2, recovery_count: 2, capacity: 3, batch: 1 };
  const tensors = ["partials", "partials", "step", "history"];
  const program: Program = {
    tensors: [f32("partials", partials), u32("step", [4_000_000_000]), zeros("history", 6)],
    lists: { test: [dispatch("loss_history", params, { ADVANCE: 1 }, tensors)] },
  };
  const requests = [{ tensor: "step" }, { tensor: "history" }];
  const run = await start(program);
  expect(run.byteLength).toBe(16 + 16 + 32);
  const { reads } = await run.run("test", 1, requests);
  expect(reads[0]).toEqual(Uint32Array.of(4_000_000_001));
  expect(reads[1]).toEqual(Float32Array.of(0, 0, 4, 6, 0, 0));
  expect((await createCpuExecutor(program).run("test", 1, requests)).reads[0]).toEqual(reads[0]);
});
