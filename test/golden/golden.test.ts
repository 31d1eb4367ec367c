/**
 * Tests every golden trajectory on the float64 CPU session. For the GPU, see
 * test/gpu/training/golden.test.ts.
 */
import { describe, expect, it } from "vitest";
import { planTraining } from "../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../src/workloads/mf/session.ts";
import { createCpuExecutor } from "../../src/kernels/cpu-executor.ts";
import { goldenCases, goldenTraining, ownChain } from "./cases.ts";
import { followGolden } from "./follow.ts";

const cases = goldenCases();

async function follow(golden: (typeof cases)[number], training = goldenTraining(golden)): Promise<void> {
  const plan = planTraining(training, { keepGradients: true });
  const session = new Session(plan, createCpuExecutor(plan.program));
  await followGolden(golden, session, { matrix: 1e-10, loss: 1e-9, rounding: 0, gradient: 1e-9 });
  session.destroy();
}

describe("golden trajectories in float64", () => {
  it("has the files", () => expect(cases.length).toBeGreaterThanOrEqual(27));

  it.each(cases.map((golden) => [golden.name, golden] as const))("%s", async (_name, golden) => {
    await follow(golden);
  });
});

describe("golden trajectories from our own construction of the compressed start, in float64", () => {
  const built = cases.flatMap((golden) => {
    const chain = ownChain(golden);
    return chain ? [[golden.name, golden, chain] as const] : [];
  });
  it("has Yaras, thin, Kwon and alternating minimization", () =>
    expect(new Set(built.map(([, { network }]) => network.kind)).size).toBe(4));

  it.each(built)("%s", async (_name, golden, chain) => {
    await follow(golden, goldenTraining(golden, chain));
  });
});
