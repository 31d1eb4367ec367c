/** Times the steps of several of our training runs, in turn, and trains whole runs. */
import { timeInTurn, type Timing, type TimingSetting } from "../../../src/jobs/benchmark/timing.ts";
import {
  completionTraining,
  costOf,
  openSession,
  stepsOf,
  type CompletionSetting,
} from "../../../src/jobs/benchmark/work.ts";
import type { ModelSession } from "../../../src/training/session.ts";
import type { Session } from "../../../src/workloads/mf/session.ts";
import type { OwnEngine } from "../engine.ts";

/** Milliseconds per step of each training run, and the number of a step's operations. */
export async function timeSteps(
  { openExecutor }: OwnEngine,
  settings: readonly CompletionSetting[],
  timing: TimingSetting,
): Promise<(Timing & { readonly flops: number })[]> {
  const sessions: Session[] = [];
  try {
    for (const setting of settings)
      sessions.push(await openSession(completionTraining(setting), openExecutor));
    const timings = await timeInTurn(sessions.map(stepsOf), timing);
    return timings.map((one, i) => ({ ...one, flops: flopsOf(sessions[i] as Session) }));
  } finally {
    for (const session of sessions) session.destroy();
  }
}

/** Trains every model for `count` steps, and tests it as often as a run on the page does. */
export async function trainAndTest(session: ModelSession, count: number): Promise<void> {
  for (const [m, { evaluations }] of session.plan.models.entries())
    for (const test of evaluations)
      for (let done = 0; done < count; done += test.every) {
        await session.advance(m, Math.min(test.every, count - done));
        await session.measure(test);
      }
}

function flopsOf({ plan: { program, models } }: Session): number {
  return costOf(program, (models[0] as (typeof models)[number]).step).flops;
}
