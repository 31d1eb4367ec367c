/** What goes wrong with a real device while it trains: a name, a sentence, and the run goes on from its last snapshot. */
import { getGpu } from "#gpu-host";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EngineEvent } from "../../src/engine/engine.ts";
import { LocalEngine } from "../../src/engine/local-engine.ts";
import { repairExperiment } from "../../src/experiment/repair.ts";
import { readBundled } from "../hosts/bundled.ts";
import { countingGpu, type CountingGpu } from "../hosts/counting-gpu.ts";
import { inEnglish } from "../../src/math/sentence.ts";

const { experiment } = repairExperiment({ data: "random", rows: 16, rank: 2, steps: 1e7, epsilon: 0.3 });

/** At most this long without a step: the limit. */
const RESUMED_WITHIN_MS = 3000;

let engine: LocalEngine;
let counting: CountingGpu;
let events: EngineEvent[];
beforeEach(() => {
  counting = countingGpu(getGpu());
  events = [];
  engine = new LocalEngine({ gpu: counting.gpu, load: readBundled, anyAdapter: true });
  engine.subscribe((event) => events.push(event));
});
afterEach(() => engine.dispose());

const of = <K extends EngineEvent["kind"]>(kind: K) =>
  events.filter((event): event is Extract<EngineEvent, { kind: K }> => event.kind === kind);

async function until(holds: () => boolean, limitMs = 20_000): Promise<void> {
  const start = performance.now();
  while (!holds()) {
    if (performance.now() - start > limitMs) throw new Error(`not within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Trains past a snapshot, lets `harm` be done, and waits until training goes on. */
async function expectToGoOnAfter(harm: (device: GPUDevice) => void): Promise<void> {
  await engine.load(experiment);
  expect(of("loaded")[0]?.summary.backend).toBe("webgpu");
  void engine.play();
  await until(() => of("snapshot").length >= 2);
  harm(counting.device());
  await until(() => of("resumed").length === 1 || of("error").length > 0, RESUMED_WITHIN_MS);
  const steps = of("steps").length;
  await until(() => of("steps").length > steps, RESUMED_WITHIN_MS);
  await engine.pause();
  expect(of("error")).toEqual([]);
  expect(of("notice")).toHaveLength(1);
  // At most what was trained since the last snapshot is lost.
  const before = events.slice(0, events.indexOf(of("notice")[0] as EngineEvent));
  const kept = before.findLast((event) => event.kind === "snapshot");
  expect(of("resumed")[0]?.step).toBe(kept?.kind === "snapshot" ? kept.snapshot.step : -1);
}

const expectCpu = (): void => {
  expect(inEnglish(of("notice")[0]?.message ?? { english: "" })).toMatch(
    /That was at step [\d,]+; training goes on on the CPU, from step [\d,]+\.$/,
  );
  expect(of("resumed")[0]?.summary.backend).toBe("cpu");
  expect(counting.liveBuffers()).toBe(0);
};

test("a lost device is replaced", async () => {
  await expectToGoOnAfter((device) => device.destroy());
  expect(of("notice")[0]).toMatchObject({ code: "device-lost" });
  expect(of("resumed")[0]?.summary.backend).toBe("webgpu");
});

test("after a command that WebGPU refuses, the CPU goes on", async () => {
  await expectToGoOnAfter((device) =>
    device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE }),
  );
  expect(of("notice")[0]?.code).toBe("bug");
  expect(inEnglish(of("notice")[0]?.message ?? { english: "" })).toMatch(
    /^There is a fault in this program \(/,
  );
  expectCpu();
});

test("when memory runs out, the CPU goes on", async () => {
  const error = new GPUOutOfMemoryError("none left");
  await expectToGoOnAfter((device) =>
    device.dispatchEvent(new GPUUncapturedErrorEvent("uncapturederror", { error, cancelable: true })),
  );
  expect(of("notice")[0]?.code).toBe("out-of-memory");
  expect(inEnglish(of("notice")[0]?.message ?? { english: "" })).toMatch(
    /^The graphics device has no memory for this run\./,
  );
  expectCpu();
});

test("a kernel that the driver cannot compile leaves the CPU", async () => {
  const { gpu } = counting;
  const broken = {
    async requestAdapter(options?: GPURequestAdapterOptions) {
      const adapter = await gpu.requestAdapter(options);
      const request = adapter?.requestDevice.bind(adapter);
      if (adapter && request)
        adapter.requestDevice = async (descriptor) => {
          const device = await request(descriptor);
          const create = device.createShaderModule.bind(device);
          device.createShaderModule = (module) => create({ ...module, code: `${module.code}\nfn (` });
          return device;
        };
      return adapter;
    },
  } as GPU;
  const other = new LocalEngine({ gpu: broken, load: readBundled, anyAdapter: true });
  other.subscribe((event) => events.push(event));
  await other.load(experiment);
  expect(of("error")).toEqual([]);
  expect(of("notice")[0]?.code).toBe("shader-refused");
  expect(of("loaded")[0]?.summary.backend).toBe("cpu");
  expect(counting.liveBuffers()).toBe(0);
  await other.dispose();
});
