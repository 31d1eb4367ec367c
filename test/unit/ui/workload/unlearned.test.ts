/** A run that leaves a model where it began says so, and leads back to an experiment with a name. */
import { describe, expect, it } from "vitest";
import { changeConfig, presetConfig } from "../../../../src/store/workload/config.ts";
import { FEDERATED } from "../../../../src/store/workload/federated.ts";
import { FINETUNE } from "../../../../src/store/workload/finetune.ts";
import type { Config, WorkloadKind } from "../../../../src/store/workload/kind.ts";
import { MLP } from "../../../../src/store/workload/mlp.ts";
import type { ModelNow } from "../../../../src/store/workload/state.ts";
import { unlearned, waysBack } from "../../../../src/ui/workload/unlearned.ts";
import type { Quantity, WorkloadPage } from "../../../../src/ui/workload/workload-page.ts";

const page = (kind: WorkloadKind, scale: Quantity["scale"], untrained: number, main: readonly string[]) =>
  ({
    ...kind,
    modelsField: kind.id === "finetune" ? "methods" : "arms",
    main,
    words: {},
    quantities: [{ id: "it", label: "It", scale }],
    untrained: () => untrained,
  }) as unknown as WorkloadPage;

const DIGITS = page(MLP, "share", 0.1, ["rate", "depth", "width", "rHat", "scale", "samples"]);
const LAB = page(FINETUNE, "error", 1, ["rank", "rate", "rateDeep", "samples", "plantRank"]);
const FED = page(FEDERATED, "accuracy", 0.5, ["clients", "beta", "globalShare", "deviceSpeed", "bandwidth"]);

const model = (id: string, ...headlines: readonly number[]): ModelNow =>
  ({
    id,
    headline: "it",
    progressBySeed: headlines.map((headline) => ({ headline })),
  }) as unknown as ModelNow;

const first = ({ presets, ...rest }: WorkloadPage): Config => presetConfig({ presets, ...rest }, presets[0]);

describe("a model that has learned nothing", () => {
  it("answers hardly better than by guessing, on average over its seeds", () => {
    const ids = (...models: ModelNow[]) => unlearned(DIGITS, first(DIGITS), models).map(({ id }) => id);
    expect(ids(model("plain", 0.92), model("dln", 0.1), model("cdln", 0.12, 0.11))).toEqual(["dln", "cdln"]);
    expect(ids(model("plain", 0.3), model("dln", NaN))).toEqual([]);
  });

  it("or is hardly more accurate than guessing between two labels", () => {
    const left = unlearned(FED, first(FED), [model("fedavg", 0.78), model("curriculum", 0.53)]);
    expect(left.map(({ id }) => id)).toEqual(["curriculum"]);
  });

  it("or is no closer to the teacher than without adaptation", () => {
    const left = unlearned(LAB, first(LAB), [model("lora", 0.7), model("deep", 1.2)]);
    expect(left.map(({ id }) => id)).toEqual(["deep"]);
    // The preset about the learning rate shows a LoRA that ends farther away.
    const { config } = changeConfig(LAB, first(LAB), { samples: 33, rate: 0.03 });
    const both = unlearned(LAB, config, [model("lora", 1.6), model("deep", 1.2)]);
    expect(both.map(({ id }) => id)).toEqual(["deep"]);
  });
});

describe.each([DIGITS, LAB, FED])("the way back, $label", (one) => {
  const usual = first(one);

  it("is none at a preset, or where only models, seeds or views differ", () => {
    for (const preset of one.presets) {
      const config = presetConfig(one, preset);
      expect(waysBack(one, config), preset.id).toEqual([]);
      expect(waysBack(one, changeConfig(one, config, { seed: 9 }).config)).toEqual([]);
    }
  });

  it("sets the one setting that was moved, and names its value", () => {
    for (const name of one.main) {
      const field = one.fields.find((other) => other.name === name);
      if (field?.kind !== "integer" && field?.kind !== "real") throw new Error(name);
      for (const value of [field.min(usual), field.max(usual)]) {
        const { config } = changeConfig(one, usual, { [name]: value });
        if (one.viewed?.includes(name) || config[name] === usual[name]) continue;
        const [way, ...others] = waysBack(one, config);
        expect(others).toEqual([]);
        if (!way) throw new Error(name);
        const back = changeConfig(one, config, way.changes).config;
        expect(waysBack(one, back), `${name} ${value}: ${way.label}`).toEqual([]);
        for (const [changed, to] of Object.entries(way.changes)) expect(back[changed]).toEqual(to);
      }
    }
    const { config } = changeConfig(one, usual, { steps: 3 });
    const [way] = waysBack(one, config);
    expect(way?.label).toMatch(/^Set .* to \d+$/);
    expect(way?.changes).toEqual({ steps: usual.steps });
  });

  it("opens the nearest preset where several were moved", () => {
    const { config } = changeConfig(one, usual, { steps: 3, rate: 0.0123 });
    expect(waysBack(one, config).map(({ label }) => label)).toEqual([`Open “${one.presets[0].title}”`]);
  });
});
