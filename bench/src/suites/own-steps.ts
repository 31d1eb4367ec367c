/** Times the steps of several of our trainings in turn. */
import { timeInTurn, type Timing, type TimingSetting } from "../../../src/jobs/benchmark/timing.ts";
import {
  completionTraining,
  openSession,
  stepsOf,
  type CompletionSetting,
} from "../../../src/jobs/benchmark/work.ts";
import type { Session } from "../../../src/workloads/mf/session.ts";
import type { OwnEngine } from "../engine.ts";

/** Milliseconds per step of each. */
export async function timeSteps(
  { openExecutor }: OwnEngine,
  settings: readonly CompletionSetting[],
  timing: TimingSetting,
): Promise<Timing[]> {
  const sessions: Session[] = [];
  try {
    for (const setting of settings)
      sessions.push(await openSession(completionTraining(setting), openExecutor));
    return await timeInTurn(sessions.map(stepsOf), timing);
  } finally {
    for (const session of sessions) session.destroy();
  }
}
