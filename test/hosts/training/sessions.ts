/** Opens sessions on the host's GPU. float64.ts opens them on the float64 executor. */
import { getGpu } from "#gpu-host";
import { planTraining, type StepOptions } from "../../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import type { Training } from "../../../src/workloads/mf/training.ts";
import { openDevice, type OpenDevice } from "../../../src/gpu/device.ts";
import { createGpuExecutor } from "../../../src/gpu/gpu-executor.ts";

let opened: Promise<OpenDevice> | undefined;

/** All tests of a file share one device, because an adapter gives only a limited number. */
export async function gpuSession(training: Training, options?: StepOptions): Promise<Session> {
  opened ??= openDevice(getGpu());
  const { device } = await opened;
  const plan = planTraining(training, options);
  return new Session(plan, await createGpuExecutor(device, plan.program));
}

/** Call it after all tests of a file, because Dawn keeps the process alive while a device exists. */
export async function closeTestDevice(): Promise<void> {
  (await opened)?.device.destroy();
  opened = undefined;
}

/** Advances a network by any number of steps; returns the errors of each. */
export async function advanceBy(
  session: Session,
  network: number,
  count: number,
): Promise<{ train: number[]; recovery: number[] }> {
  const train: number[] = [];
  const recovery: number[] = [];
  for (let left = count; left > 0;) {
    const now = Math.min(left, 500);
    const errors = await session.advance(network, now);
    train.push(...(errors.columns["train"] ?? []));
    recovery.push(...(errors.columns["recovery"] ?? []));
    left -= now;
  }
  return { train, recovery };
}
