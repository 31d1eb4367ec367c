/** The choice between two engines whose steps take a given time, on a clock that the test moves. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { chooseFaster, type Candidate } from "../../../src/engine/choose-backend.ts";
import { openCpu } from "../../../src/wasm/open-cpu.ts";
import { countingProgram } from "../../gpu/executor/counting.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A run of so many steps that the choice matters. */
const LONG = 1e9;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

class Fake implements Candidate {
  readonly plan = { models: ["original", "yaras"] };
  readonly msPerStep: number;
  steps = 0;
  resets = 0;
  destroyed = false;

  constructor(msPerStep: number) {
    this.msPerStep = msPerStep;
  }

  async advance(_network: number, count: number): Promise<void> {
    await sleep((this.msPerStep * count) / this.plan.models.length);
    if (this.destroyed) throw new Error("cancelled");
    this.steps += count;
  }

  reset(): void {
    this.steps = 0;
    this.resets++;
  }

  destroy(): void {
    this.destroyed = true;
  }
}

/**
 * Chooses between two engines that take these milliseconds per step, where WebGPU compiles for `compileMs`.
 */
async function choose(
  cpuMs: number,
  gpuMs: number,
  compileMs = 20,
  gpu = new Fake(gpuMs),
  steps = LONG,
  cpu = new Fake(cpuMs),
) {
  const startedAt = performance.now();
  let signal: AbortSignal | undefined;
  const choosing = chooseFaster(
    () => Promise.resolve(cpu),
    async (given) => {
      signal = given;
      await sleep(compileMs);
      return gpu;
    },
    "SwiftShader",
    steps,
  );
  let tookMs = NaN;
  void choosing.then(() => (tookMs = performance.now() - startedAt));
  await vi.advanceTimersByTimeAsync(100_000);
  return { ...(await choosing), tookMs, cpu, gpu, isGivenUp: signal?.aborted };
}

