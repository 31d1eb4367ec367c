/** The kernels of a text encoder and of GaLore against their float64 references. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { runOne } from "./compare.ts";
import { describeEncoderKernels } from "./encoder-cases.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

describeEncoderKernels("WebGPU", (one) => runOne(device, one));
