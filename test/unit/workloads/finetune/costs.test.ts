/**
 * Compares the costs of the methods with the papers' formulas. The sentiment task trains all twelve matrices.
 */
import { beforeAll, expect, test } from "vitest";
import {
  MATRIX_KINDS,
  matrixShape,
  unpackAsset,
  type EncoderAsset,
} from "../../../../src/workloads/finetune/asset.ts";
import { buildLab } from "../../../../src/workloads/finetune/build.ts";
import { labConfig, type MethodId } from "../../../../src/workloads/finetune/config.ts";
import { RateLog } from "../../../../src/training/rates.ts";
import { paperBytes } from "../../../../src/store/kinds/finetune.ts";
import { planLab, type LabModel } from "../../../../src/workloads/finetune/plan.ts";
import { encoderWithFew } from "../../../hosts/encoder.ts";
import { zeros } from "./passes.ts";

let asset: EncoderAsset;
beforeAll(() => {
  asset = unpackAsset(encoderWithFew(20).bytes);
});

const MATRICES = ([0, 1] as const).flatMap((layer) => MATRIX_KINDS.map((kind) => matrixShape(layer, kind)));
const sum = (of: (m: number, n: number) => number): number =>
  MATRICES.map(({ rows, cols }) => of(rows, cols)).reduce((a, b) => a + b, 0);
/** Two classes with 512 weights and a bias each. */
const HEAD = 2 * 512 + 2;

async function planned(
  rank: number,
  methods: readonly MethodId[],
  rate = 1e-2,
): Promise<ReadonlyMap<MethodId, LabModel>> {
  const config = labConfig({ task: "sentiment", rank, methods, batch: 8, rate, rateDeep: rate });
  const built = await buildLab(config, asset, [0], zeros);
  return new Map(planLab(built).models.map((model) => [model.id, model]));
}

test("the head keeps a rate of its own, also where the method's is 0 or changes during the run", async () => {
  const { rateHead } = labConfig({ task: "sentiment" });
  for (const rate of [1e-2, 0])
    for (const [id, { head, rate: own, rates }] of await planned(2, ["head", "lora", "deep"], rate)) {
      const log = new RateLog(own);
      log.change(5, { ...own, eta: 10 * own.eta });
      const read = rates.map((slot) => log.pairs(0, slot));
      const ofHead = rates.findIndex(({ ownEta }) => ownEta === rateHead);
      for (const { name, ownEta } of head) expect(ownEta, `${id} ${name} at ${rate}`).toBe(rateHead);
      expect([read[ofHead]?.[0], read[ofHead]?.[2 * 5]]).toEqual([rateHead, rateHead]);
      const others = read.filter((_, i) => i !== ofHead);
      expect(others).toHaveLength(id === "head" ? 0 : 1);
      for (const values of others) expect([values[0], values[2 * 5]]).toEqual([rate, 10 * rate]);
    }
});

test("trained parameters and bytes of the optimizer's state", async () => {
  const r = 8;
  const models = await planned(r, [
    "head",
    "full",
    "lora",
    "rslora",
    "loraPlus",
    "vanilla",
    "deep",
    "galore",
    "galore8",
    "wegeft",
    "wegeftTied",
  ]);
  const trained = (id: MethodId) => (models.get(id)?.cost.trainedParameters ?? 0) - HEAD;
  const bytes = (id: MethodId) => (models.get(id)?.memory.optimizer ?? 0) - 8 * HEAD;
  const dense = sum((m, n) => m * n);
  const lora = sum((m, n) => r * (m + n));
  expect(trained("head")).toBe(0);
  for (const id of ["full", "galore", "galore8"] as const) expect(trained(id)).toBe(dense);
  for (const id of ["lora", "rslora", "loraPlus", "vanilla"] as const) expect(trained(id)).toBe(lora);
  expect(trained("deep")).toBe(sum((m, n) => r * (m + n) + r * r));
  expect(trained("wegeft")).toBe(sum((_m, n) => 2 * r * n));
  // f1 and f2 of both layers share φ and ψ.
  expect(trained("wegeftTied")).toBe(sum((_m, n) => 2 * r * n) - 2 * r * (512 + 1536));
  for (const id of ["full", "lora", "deep"] as const) expect(bytes(id)).toBe(8 * trained(id));
  expect(bytes("galore")).toBe(sum((m, n) => 8 * r * Math.max(m, n) + 4 * r * Math.min(m, n)));
  // Two bytes for each pair of moments, and 8 for each block of 256, if there are at least 4,096 elements.
  const eightBit = (size: number) => (size < 4096 ? 8 * size : 2 * size + 8 * (size / 256));
  expect(bytes("galore8")).toBe(sum((m, n) => eightBit(r * Math.max(m, n)) + 4 * r * Math.min(m, n)));
});

