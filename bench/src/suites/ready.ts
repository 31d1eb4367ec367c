/**
 * Prepares the candidates: opens them, sets them up, and compares them with float64 before they are timed.
 */
import { errorText } from "../../../src/core/errors.ts";
import { timeInTurn, type Timing, type Work } from "../../../src/jobs/benchmark/timing.ts";
import type { Engine, Row, SuiteContext } from "../engine.ts";

export interface Candidate {
  readonly engine: Pick<Engine, "name" | "on">;
  readonly run: Work;
  destroy(): void | Promise<void>;
}

const SETUP_MS = 120_000;

const opened = new WeakMap<Engine, Promise<void>>();

function open(engine: Engine): Promise<void> {
  const opening = opened.get(engine) ?? engine.open();
  opened.set(engine, opening);
  return opening;
}

/**
 * The engines that `only` selects. Our own engines always take part, because every other engine is compared
 * with them.
 */
function chosen({ engines, own, setting: { only } }: SuiteContext): Engine[] {
  const isOwn = (name: string): boolean => own.some((engine) => engine.name === name);
  return engines.filter(({ name }) => !only || isOwn(name) || only.some((part) => name.includes(part)));
}

/**
 * Sets every engine up, times the engines that pass `check` in turn, and yields their rows. `check` returns what is
 * wrong, if anything. A failure is logged and gets a row without a value.
 */
export async function* compare<T extends Omit<Candidate, "engine">>(
  context: SuiteContext,
  work: {
    readonly what: string;
    readonly shape: string;
    readonly unit: string;
    /** Sets an engine up. Undefined for an engine that lacks this ability. */
    readonly start: (engine: Engine) => Promise<T> | undefined;
    readonly check: (candidate: T) => Promise<string | undefined>;
    /** Converts milliseconds per unit of work into the row's value. */
    readonly value: (ms: number) => number;
  },
): AsyncGenerator<Row, void, undefined> {
  const { what, shape, unit } = work;
  const ready: (T & Candidate)[] = [];
  try {
    for (const engine of chosen(context)) {
      const failed = await within(SETUP_MS, async () => {
        await open(engine);
        const candidate = await work.start(engine);
        if (!candidate) return undefined;
        const wrong = await work.check(candidate);
        if (wrong === undefined) ready.push({ ...candidate, engine });
        else await candidate.destroy();
        return wrong;
      });
      if (failed === undefined || engine.isSpecial) continue;
      context.log(`${what} ${shape}: ${engine.name} (${engine.on}): ${failed}`);
      yield { what, shape, unit, engine: engine.name, on: engine.on, value: Number.NaN, note: failed };
    }
    const timings = await timeInTurn(
      ready.map(({ run }) => run),
      context.setting,
    );
    for (const [i, { engine }] of ready.entries()) yield row(work, engine, timings[i] as Timing);
  } finally {
    for (const candidate of ready) await candidate.destroy();
  }
}

function row(
  { what, shape, unit, value }: Pick<Row, "what" | "shape" | "unit"> & { value: (ms: number) => number },
  { name, on }: Pick<Engine, "name" | "on">,
  { median, least, most }: Timing,
): Row {
  return { what, shape, unit, engine: name, on, value: value(median), range: [value(most), value(least)] };
}

/** Returns the result of `work`, or a sentence about its failure or its delay. */
async function within(ms: number, work: () => Promise<string | undefined>): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, ms, `not ready after ${ms / 1000} s`);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    return errorText(error);
  } finally {
    clearTimeout(timer);
  }
}
