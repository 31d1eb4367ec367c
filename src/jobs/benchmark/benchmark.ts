/**
 * Measures this device's speed, and how close training comes to the device's limits. The page measures the
 * visitor's device; bench/ compares the values with other libraries. Values are medians. They say nothing about
 * other devices.
 */
import { timeInTurn, type Timing, type TimingSetting, type Work } from "./timing.ts";
import {
  completionTraining,
  costOf,
  matmulProgram,
  openSession,
  operandsOf,
  PEAK_FLOPS,
  peakProgram,
  stepsOf,
  streamProgram,
  type CompletionSetting,
  type OpenExecutor,
  type Tune,
} from "./work.ts";

export interface BenchmarkRow {
  readonly what: string;
  readonly shape: string;
  readonly value: number;
  readonly unit: string;
}

interface BenchmarkSetting extends TimingSetting {
  /** The sizes n of the n × n matrices to multiply. */
  readonly sizes: readonly number[];
  /** Lengths of the vectors that measure bandwidth. One fits into a cache, and one does not. */
  readonly lengths: readonly number[];
  /** The sizes d of the networks. */
  readonly dims: readonly number[];
  /** Whether the device runs WGSL, so that its highest arithmetic rate can be measured. */
  readonly runsShaders?: boolean;
  /** Called between measurements. An exception ends the benchmark. */
  readonly checkpoint?: () => void | Promise<void>;
}

export const DEFAULT_BENCHMARK: BenchmarkSetting = {
  sizes: [128, 256, 512],
  lengths: [2 ** 16, 2 ** 22],
  dims: [64, 96, 128, 192, 256],
  rounds: 5,
  roundMs: 100,
};

/** On a graphics card, smaller sizes would measure only the time of a dispatch, and shorter vectors only a cache. */
export const CARD_BENCHMARK: BenchmarkSetting = {
  ...DEFAULT_BENCHMARK,
  sizes: [128, 256, 512, 1024, 2048],
  lengths: [2 ** 16, 2 ** 22, 2 ** 25],
  dims: [128, 256, 512, 768, 1024],
};

/** The highest arithmetic rate and bandwidth measured on a device so far. */
interface Roofline {
  gflops: number;
  gigabytes: number;
}

/** The least time for the work, in ms, if arithmetic and memory are no faster than the best measured values. */
export function leastMs(
  cost: { flops: number; bytes: number },
  { gflops, gigabytes }: Readonly<Roofline>,
): number {
  return Math.max(cost.flops / gflops, cost.bytes / gigabytes) / 1e6;
}

/**
 * Yields rows as they are measured. First come products in GFLOP/s and bandwidth in GB/s. Each network's
 * steps per second and roofline follow: GFLOP/s and GB/s reached, and the least possible time as a fraction
 * of the measured time. Ending the iteration early frees everything.
 */
export async function* benchmark(
  open: OpenExecutor,
  setting: BenchmarkSetting = DEFAULT_BENCHMARK,
  tune: Tune = (program) => Promise.resolve(program),
): AsyncGenerator<BenchmarkRow, void, undefined> {
  const best: Roofline = { gflops: 0, gigabytes: 0 };
  if (setting.runsShaders) {
    const { median } = await timeList(open, peakProgram(), setting);
    best.gflops = PEAK_FLOPS / median / 1e6;
    yield { what: "multiply-add peak", shape: "in registers", value: best.gflops, unit: "GFLOP/s" };
  }
  for (const n of setting.sizes) {
    const product = { m: n, n, k: n, transposeA: false, transposeB: false };
    const { median } = await timeList(open, await tune(matmulProgram(product, operandsOf(product))), setting);
    const value = (2 * n ** 3) / median / 1e6;
    best.gflops = Math.max(best.gflops, value);
    yield { what: "matrix product", shape: `${n} × ${n} × ${n}`, value, unit: "GFLOP/s" };
  }
  for (const length of setting.lengths) {
    const { median } = await timeList(open, streamProgram(length), setting);
    const value = (12 * length) / median / 1e6;
    best.gigabytes = Math.max(best.gigabytes, value);
    yield { what: "bandwidth", shape: `n = ${length}`, value, unit: "GB/s" };
  }
  for (const d of setting.dims)
    for (const network of ["original", "compressed"] as const)
      yield* stepRows(open, tune, { d, network }, setting, best);
}

