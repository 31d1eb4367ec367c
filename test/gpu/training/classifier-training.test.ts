/** Whole training runs of every arm of a classifier on the GPU. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { createGpuExecutor } from "../../../src/gpu/gpu-executor.ts";
import { followFloat64, TRAININGS } from "../../hosts/training/classifiers.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

test.each(TRAININGS)("%s", async (_name, changes) => {
  expect.hasAssertions();
  await followFloat64(changes, (program) => createGpuExecutor(device, program));
});
