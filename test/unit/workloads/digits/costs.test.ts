/**
 * Counted costs: the formulas must give the design's figures, and the products of the program must agree with
 * them.
 */
import { describe, expect, test } from "vitest";
import {
  type Built,
  type Classification,
  buildMlp,
  macsOf,
  paceOf,
  parametersOf,
} from "../../../../src/workloads/digits/build.ts";
import { mlpConfig, type ArmId, type MlpConfig } from "../../../../src/workloads/digits/config.ts";
import { planMlp } from "../../../../src/workloads/digits/plan.ts";

const blank = (features: number): Classification => ({
  features,
  classes: 10,
  train: {
    inputs: Float32Array.from({ length: 8 * features }, (_, i) => Math.sin(i)),
    labels: Uint32Array.from({ length: 8 }, (_, i) => i),
  },
  test: { inputs: new Float32Array(features), labels: Uint32Array.of(0) },
});

async function built(placement: MlpConfig["placement"], arms: readonly ArmId[]): Promise<Built> {
  const config = mlpConfig({ size: "full", placement, arms, samples: 8, batch: 4 });
  return buildMlp(config, blank(784));
}

describe("784-256-256-10 with r̂ = 20", () => {
  const cases = [
    ["insert", "plain", 605_696, 269_322],
    ["insert", "dln", 1_195_520, 465_930],
    ["insert", "cdlnRandom", 637_616, 279_962],
    ["replace", "dln", 998_912, 400_394],
    ["replace", "cdlnRandom", 441_008, 214_426],
  ] as const;

  test.each(cases)(
    "%s, %s: %i multiply-accumulates, %i parameters",
    async (placement, arm, macs, parameters) => {
      // The choice of C-DLN's directions changes no shape, and random directions need no gradient.
      const one = await built(placement, [arm]);
      const layers = one.arms[0]?.runs[0] ?? [];
      expect(macsOf(layers)).toBe(macs);
      expect(parametersOf(layers)).toBe(parameters);
      const { program } = planMlp(one, { keepGradients: true });
      const products = (program.lists[`${arm}/step`] ?? []).filter(({ kernel }) =>
        kernel.name.startsWith("matmul"),
      );
      expect(products.reduce((sum, { flops }) => sum + flops, 0)).toBe(2 * 4 * macs);
    },
  );

  test("one update of DLN costs as much as this many updates of plain", () => {
    const pace = (placement: MlpConfig["placement"]) =>
      paceOf(mlpConfig({ size: "full", placement }), { features: 784, classes: 10 });
    expect(pace("insert")).toBeCloseTo(1_195_520 / 605_696, 12);
    expect(pace("replace")).toBeCloseTo(998_912 / 605_696, 12);
  });
});
