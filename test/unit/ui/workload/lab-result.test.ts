/** The sentences about a fine-tuning run. */
import { createElement } from "react";
import { show } from "../../store/show.ts";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { RunData } from "../../../../src/store/run-data.ts";
import type { ModelNow, Run } from "../../../../src/store/state.ts";
import { AdapterButtons } from "../../../../src/ui/workloads/finetune/Adapters.tsx";
import {
  copiesText,
  fewerText,
  splitText,
  untestedText,
  type LabFacts,
} from "../../../../src/ui/workloads/finetune/facts.ts";
import type { RunSummary } from "../../../../src/training/run-summary.ts";
import { PlaygroundContext, type OpenPage } from "../../../../src/ui/parts/context.ts";
import type { Curves, RunNow } from "../../../../src/ui/parts/workload-page.ts";
import { FINETUNE_PAGE as LAB } from "../../../../src/ui/workloads/finetune/page.tsx";
import { hintOf, verdictOf } from "../../../../src/ui/workloads/finetune/result.ts";
import { labConfig, type LabConfig } from "../../../../src/workloads/finetune/config.ts";

const model = (id: string, ...headlines: number[]): ModelNow =>
  ({
    id,
    eta: 0.01,
    progress: { diverged: false, evaluated: {} },
    progressBySeed: headlines.map((headline) => ({ headline, loss: 0.001, lossAtStart: 0.1 })),
  }) as unknown as ModelNow;

/** The last mini-batch loss of each seed, from a first one of 0.1. */
const fitted = (of: ModelNow, ...losses: number[]): ModelNow => ({
  ...of,
  progressBySeed: of.progressBySeed.map((progress, b) => ({ ...progress, loss: losses[b] as number })),
});

const diverged = (of: ModelNow): ModelNow =>
  ({ ...of, progress: { diverged: true, step: 3 } }) as unknown as ModelNow;

const now = (changes: Partial<LabConfig>, ...models: ModelNow[]) => {
  const config = labConfig(changes);
  const facts = { testTexts: Array.from({ length: 250 }, () => "") };
  return { run: { config, ...facts } as unknown as Run, models, step: config.steps };
};

