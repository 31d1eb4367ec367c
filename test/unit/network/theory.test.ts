import { describe, expect, it } from "vitest";
import { bulk } from "../../../src/network/theory.ts";
import { goldenCases } from "../../golden/cases.ts";

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
