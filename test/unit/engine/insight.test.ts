import { describe, expect, it } from "vitest";
import { createInsight, theoremApplies } from "../../../src/engine/insight.ts";
import { buildTraining } from "../../../src/engine/training.ts";
import { repairExperiment } from "../../../src/experiment/repair.ts";
import { cpuSession } from "../../hosts/float64.ts";
import { readBundled } from "../../hosts/bundled.ts";

async function look(fields: object, steps: number) {
  const { experiment } = repairExperiment({ data: "random", rows: 20, rank: 2, epsilon: 0.3, ...fields });
  const training = await buildTraining(experiment, readBundled);
  const session = cpuSession(training);
  await session.advance(0, steps);
  const insight = createInsight(experiment, training)?.(await session.factors(0), steps);
  if (!insight) throw new Error("the original is trained");
  const { layers } = await session.spectra(0);
  session.destroy();
  return { insight, layers, experiment };
}

describe("the theorem in float64", () => {
  it("holds for factorization: no leak, and the bulk follows ρ", async () => {
    const { insight, layers } = await look({ task: "mf" }, 300);
    expect(Math.max(...insight.leaks)).toBeLessThan(1e-12);
    layers.forEach((sigma, l) => {
      const bulk = sigma.slice(2, 18);
      for (const value of bulk) expect(value).toBeCloseTo(insight.rho?.[l] ?? NaN, 10);
    });
    // ρ has moved, so that a constant would not do.
    expect(insight.rho?.[0]).toBeLessThan(0.29);
  });

  it("is not asked where the layers are not square: there the bulk leaks by itself", async () => {
    const { experiment } = repairExperiment({ data: "random", rows: 20, cols: 16, rank: 2, task: "mf" });
    expect(createInsight(experiment, await buildTraining(experiment, readBundled))).toBeUndefined();
  });

  it("does not hold for completion or Adam, and does not say so", async () => {
    for (const fields of [
      { task: "mc", observed: 0.5 },
      { task: "mf", optimizer: "adam", rate: 0.01 },
    ]) {
      const { insight, experiment } = await look(fields, 200);
      expect(theoremApplies(experiment)).toBe(false);
      expect(Math.max(...insight.leaks)).toBeGreaterThan(0.01);
      expect(insight.rho).toBeUndefined();
    }
  });
});
