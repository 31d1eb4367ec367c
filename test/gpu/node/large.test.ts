/**
 * Large runs are prepared, and their first step learns, on this host's GPU and in WebAssembly. Size 2,048 is
 * tested only with LONG=1.
 */
import { afterAll, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import { createWasmExecutor } from "../../../src/wasm/wasm-executor.ts";
import { closeTestDevice, gpuSession } from "../../hosts/training/sessions.ts";
import { errorsOf } from "../../hosts/errors.ts";

afterAll(closeTestDevice);

const MINUTES = 60_000;
const SIDES = import.meta.env["LONG"] ? [1024, 2048] : [1024];

it.each(SIDES)("d = %i trains on WebGPU as in WebAssembly", { timeout: 60 * MINUTES }, async (rows) => {
  const fields = { data: "random", task: "mc", rows, networks: ["original", "yaras"] };
  const { config } = MF_CODEC.repair(fields);
  const training = await buildTraining({
    config: config,
    load: () => Promise.reject(new Error("no file is needed")),
  });
  const plan = planTraining(training);
  const onCpu = new Session(plan, await createWasmExecutor(plan.program));
  const onGpu = await gpuSession(training);
  for (const network of training.networks.keys()) {
    // Before the first step and after it.
    const errors = async (session: Session) =>
      [await session.advance(network, 1), await session.evaluate(network)].map(errorsOf);
    const [cpu, gpu] = [await errors(onCpu), await errors(onGpu)];
    for (const [i, { train, recovery }] of cpu.entries()) {
      expect(gpu[i]?.train[0]).toBeCloseTo(train[0] as number, 5);
      expect(gpu[i]?.recovery[0]).toBeCloseTo(recovery[0] as number, 5);
    }
    expect(gpu[1]?.train[0]).toBeLessThan(gpu[0]?.train[0] as number);
  }
  onCpu.destroy();
  onGpu.destroy();
});
