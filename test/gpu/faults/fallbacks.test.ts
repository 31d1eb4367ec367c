/**
 * Faults of a real device during training: each has a name and a message, and the run continues from its last
 * checkpoint.
 */
import { getGpu, HOST } from "#gpu-host";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EngineEvent } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { countingGpu, type CountingGpu } from "../../hosts/counting-gpu.ts";

const { config } = MF_CODEC.repair({ data: "random", rows: 16, rank: 2, steps: 1e7, epsilon: 0.3 });

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

const until = (holds: () => boolean): Promise<void> => expect.poll(holds, { interval: 2 }).toBe(true);

/** Opens the real devices, each changed in the same way. */
function changedGpu(change: (device: GPUDevice) => void | Promise<void>): GPU {
  return {
    async requestAdapter(options?: GPURequestAdapterOptions) {
      const adapter = await counting.gpu.requestAdapter(options);
      const request = adapter?.requestDevice.bind(adapter);
      if (adapter && request)
        adapter.requestDevice = async (descriptor) => {
          const device = await request(descriptor);
          await change(device);
          return device;
        };
      return adapter;
    },
  } as GPU;
}

function engineOn(gpu: GPU): LocalEngine {
  const other = new LocalEngine({ gpu, load: readBundled, anyAdapter: true });
  other.subscribe((event) => events.push(event));
  return other;
}

/** Trains past a checkpoint, causes `harm`, and waits until training continues. */
async function expectToGoOnAfter(harm: (device: GPUDevice) => void): Promise<void> {
  await engine.load(config);
  expect(of("loaded")[0]?.summary.backend).toBe("webgpu");
  void engine.play();
  await until(() => of("checkpoint").length >= 2);
  harm(counting.device());
  await until(() => of("resumed").length === 1 || of("error").length > 0);
  const steps = of("steps").length;
  await until(() => of("steps").length > steps);
  await engine.pause();
  expect(of("error")).toEqual([]);
  expect(of("notice")).toHaveLength(1);
  // At most the steps since the last checkpoint are lost.
  const before = events.slice(0, events.indexOf(of("notice")[0] as EngineEvent));
  const kept = before.findLast((event) => event.kind === "checkpoint");
  expect(of("resumed")[0]?.step).toBe(kept?.kind === "checkpoint" ? kept.checkpoint.step : -1);
}

const expectCpu = (): void => {
  expect(of("notice")[0]?.message ?? "").toMatch(
    /This happened at step [\d,]+\. Training continues on the CPU from step [\d,]+\.$/,
  );
  expect(of("resumed")[0]?.summary.backend).toBe("cpu");
  expect(counting.liveBuffers()).toBe(0);
};

const runOutOfMemory = (device: GPUDevice): void => {
  const error = new GPUOutOfMemoryError("none left");
  device.dispatchEvent(new GPUUncapturedErrorEvent("uncapturederror", { error, cancelable: true }));
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
  expect(of("notice")[0]?.message ?? "").toMatch(/^This program has a bug \(/);
  expectCpu();
});

test("when memory runs out, the CPU goes on", async () => {
  await expectToGoOnAfter(runOutOfMemory);
  expect(of("notice")[0]?.code).toBe("out-of-memory");
  expect(of("notice")[0]?.message ?? "").toMatch(
    /^The graphics device does not have enough memory for this run\./,
  );
  expectCpu();
});

test("an experiment that takes the place of another leaves none of its buffers", async () => {
  const runFrom = async (seed: number): Promise<void> => {
    await engine.load({ ...config, seed, steps: 20 }, "webgpu");
    await engine.play();
    await engine.reset();
  };
  await runFrom(1);
  const buffers = counting.liveBuffers();
  expect(buffers).toBeGreaterThan(0);
  for (const seed of [2, 3]) {
    await runFrom(seed);
    await until(() => counting.liveBuffers() === buffers);
  }
  expect(counting.devices()).toBe(1);
});

