/** A run that leaves a model where it began says so, and leads back to an experiment with a name. */
import { describe, expect, it } from "vitest";
import { changeConfig } from "../../../../src/store/config.ts";
import type { Config, ModelNow } from "../../../../src/store/state.ts";
import { FEDERATED_PAGE as FED } from "../../../../src/ui/workloads/federated/page.tsx";
import { FINETUNE_PAGE as LAB } from "../../../../src/ui/workloads/finetune/page.tsx";
import { MLP_PAGE as DIGITS } from "../../../../src/ui/workloads/digits/page.tsx";
import { remediesBack, unlearned, unlearnedText } from "../../../../src/ui/stage/unlearned.ts";
import type { WorkloadPage } from "../../../../src/ui/parts/workload-page.ts";

const model = (id: string, ...headlines: readonly number[]): ModelNow =>
  ({
    id,
    progressBySeed: headlines.map((headline) => ({ headline })),
  }) as unknown as ModelNow;

const first = (page: WorkloadPage): Config => page.repair(page.presets[0].fields).config;

const idsOf = (page: WorkloadPage, config: Config, ...models: ModelNow[]): string[] =>
  unlearned(page, config, models).map(({ id }) => id);

describe("a model that has learned little or nothing", () => {
  it("reads fewer than half of the digits, on average over its seeds", () => {
    const ids = (...models: ModelNow[]) => idsOf(DIGITS, first(DIGITS), ...models);
    expect(ids(model("plain", 0.92), model("dln", 0.1), model("cdln", 0.6, 0.3))).toEqual(["dln", "cdln"]);
    expect(ids(model("plain", 0.6, 0.5), model("dln", NaN))).toEqual([]);
    const { config } = changeConfig(DIGITS, first(DIGITS), { data: "file" });
    expect(idsOf(DIGITS, config, model("plain", 0.1))).toEqual([]);
  });

  it("or is hardly closer to the teacher than without adaptation", () => {
    const models = [model("lora", 0.7), model("deep", 1.2), model("full", 0.97)];
    expect(idsOf(LAB, first(LAB), ...models)).toEqual(["deep", "full"]);
    // The preset about the learning rate shows a LoRA that ends farther away.
    const { config } = changeConfig(LAB, first(LAB), { samples: 33, rate: 0.03 });
    expect(idsOf(LAB, config, model("lora", 1.6), model("deep", 1.2))).toEqual(["deep"]);
  });

  it("or answers hardly better than by guessing between two classes", () => {
    const { config } = changeConfig(LAB, first(LAB), { task: "sentiment" });
    expect(idsOf(LAB, config, model("lora", 0.78), model("deep", 0.53))).toEqual(["deep"]);
    const federated = [model("fedavg", 0.8), model("masked", 0.53), model("reversed", 0.48)];
    const reviews = FED.repair(
      (FED.presets.find(({ id }) => id === "fed-bytes") ?? FED.presets[0]).fields,
    ).config;
    expect(idsOf(FED, reviews, ...federated)).toEqual(["masked", "reversed"]);
    // With an order from easy to hard, the presets themselves may end here.
    expect(idsOf(FED, reviews, model("all", 0.49))).toEqual([]);
  });
});

it("a model that training has spoiled is not called one that has learned little", () => {
  const models = [model("lora", 16.661), model("deep", 1.2), model("full", 0.97)];
  expect(unlearnedText(LAB, first(LAB), models, String)).toBe(
    "Spoiled by training: LoRA 16.661. Nothing learned: Deep LoRA 1.2. Learned only in part: Full 0.97",
  );
});

it("a model well above chance is not said to have learned nothing", () => {
  const models = [model("plain", 0.455), model("dln", 0.11)];
  // C-DLN's block starts from a gradient, so it may classify well without any training.
  const atStart = {
    ...model("cdln"),
    progressBySeed: [{ headline: 0.43, bestStep: 0 }],
  } as unknown as ModelNow;
  expect(unlearnedText(DIGITS, first(DIGITS), [...models, atStart], String)).toBe(
    "Nothing learned: DLN 0.11, C-DLN 0.43. Learned only in part: Plain 0.455",
  );
});

