/** The golden training runs of adapted weights on WebGPU. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll, test } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { createGpuExecutor } from "../../../src/gpu/gpu-executor.ts";
import { goldenLab } from "../../golden-lab/cases.ts";
import { followGolden, SINGLE } from "../../golden-lab/follow.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

test.each(goldenLab())("%s", (_name, golden) =>
  followGolden(golden, (program) => createGpuExecutor(device, program), SINGLE),
);
