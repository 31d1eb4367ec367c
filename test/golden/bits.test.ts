/**
 * Tests the golden trajectories, except GaLore's, bit for bit on the two engines whose arithmetic is the same
 * everywhere: float64, and WebAssembly without relaxed instructions. The recorded value is a checksum of all
 * errors of 300 steps. A change of plan or kernels that is meant to change no number must keep it.
 */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { planTraining } from "../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../src/workloads/mf/session.ts";
import { createCpuExecutor } from "../../src/kernels/cpu-executor.ts";
import type { Executor, Program } from "../../src/kernels/program.ts";
import { createWasmExecutor } from "../../src/wasm/wasm-executor.ts";
import recorded from "./checksums/300-steps.json" with { type: "json" };
import { goldenCases, goldenTraining } from "./cases.ts";

const STEPS = 300;
/** GaLore's projections are singular vectors. Another decomposition may give other last digits. */
const cases = goldenCases().filter(({ optimizer }) => !optimizer.galore);

const engines: Readonly<Record<string, (program: Program) => Executor | Promise<Executor>>> = {
  float64: createCpuExecutor,
  wasm: (program) => createWasmExecutor(program, "simd"),
};

describe.each(Object.entries(engines))("in %s", (engine, open) => {
  it.each(cases.map((golden) => [golden.name, golden] as const))("%s", async (name, golden) => {
    const training = goldenTraining(golden);
    const plan = planTraining(training);
    const session = new Session(plan, await open(plan.program));
    const { columns } = await session.advance(0, STEPS);
    const [train, recovery] = [columns["train"], columns["recovery"]] as [Float64Array, Float64Array];
    const hash = createHash("sha256").update(train).update(recovery).digest("hex").slice(0, 16);
    session.destroy();
    expect(hash).toBe((recorded as Record<string, Record<string, string>>)[engine]?.[name]);
  });
});
