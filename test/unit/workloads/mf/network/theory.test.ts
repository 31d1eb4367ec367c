import { describe, expect, it } from "vitest";
import {
  bulk,
  bulkFlow,
  startFloor,
  type BulkSetting,
} from "../../../../../src/workloads/mf/network/theory.ts";
import { goldenCases } from "../../../../golden/cases.ts";

describe("the bulk recursion", () => {
  const cases = goldenCases().filter(({ rho }) => rho);
  it("has golden values", () => expect(cases.length).toBeGreaterThanOrEqual(3));

  it.each(cases.map((golden) => [golden.name, golden] as const))("follows %s", (_name, golden) => {
    const setting = {
      depth: golden.network.layers.length,
      epsilon: golden.network.eps,
      eta: golden.optimizer.eta,
      weightDecay: golden.optimizer.weight_decay,
      lossScale: golden.problem.loss_scale,
    };
    golden.rho?.forEach((values, i) => {
      const rho = bulk(setting, golden.outputs[i]?.step ?? NaN);
      values.forEach((value, l) => expect(rho[l]).toBeCloseTo(value, 13));
    });
  });
});

describe("the flow of the bulk", () => {
  const setting = { depth: 3, epsilon: 0.3, eta: 0.16, weightDecay: 0, lossScale: 1 };
  const cases: [string, BulkSetting][] = [
    ["a large start", setting],
    ["a small start", { ...setting, epsilon: 0.02 }],
    ["a deep network that decays", { ...setting, depth: 5, weightDecay: 0.01 }],
    ["two layers that decay", { ...setting, depth: 2, weightDecay: 0.01 }],
  ];
  it.each(cases)("is the recursion within 1 %%: %s", (_name, one) => {
    for (const steps of [0, 10, 400, 3000]) {
      const [rho] = bulk(one, steps) as [number];
      expect(Math.abs(bulkFlow(one, steps) / rho - 1)).toBeLessThan(0.01);
    }
  });

  it("gives the floor that an initialization of scale ε sets at step 0", () => {
    const floor = startFloor(setting, 0, { size: 32, rank: 2, norm: 1.25 });
    expect(floor).toBeCloseTo((0.3 ** 3 * Math.sqrt(28)) / 1.25, 12);
  });
});