/**
 * Yields the speed-up by the threads of `all` over one thread, for the largest product and for a step of the
 * largest original. One thread and all threads are measured in turns. Yields nothing if `all` has only one
 * thread.
 */
export async function* threadRows(
  one: OpenExecutor,
  all: OpenExecutor,
  setting: BenchmarkSetting = DEFAULT_BENCHMARK,
): AsyncGenerator<BenchmarkRow, void, undefined> {
  const [n, d] = [Math.max(...setting.sizes), Math.max(...setting.dims)];
  const product = { m: n, n, k: n, transposeA: false, transposeB: false };
  const program = matmulProgram(product, operandsOf(product));
  const training = completionTraining({ d, network: "original" });
  const ofProduct = async (open: OpenExecutor) => {
    const executor = await open(program);
    const work: Work = (count) => executor.run("work", count);
    return { work, threads: executor.threads, destroy: () => executor.destroy() };
  };
  const ofStep = async (open: OpenExecutor) => {
    const session = await openSession(training, open);
    return { work: stepsOf(session), threads: session.threads, destroy: () => session.destroy() };
  };
  for (const [shape, start] of [
    [`matrix product, ${n} × ${n} × ${n}`, ofProduct],
    [`original, step, d = ${d}`, ofStep],
  ] as const) {
    await setting.checkpoint?.();
    const alone = await start(one);
    const shared = await start(all);
    try {
      const { threads = 1 } = shared;
      if (threads === 1) return;
      const [slow, fast] = (await timeInTurn([alone.work, shared.work], setting)) as [Timing, Timing];
      const value = slow.median / fast.median;
      yield { what: `speed-up by ${threads} threads`, shape, value, unit: "× one thread" };
    } finally {
      alone.destroy();
      shared.destroy();
    }
  }
}

async function* stepRows(
  open: OpenExecutor,
  tune: Tune,
  completion: CompletionSetting,
  setting: BenchmarkSetting,
  best: Roofline,
): AsyncGenerator<BenchmarkRow, void, undefined> {
  await setting.checkpoint?.();
  const session = await openSession(completionTraining(completion), open, tune);
  try {
    const ms = (await timeOne(stepsOf(session), setting)).median;
    const cost = costOf(session.plan.program, `${completion.network}/step`);
    const [gflops, gigabytes] = [cost.flops / ms / 1e6, cost.bytes / ms / 1e6];
    best.gflops = Math.max(best.gflops, gflops);
    best.gigabytes = Math.max(best.gigabytes, gigabytes);
    const shape = `d = ${completion.d}`;
    const what = `${completion.network}, step`;
    yield { what, shape, value: 1e3 / ms, unit: "steps/s" };
    yield { what, shape, value: gflops, unit: "GFLOP/s" };
    yield { what, shape, value: gigabytes, unit: "GB/s" };
    yield { what, shape, value: (100 * leastMs(cost, best)) / ms, unit: "% of roofline" };
  } finally {
    session.destroy();
  }
}

async function timeList(
  open: OpenExecutor,
  program: Parameters<OpenExecutor>[0],
  setting: BenchmarkSetting,
): Promise<Timing> {
  await setting.checkpoint?.();
  const executor = await open(program);
  try {
    return await timeOne((count) => executor.run("work", count), setting);
  } finally {
    executor.destroy();
  }
}

async function timeOne(work: Work, setting: TimingSetting): Promise<Timing> {
  const [timing] = await timeInTurn([work], setting);
  return timing as Timing;
}
