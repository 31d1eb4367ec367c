/** Every golden trajectory in WebAssembly, with the tolerances that float32 allows (test/golden/README.md). */
import { describe, expect, it } from "vitest";
import { planTraining } from "../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../src/workloads/mf/session.ts";
import { supportedBuilds } from "../../src/wasm/build.ts";
import { createWasmExecutor } from "../../src/wasm/wasm-executor.ts";
import { goldenCases, goldenTraining } from "../golden/cases.ts";
import { followGolden } from "../golden/follow.ts";

const cases = goldenCases();

it("has the files", () => expect(cases.length).toBeGreaterThanOrEqual(27));

describe.each(supportedBuilds())("golden trajectories, %s", (build) => {
  it.each(cases.map((golden) => [golden.name, golden] as const))("%s", async (_name, golden) => {
    const training = goldenTraining(golden);
    const plan = planTraining(training, { keepGradients: true });
    const session = new Session(plan, await createWasmExecutor(plan.program, build));
    await followGolden(golden, session, { matrix: 1e-5, loss: 1e-4, rounding: 2 ** -23, gradient: 1e-4 });
    session.destroy();
  });
});