describe("chooseFaster", () => {
  it("starts with the CPU where it is faster, and says what was measured and how to switch", async () => {
    const { session, cpuIsFaster, isClear, notice, cpu, gpu, tookMs, isGivenUp } = await choose(2, 10);
    expect(session).toBe(cpu);
    expect(isGivenUp).toBe(true);
    expect({ cpuIsFaster, isClear }).toEqual({ cpuIsFaster: true, isClear: true });
    expect(notice).toBe(
      "Training runs on the CPU: in a short benchmark the CPU ran 500 steps per second and WebGPU in software " +
        "(SwiftShader) 100 steps per second.",
    );
    expect([cpu.destroyed, gpu.destroyed]).toEqual([false, true]);
    expect([cpu.steps, cpu.resets]).toEqual([0, 1]);
    expect(tookMs).toBeLessThanOrEqual(20 + 150);
  });

  it("does not open WebGPU where the CPU makes the whole run soon", async () => {
    const gpu = new Fake(0.1);
    const { session, cpu, isGivenUp, cpuIsFaster, isClear, notice, tookMs } = await choose(
      2,
      0.1,
      20,
      gpu,
      2000,
    );
    expect(session).toBe(cpu);
    expect(isGivenUp).toBeUndefined();
    // A longer run must still try WebGPU.
    expect({ cpuIsFaster, isClear }).toEqual({ cpuIsFaster: true, isClear: false });
    expect(notice).toBe(
      "Training runs on the CPU: it ran 500 steps per second in a short benchmark, and this run takes less than 5 s. " +
        "WebGPU works in software here (SwiftShader) and was not tried.",
    );
    expect([cpu.steps, cpu.resets]).toEqual([0, 1]);
    expect(tookMs).toBeLessThan(5);
    expect((await choose(2, 0.1, 20, gpu, 4000)).cpuIsFaster).toBe(false);
  });

  it("takes no rate from a round that the clock shows as instantaneous", async () => {
    const OnACoarseClock = class extends Fake {
      override async advance(_network: number, count: number): Promise<void> {
        const ticks = () => Math.floor((this.steps * this.msPerStep) / this.plan.models.length);
        const before = ticks();
        this.steps += count;
        const ms = ticks() - before;
        if (ms > 0) await sleep(ms);
      }
    };
    const { session, gpu, notice } = await choose(
      0.02,
      0.01,
      20,
      new OnACoarseClock(0.01),
      1e6,
      new OnACoarseClock(0.02),
    );
    expect(session).toBe(gpu);
    expect(notice).toMatch(/ the CPU ran [56]\d,\d{3} .* 1\d{2},\d{3} steps per second\./);
  });

  it("starts with WebGPU where that is faster", async () => {
    const { session, cpuIsFaster, isClear, notice, cpu, gpu, isGivenUp } = await choose(4, 2);
    expect(session).toBe(gpu);
    expect(isGivenUp).toBe(false);
    expect({ cpuIsFaster, isClear }).toEqual({ cpuIsFaster: false, isClear: true });
    expect(notice).toMatch(/^Training runs on WebGPU: .* the CPU ran 250 .* 500 steps per second\./);
    expect([cpu.destroyed, gpu.destroyed]).toEqual([true, false]);
    expect([gpu.steps, gpu.resets]).toEqual([0, 1]);
  });

  it("does not wait for WebGPU steps that take much longer", async () => {
    const { session, cpu, gpu, isClear, notice, tookMs } = await choose(1, 30_000);
    expect(session).toBe(cpu);
    expect(isClear).toBe(true);
    expect(notice).toContain("(SwiftShader) no step in 75 ms.");
    expect(tookMs).toBeLessThan(200);
    expect(gpu.destroyed).toBe(true);
  });

  it("gives WebGPU the time that the CPU needs where both are slow", async () => {
    expect((await choose(900, 600)).cpuIsFaster).toBe(false);
    expect((await choose(600, 900)).cpuIsFaster).toBe(true);
  });

  it("begins only when WebGPU has ended a round that took too long to count", async () => {
    class Stuttering extends Fake {
      override async advance(network: number, count: number): Promise<void> {
        if (count === 16) await sleep(500);
        await super.advance(network, count);
      }
    }
    const { session, gpu, cpu, notice, tookMs } = await choose(4, 2, 20, new Stuttering(2));
    expect(session).toBe(gpu);
    expect(notice).toMatch(/^Training runs on WebGPU: .* 250 .* 500 steps per second\./);
    expect([gpu.steps, gpu.resets]).toEqual([0, 1]);
    expect(tookMs).toBeGreaterThan(1000);
    expect(cpu.destroyed).toBe(true);
  });

  it("counts the time to compile", async () => {
    const { session, cpu, gpu, notice, tookMs } = await choose(1, 0.1, 3000);
    expect(session).toBe(cpu);
    expect(notice).toContain("(SwiftShader) was not ready after 150 ms.");
    expect(tookMs).toBeLessThan(250);
    // WebGPU becomes ready too late.
    expect(gpu.destroyed).toBe(true);
  });

  it("goes on with the CPU when WebGPU fails, at once or in its first step", async () => {
    const cpu = new Fake(1);
    const failed = chooseFaster(
      () => Promise.resolve(cpu),
      () => Promise.reject(new Error("no memory")),
      "llvmpipe",
      LONG,
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect((await failed).session).toBe(cpu);
    expect((await failed).notice).toContain("(llvmpipe) failed (no memory).");
    const broken = new Fake(1);
    broken.destroyed = true;
    const lost = chooseFaster(
      () => Promise.resolve(cpu),
      () => Promise.resolve(broken),
      "llvmpipe",
      LONG,
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect((await lost).notice).toContain("(llvmpipe) failed (cancelled).");
  });

  it("rejects when the CPU does not open", async () => {
    const choosing = chooseFaster(
      () => Promise.reject(new Error("no memory")),
      () => Promise.resolve(new Fake(1)),
      "",
      LONG,
    );
    await expect(choosing).rejects.toThrow("no memory");
  });
});

describe("openCpu", () => {
  it("is WebAssembly in float32, or float64 where that has no SIMD", async () => {
    const bytes = async () => (await openCpu(countingProgram())).byteLength;
    const inFloat32 = await bytes();
    vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    // The step counter is a whole number in both.
    expect(await bytes()).toBe(2 * inFloat32 - 4);
    vi.restoreAllMocks();
  });
});
