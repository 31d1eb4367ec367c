/** The parts of the GPU layer that need no GPU: pace, packing, and the reasons for a missing device. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { Pace } from "../../../src/gpu/gpu-executor.ts";
import { packParams } from "../../../src/gpu/pipelines.ts";
import { StagingPool } from "../../../src/gpu/staging.ts";

/**
 * Submits until the size settles, if a dispatch takes `ms` and it takes `latencyMs` to notice a completion.
 */
function settle(ms: number, latencyMs = 0): Pace {
  const pace = new Pace();
  for (let i = 0; i < 60; i++) {
    const size = pace.next(1e9);
    pace.learn(size, size * ms + latencyMs);
  }
  return pace;
}

describe("Pace", () => {
  test.each([
    [0.01, 800],
    [0.1, 80],
    [1, 8],
    [3, 2],
    [100, 1],
    [1e-6, 4096],
  ])("a dispatch of %f ms: %i in a submit", (ms, size) => {
    expect(settle(ms).next(1e9)).toBe(size);
  });

  test("starts small and grows by steps", () => {
    const pace = new Pace();
    expect(pace.next(1e9)).toBe(4);
    pace.learn(4, 0.001);
    expect(pace.next(1e9)).toBe(16);
  });

  test("includes a small rest, and never submits more than is left", () => {
    const pace = settle(0.1);
    expect([1, 80, 119, 121].map((remaining) => pace.next(remaining))).toEqual([1, 80, 119, 80]);
  });

  test("completions noticed two at a time are averaged", () => {
    const pace = settle(0.1);
    for (let i = 0; i < 40; i++) pace.learn(80, i % 2 ? 0 : 16);
    expect(pace.next(1e9)).toBeGreaterThan(50);
    expect(pace.next(1e9)).toBeLessThan(130);
  });

  test("adapts when dispatches become slower", () => {
    const pace = settle(0.1);
    for (let i = 0; i < 40; i++) {
      const size = pace.next(1e9);
      pace.learn(size, size);
    }
    expect(pace.next(1e9)).toBe(8);
  });
});

test("packParams: little-endian scalars in order, padded to whole vec4s", () => {
  const fields = [
    { name: "count", type: "u32" },
    { name: "scale", type: "f32" },
    { name: "hidden", type: "u32" },
    { name: "low", type: "f32" },
    { name: "high", type: "f32" },
  ] as const;
  const bytes = packParams(fields, { count: 7, scale: 0.5, hidden: 0xff332211, low: -1, high: 2 });
  expect(bytes).toHaveLength(32);
  const view = new DataView(bytes.buffer);
  expect([view.getUint32(0, true), view.getUint32(8, true)]).toEqual([7, 0xff332211]);
  expect([4, 12, 16].map((at) => view.getFloat32(at, true))).toEqual([0.5, -1, 2]);
});

describe("StagingPool", () => {
  afterEach(() => vi.unstubAllGlobals());

  test.each([
    [300, 1024, 512],
    [1e6, 2 ** 28, 1_048_576],
    [1e6, 1e6, 1e6],
  ])("%i bytes where a buffer may have %i: through one of %i", (bytes, maxBufferSize, wanted) => {
    vi.stubGlobal("GPUBufferUsage", {});
    const made: GPUBufferDescriptor[] = [];
    const device = { limits: { maxBufferSize }, createBuffer: (of: GPUBufferDescriptor) => made.push(of) };
    new StagingPool(device as unknown as GPUDevice).take(bytes);
    expect(made.map(({ size }) => size)).toEqual([wanted]);
  });
});

