/**
 * Large runs train: they are prepared, and their first step learns, on this host's GPU and in WebAssembly.
 * Size 2,048 only with LONG=1.
 */
import { afterAll, expect, it } from "vitest";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import { repairExperiment } from "../../../src/experiment/repair.ts";
import { createWasmExecutor } from "../../../src/wasm/wasm-executor.ts";
import { closeTestDevice, gpuSession } from "../../hosts/training/sessions.ts";
import { errorsOf } from "../../hosts/errors.ts";

afterAll(closeTestDevice);

const STEPS = 2;
const MINUTES = 60_000;
const SIDES = import.meta.env["LONG"] ? [1024, 2048] : [1024];

it.each(SIDES)("d = %i trains on WebGPU as in WebAssembly", { timeout: 60 * MINUTES }, async (rows) => {
  const fields = { data: "random", task: "mc", rows, networks: ["original", "yaras"] };
  const { experiment } = repairExperiment(fields);
  const training = await buildTraining(experiment, () => Promise.reject(new Error("no file is needed")));
  const plan = planTraining(training);
  const onCpu = new Session(plan, await createWasmExecutor(plan.program));
  const onGpu = await gpuSession(training);
  for (const network of training.networks.keys()) {
    const cpu = errorsOf(await onCpu.advance(network, STEPS));
    const gpu = errorsOf(await onGpu.advance(network, STEPS));
    const last = errorsOf(await onGpu.evaluate(network));
    for (let i = 0; i < STEPS; i++) {
      expect(gpu.train[i]).toBeCloseTo(cpu.train[i] as number, 5);
      expect(gpu.recovery[i]).toBeCloseTo(cpu.recovery[i] as number, 5);
    }
    expect(last.train[0]).toBeLessThan(cpu.train[0] as number);
  }
  onCpu.destroy();
  onGpu.destroy();
});
