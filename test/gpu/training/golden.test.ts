/**
 * Golden trajectories on the GPU, with the tolerances that float32 allows (test/golden/README.md): in Node every one, in
 * Chromium those that GaLore's refreshes lead through. Other first steps are compared in step.test.ts on both.
 */
import { HOST } from "#gpu-host";
import { afterAll, describe, expect, it } from "vitest";
import { goldenCases, goldenTraining } from "../../golden/cases.ts";
import { followGolden } from "../../golden/follow.ts";
import { closeTestDevice, gpuSession } from "../../hosts/training/sessions.ts";

const cases = goldenCases().filter(({ name }) => HOST === "node" || name.includes("galore"));
afterAll(closeTestDevice);

describe("golden trajectories in float32", () => {
  it("has the files", () => expect(cases.length).toBeGreaterThanOrEqual(HOST === "node" ? 27 : 2));

  it.each(cases.map((golden) => [golden.name, golden] as const))("%s", async (_name, golden) => {
    const session = await gpuSession(goldenTraining(golden), { keepGradients: true });
    await followGolden(golden, session, { matrix: 1e-5, loss: 1e-4, rounding: 2 ** -23, gradient: 1e-4 });
    session.destroy();
  });
});
