/** The kernels of a classifier against their float64 references. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { describeClassifierKernels } from "./classifier-cases.ts";
import { runOne } from "./compare.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

describeClassifierKernels("WebGPU", (one) => runOne(device, one));