describe("the verdict", () => {
  it("names the method that is nearest to the teacher, and the rates", () => {
    const [lora, deep] = [model("lora", 0.8), model("deep", 0.72)];
    expect(verdictOf(now({}, lora, deep))).toEqual({
      model: "deep",
      number: "10\u202f%",
      text: "less test error than LoRA, at the same learning rate. Without training the error is 1.",
    });
    const text = verdictOf(now({}, lora, { ...deep, eta: 0.003 }))?.text;
    expect(text).toMatch(/^less test error than LoRA, each at its own rate\./);
  });

  it("says which methods end no nearer to the teacher than without training", () => {
    const textOf = (...errors: [number, number]) =>
      verdictOf(now({}, model("lora", errors[0]), model("deep", errors[1])))?.text;
    expect(textOf(1.664, 0.681)).toBe(
      "less test error than LoRA, at the same learning rate. Worse than without training (error 1): LoRA.",
    );
    expect(textOf(0.998, 0.681)).toMatch(/ No better than without training \(error 1\): LoRA\.$/);
    expect(textOf(1.664, 1.003)).toMatch(
      /: LoRA\. No better than without training \(error 1\): Deep LoRA\.$/,
    );
    expect(textOf(0.994, 0.681)).not.toMatch(/than without/);
  });

  it("names no winner among methods that all end no better than without training", () => {
    for (const errors of [
      [16.661, 16.994],
      [1.2, 1.201],
    ] as const)
      expect(verdictOf(now({}, model("lora", errors[0]), model("deep", errors[1])))).toEqual({
        text: "Worse than without training (error 1): LoRA, Deep LoRA.",
      });
  });

  it("compares the two methods that the example is about", () => {
    const several = [model("lora", 0.7), model("loraOne", 0.77), model("deep", 0.3), model("loraGa", 1.4)];
    const at = { ...now({}, ...several), compares: ["lora", "loraOne"] as const };
    expect(verdictOf(at)).toEqual({
      model: "lora",
      number: "9\u202f%",
      text: "less test error than LoRA-One, at the same learning rate. Worse than without training (error 1): LoRA-GA.",
    });
    expect(hintOf(at)?.text).toMatch(/^The training loss fell to .* with LoRA and to .* with LoRA-One/);
    const early = { ...at, models: [model("lora", 1), model("loraOne", 1), model("deep", 0.3)], step: 3 };
    expect(verdictOf(early)?.text).toMatch(/^Not yet trained: neither LoRA nor LoRA-One is below 1/);
    const example = LAB.presets.find(({ id }) => id === "one-gradient");
    expect(example?.compares).toEqual(at.compares);
  });

  it("names no winner over a method that has not begun to learn, before the last step", () => {
    const at = (step: number, ...errors: [number, number]) =>
      verdictOf({ ...now({}, model("lora", errors[0]), model("deep", errors[1])), step });
    const untrained = { text: "Not yet trained: no method is below 1, the error without training." };
    expect(at(2, 1, 1)).toEqual(untrained);
    expect(at(2, 1.15, 0.996)).toEqual({
      text: "Now worse than without training (error 1): LoRA. Not yet better than without training (error 1): Deep LoRA.",
    });
    expect(at(35, 10.131, 5.856)).toEqual({
      text: "Now worse than without training (error 1): LoRA, Deep LoRA.",
    });
    expect(at(35, 0.9, 5.856)?.text).toBe(
      "less test error than without training. Now worse than without training (error 1): Deep LoRA.",
    );
    expect(at(6, 0.9, 1)).toEqual({
      model: "lora",
      number: "10\u202f%",
      text: "less test error than without training. No other method is below that error yet.",
    });
    expect(at(199, 0.9, 0.8)).toMatchObject({ model: "deep", number: "11\u202f%" });
    expect(at(200, 1.15, 0.996)?.text).toMatch(/Worse than .*: LoRA\. No better than .*: Deep LoRA\.$/);
  });

  it("says that the numbers are means of several seeds", () => {
    const several = now({ seeds: 2 }, model("lora", 0.8, 0.82), model("deep", 0.7, 0.72));
    expect(verdictOf(several)?.text).toBe(
      "less test error than LoRA on the mean of 2 seeds, at the same learning rate.",
    );
  });

  it("calls a gap level that rounds to 0", () => {
    expect(verdictOf(now({}, model("lora", 0.752), model("deep", 0.751)))).toMatchObject({
      model: "deep",
      number: "level",
      text: "with LoRA, at the same learning rate.",
    });
    const sentiment = now({ task: "sentiment" }, model("head", 0.8), model("lora", 0.8));
    // Without an adapter there is no rate to compare.
    expect(verdictOf(sentiment)).toMatchObject({ number: "level", text: "with LoRA in test accuracy." });
  });

  it("counts the test sentences behind a gap in accuracy", () => {
    const of = (seeds: number, tests: number, ...models: ModelNow[]) => {
      const { run, ...rest } = now({ task: "file", seeds }, ...models);
      const facts = { testTexts: Array.from({ length: tests }, () => "") };
      return verdictOf({ ...rest, run: { ...run, ...facts } });
    };
    const [lora, deep] = [model("lora", 0.75), { ...model("deep", 0.65), eta: 0.003 }];
    expect(of(1, 400, lora, deep)).toEqual({
      model: "lora",
      number: "10.0 points",
      text: "ahead of Deep LoRA in test accuracy, each at its own rate: 40 more of 400 test sentences right.",
    });
    expect(of(1, 20, lora, deep)).toEqual({
      model: "lora",
      number: "level",
      text: "with Deep LoRA in test accuracy, each at its own rate: 2 more of 20 test sentences right, within the noise of about 5.",
    });
    expect(of(1, 25, model("lora", 24 / 25), model("deep", 21 / 25))?.number).toBe("level");
    // Five disagreements in one direction may be chance, six hardly.
    expect(of(1, 25, model("lora", 1), model("deep", 20 / 25))?.number).toBe("level");
    expect(of(1, 25, model("lora", 1), model("deep", 19 / 25))?.number).toBe("24.0 points");
    // The interval of paired seeds.
    expect(of(2, 20, model("lora", 0.75, 0.8), model("deep", 0.7, 0.75))?.number).toBe("5.0 points");
    expect(of(2, 20, model("lora", 0.75, 0.8), model("deep", 0.7, 0.72))?.number).toBe("level");
    // 91.45 and 92.16 are shown as 91.5 and 92.2.
    expect(of(1, 100_000, model("lora", 0.9216), model("deep", 0.9145))?.number).toBe("0.7 points");
  });

  it("names the methods that have not moved the encoder, also if their accuracies are equal", () => {
    const drifted = (id: string, drift: number): ModelNow => ({
      ...model(id, 0.75),
      progress: { evaluated: { drift: { step: 80, value: drift } } } as unknown as ModelNow["progress"],
    });
    const textOf = (...models: ModelNow[]) => verdictOf(now({ task: "file" }, ...models));
    const [still, moved] = [drifted("deep", 1e-15), drifted("lora", 1e-3)];
    expect(textOf(moved, still)).toEqual({
      text: "Deep LoRA has not moved the encoder (drift below 10⁻⁹): what is right there comes from the head alone. Try larger learning rates.",
    });
    expect(textOf(drifted("lora", 0), still)?.text).toMatch(/^LoRA and Deep LoRA have not moved/);
    expect(textOf(moved, drifted("head", 0))).toMatchObject({ number: "level" });
    // A report of a sweep has null for a value that is not finite.
    const unmoved = (id: string, headline: string, value: number | null) =>
      LAB.isUnmoved?.({ id, headline }, { drift: { step: 40, value, best: 0, bestStep: 0 } });
    expect(unmoved("deep", "testAccuracy", 1e-15)).toBe(true);
    expect(unmoved("deep", "testAccuracy", null)).toBe(false);
    expect(unmoved("head", "testAccuracy", 0)).toBe(false);
    expect(unmoved("deep", "testError", 1e-15)).toBe(false);
  });

  it("ends with the messages about the user’s texts, which do not wait for a comparison", () => {
    const remarks = ["It does not know most letters."];
    const textOf = (...models: ModelNow[]) => {
      const { run, ...rest } = now({ task: "file" }, ...models);
      return verdictOf({ ...rest, run: { ...run, remarks } })?.text;
    };
    expect(textOf(model("lora", 0.5), model("head", 0.5))).toBe(
      "with Head only in test accuracy. It does not know most letters.",
    );
    expect(textOf(model("lora", 0.5))).toBe("It does not know most letters.");
  });

  it("compares nothing before the first test of trained methods", () => {
    const at = (id: string, step: number): ModelNow =>
      ({
        ...model(id, 0.5),
        headline: "testAccuracy",
        progress: { diverged: false, evaluated: { testAccuracy: { step, value: 0.5 } } },
      }) as unknown as ModelNow;
    const textOf = (tested: number) =>
      verdictOf({ ...now({ task: "file" }, at("lora", tested), at("deep", tested)), step: 15 });
    expect(textOf(0)).toBeUndefined();
    expect(textOf(8)).toMatchObject({ number: "level" });
  });

  it("warns of a rate that has replaced what the encoder had learned", () => {
    const drifted = (id: string, value: number): ModelNow => ({
      ...model(id, 0.5),
      progress: { evaluated: { drift: { step: 80, value } } } as unknown as ModelNow["progress"],
    });
    const textOf = (...models: ModelNow[]) => verdictOf(now({ task: "file" }, ...models))?.text;
    expect(textOf(drifted("lora", 0.97), drifted("deep", 0.3))).toBe(
      "with Deep LoRA in test accuracy, at the same learning rate. The learning rate of LoRA is too large: the encoder’s embeddings are lost (drift 0.8 or more). Try a smaller one.",
    );
    expect(textOf(drifted("lora", 0.97))).toMatch(/^The learning rate of LoRA is too large/);
    expect(textOf(drifted("head", 0.97), drifted("deep", 0.3))).not.toContain("too large");
  });

  it("says nothing about a method that diverged", () => {
    const [lora, deep] = [diverged(model("lora", 0.1)), model("deep", 0.7)];
    expect(verdictOf(now({}, lora, deep))).toBeUndefined();
    expect(verdictOf(now({}, lora, deep, model("galore", 0.75)))?.text).toMatch(/than GaLore/);
  });
});

