/** Times the steps of several of our trainings, in turn. */
import { timeInTurn, type Timing, type TimingSetting } from "../../../src/jobs/benchmark/timing.ts";
import {
  completionTraining,
  costOf,
  openSession,
  stepsOf,
  type CompletionSetting,
} from "../../../src/jobs/benchmark/work.ts";
import type { Session } from "../../../src/workloads/mf/session.ts";
import type { OwnEngine } from "../engine.ts";

/** Milliseconds per step of each training, and the number of a step's operations. */
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

function flopsOf({ plan: { program, models } }: Session): number {
  return costOf(program, (models[0] as (typeof models)[number]).step).flops;
}
