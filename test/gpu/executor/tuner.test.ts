/** The choice of kernels on a real device: whichever kernels are chosen, training agrees with float64. */
import { getGpu, HOST } from "#gpu-host";
import { afterAll, beforeAll, expect, test } from "vitest";
import { completionTraining } from "../../../src/jobs/benchmark/work.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import { productKernels, Tuner, type Adapter } from "../../../src/training/tuner.ts";
import { openDevice } from "../../../src/gpu/device.ts";
import { createGpuExecutor } from "../../../src/gpu/gpu-executor.ts";
import type { Program } from "../../../src/kernels/program.ts";
import { cpuSession } from "../../hosts/training/float64.ts";
import { errorsOf } from "../../hosts/errors.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

const STEPS = 5;
/** The adapter poses as a graphics card, so that there is a choice. */
const CARD = { adapter: "card", isFallback: false, subgroupSize: 0 };
const open = (program: Program) => createGpuExecutor(device, program);

/** Largest relative difference between each step's errors and float64's, and the chosen kernels. */
async function follow(tuner: Tuner, adapter: Adapter = CARD, observed = 0.3) {
  const training = completionTraining({ d: 64, network: "compressed", observed });
  const plan = planTraining(training);
  const program = await tuner.tune(plan.program, adapter, open);
  const session = new Session({ ...plan, program }, await open(program));
  const cpu = cpuSession(training);
  try {
    const [found, wanted] = [await session.advance(0, STEPS), await cpu.advance(0, STEPS)];
    const differences = [...errorsOf(found).recovery].map((error, i) =>
      Math.abs(error / (errorsOf(wanted).recovery[i] ?? NaN) - 1),
    );
    return { worst: Math.max(...differences), kernels: productKernels(program) };
  } finally {
    session.destroy();
    cpu.destroy();
  }
}

// Each kernel is tested on both hosts by itself (test/gpu/kernels/matmul.test.ts).
const ALL = ["matmul_4x4", "matmul_8x8", "matmul_split", "matmul_tiled"];
test.runIf(HOST === "node").each(ALL)("%s alone", async (kernel) => {
  const tuner = new Tuner();
  tuner.kernel = kernel;
  const { worst, kernels } = await follow(tuner);
  expect(kernels).toEqual([kernel]);
  // A step has hundreds of rounding errors, and some have the same sign.
  expect(worst).toBeLessThan(1e-5);
});

test("only the observed entries, as on a software adapter if they are few", async () => {
  const software = { ...CARD, isFallback: true };
  const { worst, kernels } = await follow(new Tuner(), software, 0.1);
  expect(kernels).toContain("matmul_observed");
  expect(worst).toBeLessThan(1e-5);
});

test("the kernels that were measured to be fastest", async () => {
  const { worst, kernels } = await follow(new Tuner());
  expect(kernels.length).toBeGreaterThan(0);
  expect(worst).toBeLessThan(1e-5);
});