describe("openDevice", () => {
  afterEach(() => vi.unstubAllGlobals());

  const info = {
    vendor: "nvidia",
    architecture: "ampere",
    device: "",
    description: "",
    isFallbackAdapter: false,
  };
  const limits = { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 30 };
  const gpuWith = (adapter: unknown) =>
    ({ requestAdapter: () => Promise.resolve(adapter) }) as unknown as GPU;

  /** Opens a simulated adapter and returns the limits that were requested. */
  async function open(changes: object, wanted = {}, features: string[] = []) {
    let asked: unknown;
    let askedFeatures: unknown;
    const requestDevice = (descriptor: GPUDeviceDescriptor) => {
      asked = descriptor.requiredLimits;
      askedFeatures = descriptor.requiredFeatures;
      return Promise.resolve({});
    };
    const opened = await openDevice(
      gpuWith({ info: { ...info, ...changes }, limits, features: new Set(features), requestDevice }),
      wanted,
    );
    return { ...opened, asked, askedFeatures };
  }

  test("each cause has its sentence", async () => {
    await expect(openDevice(undefined)).rejects.toMatchObject({
      code: "no-webgpu",
      message: expect.stringMatching(/^WebGPU is missing: the optional package/),
    });
    vi.stubGlobal("isSecureContext", true);
    await expect(openDevice(undefined)).rejects.toMatchObject({
      code: "no-webgpu",
      message: "This browser has no WebGPU.",
    });
    vi.stubGlobal("isSecureContext", false);
    await expect(openDevice(undefined)).rejects.toMatchObject({
      code: "insecure-context",
      message: expect.stringContaining("https"),
    });
    await expect(openDevice(gpuWith(null))).rejects.toMatchObject({
      code: "no-adapter",
      message: expect.stringContaining("no graphics adapter"),
    });
    const refusing = {
      info,
      limits,
      features: new Set(),
      requestDevice: () => Promise.reject(new Error("too old")),
    };
    await expect(openDevice(gpuWith(refusing))).rejects.toMatchObject({
      code: "device-refused",
      message: expect.stringMatching(/nvidia ampere refused .*too old/),
    });
  });

  test("opens an adapter that tells nothing about itself", async () => {
    const requestDevice = () => Promise.resolve({});
    const opened = openDevice(gpuWith({ limits, features: new Set(["subgroups"]), requestDevice }));
    expect(await opened).toMatchObject({ adapter: "unnamed adapter", isFallback: false, subgroupSize: 4 });
  });

  test("raises only limits above the default, up to the adapter's own", async () => {
    expect((await open({})).asked).toEqual({});
    expect((await open({}, { maxBufferSize: 1000 })).asked).toEqual({});
    expect((await open({}, { maxBufferSize: 2 ** 30, maxStorageBufferBindingSize: 2 ** 40 })).asked).toEqual({
      maxBufferSize: 2 ** 30,
      maxStorageBufferBindingSize: 2 ** 30,
    });
  });

  test("asks for subgroups where there are some, and tells their size", async () => {
    expect(await open({})).toMatchObject({ subgroupSize: 0, askedFeatures: [] });
    expect(await open({ subgroupMinSize: 8 }, {}, ["subgroups"])).toMatchObject({
      subgroupSize: 8,
      askedFeatures: ["subgroups"],
    });
    expect(await open({}, {}, ["subgroups", "shader-f16"])).toMatchObject({
      subgroupSize: 4,
      askedFeatures: ["subgroups"],
    });
  });

  test("names the adapter from whatever it tells, and knows software", async () => {
    expect(await open({})).toMatchObject({ adapter: "nvidia ampere", isFallback: false });
    expect((await open({ description: "RTX 3060" })).adapter).toBe("nvidia ampere (RTX 3060)");
    expect((await open({ vendor: "", architecture: "" })).adapter).toBe("unnamed adapter");
    expect((await open({ vendor: "google", architecture: "swiftshader" })).isFallback).toBe(true);
    expect((await open({ vendor: "mesa", description: "llvmpipe (LLVM 19)" })).isFallback).toBe(true);
    expect((await open({ isFallbackAdapter: true })).isFallback).toBe(true);
  });
});
