/**
 * Each stage at which WebGPU can fail before the first step: the failure must have a name and a message, and
 * training must run on the CPU.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { EngineEvent } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { fakeGpu } from "../../hosts/fake-gpu.ts";

const { config } = MF_CODEC.repair({ data: "random", rows: 12, rank: 1, steps: 20 });

interface Stage {
  readonly name: string;
  readonly gpu: GPU | undefined;
  readonly secure?: boolean;
  readonly code: string;
  readonly says: RegExp;
}

const fail = (message: string) => () => Promise.reject(new Error(message));

const STAGES: readonly Stage[] = [
  {
    name: "insecure page",
    gpu: undefined,
    secure: false,
    code: "insecure-context",
    says: /https or from localhost/,
  },
  { name: "no WebGPU", gpu: undefined, code: "no-webgpu", says: /This browser has no WebGPU\./ },
  {
    name: "no adapter",
    gpu: fakeGpu({ adapter: () => Promise.resolve(null) }),
    code: "no-adapter",
    says: /no graphics adapter/,
  },
  {
    name: "adapter throws",
    gpu: fakeGpu({ adapter: fail("crashed") }),
    code: "no-adapter",
    says: /\(crashed\)/,
  },
  {
    name: "device refused",
    gpu: fakeGpu({ device: fail("too old") }),
    code: "device-refused",
    says: /refused to open.*\(too old\)/,
  },
  {
    name: "limits too small",
    gpu: fakeGpu({ limit: 256 }),
    code: "over-limit",
    says: /needs 1 MiB in one buffer/,
  },
  {
    name: "shader refused",
    gpu: fakeGpu({ compile: fail("syntax") }),
    code: "shader-refused",
    says: /could not compile the kernel \w+ .*syntax/,
  },
  {
    name: "out of memory",
    gpu: fakeGpu({ reports: { "out-of-memory": "no" } }),
    code: "out-of-memory",
    says: /not have enough memory for the 1 MiB/,
  },
  {
    name: "out of the browser's own memory",
    gpu: fakeGpu({
      buffer: () => {
        throw new RangeError("createBuffer failed, size is too large for the implementation");
      },
    }),
    code: "out-of-memory",
    says: /not have enough memory for a buffer of 1 MiB/,
  },
  {
    name: "invalid command",
    gpu: fakeGpu({ reports: { validation: "why" } }),
    code: "bug",
    says: /a bug \(.*why\)/,
  },
];

function start(gpu: GPU | undefined) {
  const events: EngineEvent[] = [];
  const engine = new LocalEngine({ gpu, load: readBundled });
  engine.subscribe((event) => events.push(event));
  const of = <K extends EngineEvent["kind"]>(kind: K) =>
    events.filter((event): event is Extract<EngineEvent, { kind: K }> => event.kind === kind);
  return { engine, of };
}

const told = (events: readonly { readonly code: string; readonly message: string }[]) =>
  events.map(({ code, message }) => ({ code, message }));

beforeEach(() => void vi.stubGlobal("isSecureContext", true));
afterEach(() => void vi.unstubAllGlobals());

describe.each(STAGES)("$name", ({ gpu, secure = true, code, says }) => {
  beforeEach(() => void vi.stubGlobal("isSecureContext", secure));

  it("by itself: trains on the CPU and says why", async () => {
    const { engine, of } = start(gpu);
    await engine.load(config);
    await engine.play();
    expect(of("error")).toEqual([]);
    expect(told(of("notice"))).toEqual([{ code, message: expect.stringMatching(says) as string }]);
    expect(told(of("notice"))[0]?.message).toMatch(/Training runs on the CPU instead\.$/);
    expect(of("notice")[0]?.room !== undefined).toBe(code === "over-limit");
    expect(of("loaded")[0]?.summary.backend).toBe("cpu");
    expect(of("status").at(-1)).toMatchObject({ status: "finished", step: 20 });
    await engine.dispose();
  });

  it("WebGPU by name: a failure that says why, and another engine is a way on", async () => {
    const { engine, of } = start(gpu);
    await engine.load(config, "webgpu");
    expect(told(of("error"))).toEqual([{ code, message: expect.stringMatching(says) as string }]);
    expect(of("status").at(-1)?.status).toBe("failed");
    await engine.load(config, "cpu");
    await engine.play();
    expect(of("status").at(-1)).toMatchObject({ status: "finished", step: 20 });
    await engine.dispose();
  });
});

it("a driver that does not answer is given up after ten seconds", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { engine, of } = start(fakeGpu({ adapter: () => new Promise(() => undefined) }));
  const loading = engine.load(config);
  while (vi.getTimerCount() === 0) await new Promise(setImmediate);
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
  await loading;
  expect(told(of("notice"))).toEqual([
    { code: "no-adapter", message: expect.stringContaining("no answer in 10 s") as string },
  ]);
  expect(of("status").at(-1)?.status).toBe("ready");
  await engine.dispose();
});

it("play that is asked for twice while a run is prepared ends at the last step", async () => {
  const { engine, of } = start(undefined);
  await Promise.all([engine.load(config, "cpu"), engine.play(), engine.play()]);
  expect(of("status").at(-1)).toMatchObject({ status: "finished", step: 20 });
  await engine.dispose();
});