it("the costs have the head’s own rate, and no other rate for the head alone", () => {
  const models = [model("head", 0.5), { ...model("lora", 0.5), eta: 3e-4 }];
  const ratesOf = (changes: Partial<LabConfig>) =>
    LAB.costs(now(changes, ...models) as unknown as RunNow, {} as Curves)
      .filter(({ name }) => name.includes("rate"))
      .map((row) => [row.name, ...models.map((one) => row.show(one))]);
  expect(ratesOf({ task: "file", rateHead: 3e-3 })).toEqual([
    ["Learning rate", "–", "0.0003"],
    ["Learning rate of the head", "0.003", "0.003"],
  ]);
  expect(ratesOf({})).toHaveLength(1);
});

it("an adapter is saved at the step that is shown, so its button waits for the measurement after the last step", () => {
  const data = new RunData();
  const networks = [{ id: "lora", headline: "testAccuracy" }];
  data.start({ networks, experiment: { seeds: 1 } } as unknown as RunSummary);
  const head = { classes: 2, weight: new Float32Array(2), bias: new Float32Array(2) };
  const isOff = (measuredAt: number, status: string): boolean => {
    show(data, measuredAt, [{ id: "lora", updates: { adapter: { matrices: [], head } } }]);
    const store = createStore(() => ({ status, step: 80, models: [{ id: "lora" }] }));
    const value = { kind: LAB, store, data, actions: { link: () => "" } } as unknown as OpenPage;
    const buttons = createElement(AdapterButtons, { attempt: () => Promise.resolve() });
    const html = renderToStaticMarkup(createElement(PlaygroundContext, { value }, buttons));
    expect(html).toContain("Adapter of LoRA");
    return html.includes("disabled");
  };
  expect([isOff(78, "running"), isOff(78, "finished"), isOff(80, "finished")]).toEqual([false, true, false]);
});