test("the bytes of a step: dense training replaces frozen matrices, adapters add thin products", async () => {
  const r = 8;
  const models = await planned(r, ["full", "lora"]);
  const [full, lora] = (["full", "lora"] as const).map((id) => models.get(id)) as [LabModel, LabModel];
  const frozen = ({ memory, cost }: LabModel): number => memory.weights - 4 * cost.trainedParameters;
  expect(frozen(lora) - frozen(full)).toBe(4 * sum((m, n) => m * n));
  for (const { memory, cost } of [full, lora]) expect(memory.gradients).toBe(4 * cost.trainedParameters);
  // x Aᵀ and its gradient, for each of twelve matrices.
  const rows = lora.inputs[0]?.perStep ?? 0;
  expect(lora.memory.activations - full.memory.activations).toBe(4 * 12 * 2 * rows * r);
});

test("the state's bytes are those of the GaLore paper's formulas", async () => {
  for (const rank of [8, 64]) {
    const models = await planned(rank, ["full", "lora", "galore"]);
    for (const id of ["full", "lora", "galore"] as const)
      expect((models.get(id)?.memory.optimizer ?? 0) - 8 * HEAD, id).toBe(
        paperBytes({ task: "sentiment", rank }, id)?.bytes,
      );
  }
  expect(paperBytes({ task: "planted", rank: 8 }, "deep")).toBeUndefined();
});

test("GaLore saves 65.9 % of Adam's state at r = 128 and 97.9 % at r = 8", async () => {
  for (const [rank, saved] of [
    [128, 0.659],
    [8, 0.979],
  ] as const) {
    const models = await planned(rank, ["full", "galore"]);
    const bytes = (id: MethodId) => (models.get(id)?.memory.optimizer ?? 0) - 8 * HEAD;
    expect(1 - bytes("galore") / bytes("full")).toBeCloseTo(saved, 3);
  }
});

test("operations of a step: products counted by hand", async () => {
  const r = 8;
  const models = await planned(r, ["head", "full", "lora", "deep", "galore", "wegeft"]);
  const flops = (id: MethodId) => models.get(id)?.cost.flopsPerStep ?? 0;
  const rows = models.get("lora")?.inputs[0]?.perStep ?? 0;
  // Besides the head, full training needs the backward pass through all but layer 0's q, k and v, all
  // gradients, and the updates.
  const added = flops("full") - flops("head");
  const dense = sum((m, n) => m * n);
  const below = 3 * 256 * 256;
  const wanted = 2 * rows * (dense - below) + 2 * rows * dense + 12 * dense;
  expect(added / wanted).toBeGreaterThan(0.98);
  expect(added / wanted).toBeLessThan(1.1);
  // The thin products forward and backward, their gradients and updates, in place of the dense gradients and updates.
  const thin = sum((m, n) => (6 * rows + 12) * r * (m + n));
  const ratio = (id: MethodId, formula: number) =>
    (flops("full") - flops(id)) / ((2 * rows + 12) * dense - formula);
  expect(ratio("lora", thin)).toBeCloseTo(1, 2);
  // φ and ψ are both r × n. The edit needs the gradient of every matrix's input.
  const edited = sum((_m, n) => (12 * rows + 24) * r * n) + 2 * rows * below;
  expect(ratio("wegeft", edited)).toBeCloseTo(1, 2);
  // Deep LoRA's middle factor: one product forward and two backward, and its update.
  expect(flops("deep") - flops("lora")).toBe(12 * (6 * rows + 12) * r * r);
  // GaLore projects the gradient, and projects Adam's direction back. Adam sees r rows or columns, and 2 mn go to the
  // update of W.
  const projected = sum((m, n) => 4 * m * n * r + 12 * r * Math.max(m, n) - 10 * m * n);
  expect((flops("galore") - flops("full")) / projected).toBeCloseTo(1, 2);
  expect(1 - flops("lora") / flops("full")).toBeGreaterThan(0.25);
  expect(1 - flops("lora") / flops("full")).toBeLessThan(0.4);
});
