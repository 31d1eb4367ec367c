/** Every golden run of the nonlinear workload in WebAssembly, in float32. */
import { describe, test } from "vitest";
import { supportedBuilds } from "../../src/wasm/build.ts";
import { createWasmExecutor } from "../../src/wasm/wasm-executor.ts";
import { planMlp } from "../../src/workloads/digits/plan.ts";
import { goldenBuilt, goldenCases } from "../golden-nonlinear/cases.ts";
import { followGolden } from "../golden-nonlinear/follow.ts";

describe.each(supportedBuilds())("%s", (build) => {
  test.each(goldenCases().map((golden) => [golden.name, golden] as const))("%s", async (_name, golden) => {
    for (const keepGradients of [true, false]) {
      const plan = planMlp(goldenBuilt(golden), { keepGradients });
      const executor = await createWasmExecutor(plan.program, build);
      await followGolden(golden, plan, executor, 1e-5);
      executor.destroy();
    }
  });
});
