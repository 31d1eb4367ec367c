/** Opens a session on the float64 executor, which needs no GPU. */
import { planTraining, type StepOptions } from "../../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import type { Training } from "../../../src/workloads/mf/training.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";

export function cpuSession(training: Training, options?: StepOptions): Session {
  const plan = planTraining(training, options);
  return new Session(plan, createCpuExecutor(plan.program));
}
