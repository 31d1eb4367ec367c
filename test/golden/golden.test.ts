/** Every golden trajectory on the float64 CPU session. The GPU's turn: test/gpu/golden.test.ts. */
import { describe, expect, it } from "vitest";
import { planTraining } from "../../src/engine/plan.ts";
import { Session } from "../../src/engine/session.ts";
import { createCpuExecutor } from "../../src/kernels/cpu-executor.ts";
import { goldenCases, goldenTraining } from "./cases.ts";
import { followGolden } from "./follow.ts";

const cases = goldenCases();

describe("golden trajectories in float64", () => {
  it("has the files", () => expect(cases.length).toBeGreaterThanOrEqual(12));

  it.each(cases.map((golden) => [golden.name, golden] as const))("%s", async (_name, golden) => {
    const training = goldenTraining(golden);
    const plan = planTraining(training, { keepGradients: true });
    const session = new Session(training, plan, createCpuExecutor(plan.program));
    await followGolden(golden, session, { matrix: 1e-10, loss: 1e-9, gradient: 1e-9 });
    session.destroy();
  });
});