describe("a run that cannot learn", () => {
  const futile = (page: WorkloadPage, changes: Record<string, unknown>) =>
    page.futile?.(changeConfig(page, first(page), changes).config);

  it("says so beforehand, and leads back", () => {
    for (const [page, changes, text] of [
      [DIGITS, { rate: 0 }, "Plain, DLN, C-DLN, C-DLN, random, Thin."],
      [DIGITS, { rateThin: 0 }, "trains nothing: Thin."],
      [DIGITS, { samples: 2 }, "can show only 2 of the ten digits"],
      [LAB, { rate: 0 }, "LoRA, Deep LoRA."],
      [LAB, { rateDeep: 0 }, "trains nothing: Deep LoRA."],
      [LAB, { task: "sentiment", rateHead: 0 }, "every answer is a guess"],
      [FED, { rateHead: 0 }, "every answer is a guess"],
      [FED, { dropout: 1 }, "Every drawn client drops out"],
    ] as const) {
      expect(futile(page, changes), JSON.stringify(changes)).toContain(text);
      const { config } = changeConfig(page, first(page), changes);
      const [remedy] = remediesBack(page, config);
      expect(remedy && page.futile?.(changeConfig(page, config, remedy.changes).config)).toBeUndefined();
      expect(remedy).toBeDefined();
    }
  });

  it("needs only the setting that cures it, and keeps the others", () => {
    const labels = (changes: Record<string, unknown>) =>
      remediesBack(LAB, changeConfig(LAB, first(LAB), changes).config).map(({ label }) => label);
    expect(labels({ rate: 0, rank: 9 })).toEqual(["Set Learning rate to 0.01"]);
    expect(labels({ rateDeep: 0, rank: 9 })).toEqual(["Set Rate of Deep LoRA to 0.01"]);
  });

  it("is none that trains something", () => {
    for (const page of [DIGITS, LAB, FED])
      for (const preset of page.presets)
        expect(page.futile?.(page.repair(preset.fields).config)).toBeUndefined();
    expect(futile(DIGITS, { samples: 10 })).toBeUndefined();
    expect(futile(DIGITS, { arms: ["plain"], rateDln: 0 })).toBeUndefined();
    expect(futile(LAB, { task: "sentiment", rate: 0 })).toBeUndefined();
    expect(futile(LAB, { rateFull: 0, rateHead: 0 })).toBeUndefined();
    expect(futile(FED, { rate: 0, dropout: 0.99 })).toBeUndefined();
  });
});

describe.each([DIGITS, LAB, FED])("the remedy back, $label", (one) => {
  const usual = first(one);

  it("is none at a preset, or where only models, seeds or views differ", () => {
    for (const preset of one.presets) {
      const config = one.repair(preset.fields).config;
      expect(remediesBack(one, config), preset.id).toEqual([]);
      const [only] = config[one.modelsField] as readonly string[];
      const viewed = (one.viewed ?? []).map((name) => {
        const field = one.fields.find((other) => other.name === name);
        if (field?.kind !== "integer" && field?.kind !== "real") throw new Error(name);
        return [name, field.min(config)] as const;
      });
      for (const changes of [{ seed: 9 }, { [one.modelsField]: [only] }, Object.fromEntries(viewed)])
        expect(remediesBack(one, changeConfig(one, config, changes).config), preset.id).toEqual([]);
    }
  });

  it("sets the one setting that was moved, and names its value", () => {
    for (const name of one.main(usual)) {
      const field = one.fields.find((other) => other.name === name);
      if (field?.kind !== "integer" && field?.kind !== "real") throw new Error(name);
      for (const value of [field.min(usual), field.max(usual)]) {
        const { config } = changeConfig(one, usual, { [name]: value });
        if (one.viewed?.includes(name) || config[name] === usual[name]) continue;
        const [remedy, ...others] = remediesBack(one, config);
        expect(others).toEqual([]);
        if (!remedy) throw new Error(name);
        const back = changeConfig(one, config, remedy.changes).config;
        expect(remediesBack(one, back), `${name} ${value}: ${remedy.label}`).toEqual([]);
        for (const [changed, to] of Object.entries(remedy.changes)) expect(back[changed]).toEqual(to);
      }
    }
    const { config: stopped } = changeConfig(one, usual, { stop: "trainAny", stopError: 9 });
    expect(remediesBack(one, stopped)).toEqual([
      { label: "Set Stop early to No", changes: { stop: "none" }, isAnew: true },
    ]);
    const { config } = changeConfig(one, usual, { steps: 3 });
    const [remedy] = remediesBack(one, config);
    expect(remedy?.label).toMatch(/^Set .* to \d+$/);
    expect(remedy?.changes).toEqual({ steps: usual.steps });
  });

  it("opens the nearest preset where several were moved", () => {
    const { config } = changeConfig(one, usual, { steps: 3, rate: 0.0123 });
    expect(remediesBack(one, config).map(({ label }) => label)).toEqual([`Open “${one.presets[0].title}”`]);
  });
});