it("says how many texts of a file train, how many test, and why the others are not used", () => {
  expect(splitText(60, 30, ", at most 15 of each class", 250)).toBe(
    "Each method trains on 30 of them, at most 15 of each class, and is tested on 25 others. The other 5 are not used: a test takes whole groups of 25. None is held out for choosing rates or steps.",
  );
  expect(splitText(2000, 64, "", 250)).toContain(" The other 1,686 are not used: a test takes at most 250.");
  expect(splitText(16, 8, "", 250)).not.toContain("not used");
});

it("says on how many sentences the methods train, where a file has too few for n", () => {
  const facts = (trainCount: number) => ({ trainCount, classes: ["a", "b"] }) as unknown as LabFacts;
  const config = labConfig({ task: "file", samples: 32 });
  expect(fewerText(facts(20), config)).toMatch(/ train on 20 others instead of 32 of each class\./);
  expect(fewerText(facts(64), config)).toBe("");
});

describe("the hint after the last step", () => {
  const text = (...args: Parameters<typeof now>): string => hintOf(now(...args))?.text ?? "";

  it("says whether the method behind fits even its training sentences", () => {
    const [lora, deep] = [model("lora", 0.65), model("deep", 0.7)];
    expect(text({}, fitted(lora, 0.002), fitted(deep, 0.011))).toBe(
      "The training loss fell to 2.0\u202f% with LoRA and to 11\u202f% with Deep LoRA. So Deep LoRA learned too little even of its training sentences. This is seed 0 alone.",
    );
    expect(text({}, fitted(lora, 0.00001), fitted(deep, 0.0004))).toMatch(
      /to under 0\.1\u202f% with LoRA and to 0\.4\u202f% with Deep LoRA, so the gap is on new sentences\./,
    );
    expect(text({}, fitted(lora, 0.02), fitted(deep, 0.01))).toMatch(
      /to 10\u202f% with Deep LoRA, so the gap is on/,
    );
    // Both are level on test sentences, so there is no gap to explain.
    expect(text({}, fitted(lora, 0.002), fitted(model("deep", 0.651), 0.011))).toMatch(
      /11\u202f% with Deep LoRA\. This/,
    );
    // The difference in training loss is between a quarter and half of the gap in test error.
    expect(text({}, fitted(lora, 0.002), fitted(deep, 0.004))).toMatch(/4\.0\u202f% with Deep LoRA\. This/);
  });

  it("does not say that a training loss fell that rose", () => {
    const [lora, deep] = [model("lora", 16.661), model("deep", 16.994)];
    expect(text({}, fitted(lora, 1.859), fitted(deep, 1.922))).toBe(
      "The training loss rose to 1,859\u202f% with LoRA and to 1,922\u202f% with Deep LoRA. This is seed 0 alone.",
    );
    expect(text({}, fitted(model("lora", 0.7), 0.02), fitted(deep, 1.922))).toMatch(
      /^The training loss fell to 20\u202f% with LoRA and rose to 1,922\u202f% with Deep LoRA\. This/,
    );
  });

  it("counts the paired seeds", () => {
    const two = { seeds: 2 } as const;
    expect(text(two, model("lora", 0.8, 0.7), model("deep", 0.7, 0.75))).toMatch(
      /Deep LoRA is ahead of LoRA on 1 of 2 paired seeds\.$/,
    );
    const labels = { seeds: 2, task: "sentiment" } as const;
    expect(text(labels, model("lora", 0.8, 0.7), model("deep", 0.7, 0.75))).toBe(
      "Deep LoRA is ahead of LoRA on 1 of 2 paired seeds.",
    );
  });

  it("says what the adapters add to the head alone", () => {
    const models = [model("head", 0.8), model("lora", 0.812), model("deep", 0.796)];
    expect(text({ task: "sentiment" }, ...models)).toMatch(
      /^Against the head alone, in points: LoRA \+1\.2, Deep LoRA −0\.4\. One of 250 test sentences is 0\.4 points\. /,
    );
  });

  it("says what GaLore saves and what it costs, from the page’s own counts", () => {
    const models = [
      { ...model("full", 0.9), flopsPerStep: 200 },
      { ...model("galore", 0.9), flopsPerStep: 203 },
    ] as unknown as ModelNow[];
    const { run, step } = now({ task: "sentiment" });
    const facts = { testTexts: [], memory: [{ optimizer: 50_000_000 }, { optimizer: 1_100_000 }] };
    expect(hintOf({ run: { ...run, ...facts }, models, step })?.text).toBe(
      "GaLore’s optimizer state is 97.8\u202f% smaller than full fine-tuning’s (1.0 MB instead of 47.7 MB). Its step takes 1.5\u202f% more operations. Every 50 steps it also computes singular vectors.",
    );
  });

  it("compares nothing with a method that diverged, nor before the last step", () => {
    const [lora, deep] = [model("lora", 0.8), model("deep", 0.7)];
    expect(hintOf(now({}, diverged(lora), deep))).toBeUndefined();
    expect(hintOf({ ...now({}, lora, deep), step: 100 })).toBeUndefined();
  });
});

it("names the classes that the test lacks, because all their texts train", () => {
  expect(untestedText(["a", "b"], [50, 10], [10, 9])).toBe("");
  expect(untestedText(["a", "b", "c"], [50, 10, 1], [15, 10, 1])).toMatch(
    /^ Not tested, because all their texts train: b 10, c 1\. Lower/,
  );
});

it("texts that stand in a file twice are named, because copies of training texts may be tested", () => {
  expect(copiesText(["a", "b"])).toBe("");
  expect(copiesText(["a", "b", "a"])).toMatch(/^ 1 text repeats an earlier one\. The test may hold copies/);
  expect(copiesText(["a", "a", "a"])).toContain("2 texts repeat");
});
