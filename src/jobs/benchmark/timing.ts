/** Times pieces of work in turn, so that other load affects all of them alike, and reports medians. */
import { randomStream, sampleWithout } from "../../math/random.ts";

/** Does `count` units of work, and resolves when they are done. */
export type Work = (count: number) => Promise<unknown>;

export interface TimingSetting {
  /** Number of turns of each piece of work; their median counts. */
  readonly rounds: number;
  /** Length of a turn, unless a single unit takes longer. */
  readonly roundMs: number;
}

/** Milliseconds per unit of work. */
export interface Timing {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

const MAX_UNITS = 4096;
/** Largest factor by which a turn grows during the search for its length. */
const GROWTH = 8;
/** A unit slower than this gets only a few turns. */
const SLOW_MS = 2000;
const SLOW_ROUNDS = 3;
/** Before a turn, one in this many of its units runs without being counted, to warm up. */
const WARM_UP = 8;

export async function timeInTurn(works: readonly Work[], setting: TimingSetting): Promise<Timing[]> {
  const candidates: { work: Work; count: number; times: number[] }[] = [];
  for (const work of works) candidates.push({ work, count: await fittingCount(work, setting), times: [] });
  const random = randomStream(0, "turns");
  for (let round = 0; round < setting.rounds; round++) {
    // Each round uses another order, so that after-effects such as caches or idle threads affect all alike.
    for (const i of sampleWithout(random, candidates.length, candidates.length)) {
      const { work, count, times } = candidates[i] as (typeof candidates)[number];
      if (round >= SLOW_ROUNDS && (times[0] ?? 0) >= SLOW_MS) continue;
      if (count >= WARM_UP) await work(Math.floor(count / WARM_UP));
      times.push((await timeOf(work, count)) / count);
    }
  }
  return candidates.map(({ times }) => ({
    median: median(times),
    least: Math.min(...times),
    most: Math.max(...times),
  }));
}

/** Median of a non-empty list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

/** Number of units that fill a turn. Its search also warms up compilers and the engines' estimates. */
async function fittingCount(work: Work, { roundMs }: TimingSetting): Promise<number> {
  await work(1);
  for (let count = 1; ;) {
    const elapsedMs = await timeOf(work, count);
    const fitting = Math.min(
      MAX_UNITS,
      Math.max(1, Math.round((count * roundMs) / Math.max(elapsedMs, 1e-3))),
    );
    if (2 * count >= fitting) return fitting;
    count = Math.min(fitting, GROWTH * count);
  }
}

async function timeOf(work: Work, count: number): Promise<number> {
  const startedAt = performance.now();
  await work(count);
  return performance.now() - startedAt;
}
