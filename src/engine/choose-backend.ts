/**
 * Chooses the engine if the user leaves it open. On a graphics card WebGPU is faster. On a software adapter it
 * rarely is. There the CPU runs a few steps of the plan. If the whole run would take long on the CPU, WebGPU runs
 * a few steps, too, and the faster engine continues.
 */
import { errorText } from "../core/errors.ts";
import { within } from "../core/within.ts";
import { formatCount, formatPace } from "../core/format.ts";

/** The part of a session that the benchmark uses. */
export interface Candidate {
  readonly plan: { readonly models: readonly unknown[] };
  advance(network: number, count: number): Promise<unknown>;
  reset(): void;
  destroy(): void;
}

interface Choice<T> {
  /** The winner, reset to its initial state. The loser is destroyed. */
  readonly session: T;
  readonly cpuIsFaster: boolean;
  /** Whether the winner was at least twice as fast, so that other sizes need no benchmark. */
  readonly isClear: boolean;
  /** Tells the user the measurement. */
  readonly notice: string;
}

/** Duration of one engine's benchmark, unless a single step takes longer. */
const BENCHMARK_MS = 75;
/** WebGPU loses if it is not ready within this time. */
const COMPILE_MS = 150;
/** If the CPU can complete the run within this time, WebGPU is not tried: opening it would delay the start. */
const SOON_SECONDS = 5;
/** A shorter round is no measurement, because the clock of a browser may advance by .1 ms or more at a time. */
const MEASURABLE_MS = 2;
/** Largest number of steps in one call of `advance`. */
const MAX_STEPS = 256;
const CLEAR = 2;

/**
 * `adapter` names the software adapter, and `steps` is the length of the run. If WebGPU loses, the signal stops
 * its compilation, which would slow the page down on a software adapter. Rejects if the CPU session cannot be
 * opened.
 */
export async function chooseFaster<T extends Candidate>(
  openCpuSession: () => Promise<T>,
  openGpuSession: (signal: AbortSignal) => Promise<T>,
  adapter: string,
  steps: number,
): Promise<Choice<T>> {
  const cpu = await openCpuSession();
  const soon = steps / SOON_SECONDS;
  const onCpu = await measure(cpu, Infinity, soon);
  if (onCpu.perSecond >= soon) {
    cpu.reset();
    return {
      session: cpu,
      cpuIsFaster: true,
      isClear: false,
      notice: `Training runs on the CPU: it ran ${formatPace(onCpu.perSecond)} in a short benchmark, and this run takes less than ${formatCount(SOON_SECONDS)} s. WebGPU works in software here (${adapter}) and was not tried.`,
    };
  }
  const benchmark = new AbortController();
  const opening = openGpuSession(benchmark.signal);
  const onGpu = await measureLate(opening, Math.max(BENCHMARK_MS, onCpu.elapsedMs));
  const cpuIsFaster = onCpu.perSecond >= onGpu.perSecond;
  let session = cpu;
  if (cpuIsFaster) {
    benchmark.abort();
    void opening.then((gpu) => gpu.destroy()).catch(() => undefined);
  } else {
    session = await opening;
    await onGpu.rest;
    cpu.destroy();
  }
  session.reset();
  const [less, more] = [onCpu.perSecond, onGpu.perSecond].toSorted((a, b) => a - b) as [number, number];
  return {
    session,
    cpuIsFaster,
    isClear: more >= CLEAR * less,
    notice: `Training runs on ${cpuIsFaster ? "the CPU" : "WebGPU"}: in a short benchmark the CPU ran ${formatPace(onCpu.perSecond)} and WebGPU in software (${adapter}) ${onGpu.outcome}.`,
  };
}

interface Rate {
  /** Steps per second, each a step of every network; 0 if no measurable round ended in time. */
  readonly perSecond: number;
  /** Duration of the whole benchmark. */
  readonly elapsedMs: number;
  /** Resolves when a discarded round has ended. Its failure is swallowed, because it would recur in the next run. */
  readonly rest: Promise<unknown>;
}

/**
 * Runs rounds of 1, 2, 4 … steps of every network in turn, for about BENCHMARK_MS. Only the last round counts: it
 * is the longest, and the earlier ones warm up. A round that ends later than `limitMs` after the start is
 * discarded. A measurable round with `enough` steps per second is the last one.
 */
async function measure(candidate: Candidate, limitMs: number, enough = Infinity): Promise<Rate> {
  const startedAt = performance.now();
  let perSecond = 0;
  for (let count = 1; ; count *= 2) {
    const roundAt = performance.now();
    const round = makeSteps(candidate, count);
    const isDone = await within(round, startedAt + limitMs - roundAt);
    const now = performance.now();
    const elapsedMs = now - startedAt;
    const roundMs = now - roundAt;
    const rest = round.catch(() => undefined);
    if (!isDone) return { perSecond, elapsedMs, rest };
    if (roundMs < MEASURABLE_MS) continue;
    perSecond = (1e3 * count) / roundMs;
    if (perSecond >= enough || elapsedMs + 2 * roundMs > BENCHMARK_MS) return { perSecond, elapsedMs, rest };
  }
}

async function makeSteps(candidate: Candidate, count: number): Promise<true> {
  for (const network of candidate.plan.models.keys())
    for (let left = count; left > 0; left -= MAX_STEPS)
      await candidate.advance(network, Math.min(left, MAX_STEPS));
  return true;
}

/** Benchmarks a session that may still be opening. `outcome` completes the sentence of the notice. */
async function measureLate(
  opening: Promise<Candidate>,
  limitMs: number,
): Promise<Pick<Rate, "perSecond" | "rest"> & { readonly outcome: string }> {
  const none = { perSecond: 0, rest: Promise.resolve() };
  try {
    const candidate = await within(opening, COMPILE_MS);
    if (!candidate) return { ...none, outcome: `was not ready after ${formatCount(COMPILE_MS)} ms` };
    const { perSecond, elapsedMs, rest } = await measure(candidate, limitMs);
    return {
      perSecond,
      rest,
      outcome: perSecond > 0 ? formatPace(perSecond) : `no step in ${formatCount(Math.round(elapsedMs))} ms`,
    };
  } catch (error) {
    return {
      ...none,
      outcome: `failed (${errorText(error)})`,
    };
  }
}
