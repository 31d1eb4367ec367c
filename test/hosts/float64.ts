/** A session on the float64 executor: no GPU needed. */
import { planTraining } from "../../src/engine/plan.ts";
import type { StepOptions } from "../../src/engine/plan/step.ts";
import { Session } from "../../src/engine/session.ts";
import type { Training } from "../../src/engine/training.ts";
import { createCpuExecutor } from "../../src/kernels/cpu-executor.ts";

export function cpuSession(training: Training, options?: StepOptions): Session {
  const plan = planTraining(training, options);
  return new Session(plan, createCpuExecutor(plan.program));
}
