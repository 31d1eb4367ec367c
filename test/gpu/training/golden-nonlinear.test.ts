/** Every golden run of the nonlinear workload on the GPU, in float32. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll, test } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { createGpuExecutor } from "../../../src/gpu/gpu-executor.ts";
import { planMlp } from "../../../src/workloads/digits/plan.ts";
import { goldenBuilt, goldenCases } from "../../golden-nonlinear/cases.ts";
import { followGolden } from "../../golden-nonlinear/follow.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

test.each(goldenCases().map((golden) => [golden.name, golden] as const))("%s", async (_name, golden) => {
  for (const keepGradients of [true, false]) {
    const plan = planMlp(goldenBuilt(golden), { keepGradients });
    const executor = await createGpuExecutor(device, plan.program);
    await followGolden(golden, plan, executor, 1e-5);
    executor.destroy();
  }
});