test("a device that arrives only after the engine has ended is destroyed", async () => {
  let arrive: (() => void) | undefined;
  const late = changedGpu(() => new Promise<void>((resolve) => (arrive = resolve)));
  const other = new LocalEngine({ gpu: late, load: readBundled });
  // On a software adapter the CPU takes the run soon. On a graphics card, load and end wait for the device.
  const soon = () => new Promise((resolve) => setTimeout(resolve, 2000));
  const loading = other.load(config);
  await until(() => arrive !== undefined);
  await Promise.race([loading, soon()]);
  const ending = other.dispose();
  await Promise.race([ending, soon()]);
  arrive?.();
  await Promise.all([loading, ending]);
  await expect.poll(() => counting.devices()).toBe(0);
});

/** A GPU whose devices fail at the first read. */
const failingAtFirstRead = (harm: (device: GPUDevice) => void): GPU =>
  changedGpu((device) => {
    const create = device.createBuffer.bind(device);
    device.createBuffer = (descriptor) => {
      if (descriptor.label === "staging") harm(device);
      return create(descriptor);
    };
  });

/** How the engine answers repeated faults does not depend on the host. Node opens new devices faster. */
const IN_NODE = HOST === "node";

test.runIf(IN_NODE).each<[name: string, harm: (device: GPUDevice) => void, codes: string[]]>([
  ["memory that runs out", runOutOfMemory, ["out-of-memory"]],
  // Three new devices fail in the same way.
  ["a lost device", (device) => device.destroy(), Array<string>(4).fill("device-lost")],
])("after %s while a run is loaded, only the CPU is used", async (_name, harm, codes) => {
  const other = engineOn(failingAtFirstRead(harm));
  await other.load({ ...config, steps: 20 });
  expect(of("error")).toEqual([]);
  expect(of("notice").map(({ code }) => code)).toEqual(codes);
  // The run counts as new, because nothing was reported about it before.
  expect(of("loaded").map(({ summary }) => summary.backend)).toEqual(["cpu"]);
  expect(of("resumed")).toEqual([]);
  expect(counting.liveBuffers()).toBe(0);
  await other.play();
  expect(of("status").map(({ status, step }) => `${status} ${step}`)).toEqual([
    "loading 0",
    "ready 0",
    "running 0",
    "finished 20",
  ]);
  const checkpoint = of("checkpoint").at(-1)?.checkpoint;
  events = [];
  await other.load({ ...config, steps: 40 }, "auto", checkpoint);
  expect(of("notice")).toHaveLength(codes.length);
  expect(of("resumed").map(({ step, summary }) => [step, summary.backend])).toEqual([[20, "cpu"]]);
  expect(of("status").at(-1)).toMatchObject({ status: "ready", step: 20 });
  await other.dispose();
});

test.runIf(IN_NODE)(
  "a device that is lost each time before a new checkpoint is given up for the CPU",
  async () => {
    await engine.load({ ...config, steps: 20 }, "cpu");
    await engine.play();
    const checkpoint = of("checkpoint").at(-1)?.checkpoint;
    events = [];
    engine.subscribe(({ kind }) => {
      if (kind === "resumed") counting.device().destroy();
    });
    await engine.load({ ...config, steps: 40 }, "auto", checkpoint);
    expect(of("notice").map(({ code }) => code)).toEqual(Array(4).fill("device-lost"));
    expect(of("resumed").at(-1)).toMatchObject({ step: 20, summary: { backend: "cpu" } });
    expect(of("status").at(-1)).toMatchObject({ status: "ready", step: 20 });
  },
);

test.runIf(IN_NODE)(
  "if WebGPU was chosen by name and fails while a run is loaded, the load fails",
  async () => {
    const other = engineOn(failingAtFirstRead(runOutOfMemory));
    await other.load(config, "webgpu");
    expect(of("error").map(({ code }) => code)).toEqual(["out-of-memory"]);
    expect(of("status").at(-1)?.status).toBe("failed");
    await other.dispose();
  },
);

test("after a kernel that the driver cannot compile, the CPU is used", async () => {
  const other = engineOn(
    changedGpu((device) => {
      const create = device.createShaderModule.bind(device);
      device.createShaderModule = (module) => create({ ...module, code: `${module.code}\nfn (` });
    }),
  );
  await other.load(config);
  expect(of("error")).toEqual([]);
  expect(of("notice")[0]?.code).toBe("shader-refused");
  expect(of("loaded")[0]?.summary.backend).toBe("cpu");
  expect(counting.liveBuffers()).toBe(0);
  await other.dispose();
});
