/** The figures of a federated run that the page computes. */
import { describe, expect, it } from "vitest";
import {
  kindsOf,
  sentLayers,
  sentWords,
  type FedFacts,
} from "../../../../src/ui/workloads/federated/facts.ts";
import { secondsAtTests, secondsToTarget, verdictOf } from "../../../../src/ui/workloads/federated/result.ts";
import { ARM_STYLES } from "../../../../src/ui/workloads/federated/looks.ts";
import { FED_PRESETS } from "../../../../src/workloads/federated/presets.ts";
import { SWEEP } from "../../../../src/ui/workloads/federated/sweep.ts";
import { fedConfig } from "../../../../src/workloads/federated/config.ts";
import type { ModelNow, Run } from "../../../../src/store/state.ts";
import type { RunReport } from "../../../../src/library/api.ts";

const CURVES: Readonly<Record<string, readonly number[]>> = {
  testAccuracy: [0.76, 0.7, 0.78, 0.74],
  gflops: [0, 10, 20, 30],
  waited: [0, 1, 2, 3],
};
const curves = {
  curveOf: (_id: string, metric: string) => ({ steps: [0, 2, 4, 6], values: CURVES[metric] ?? [] }),
};

describe("the simulated time to the target", () => {
  const at = (changes: Parameters<typeof fedConfig>[0]) =>
    secondsToTarget(fedConfig({ deviceSpeed: 10, bandwidth: 8, ...changes }), "all", curves);

  it("ends with the first test after training that reaches it, and follows both speeds", () => {
    expect(secondsAtTests(fedConfig({ deviceSpeed: 10, bandwidth: 8 }), "all", curves)).toEqual([0, 2, 4, 6]);
    // Without training the accuracy is a matter of luck.
    expect([at({ target: 0.75 }), at({ target: 0.7 }), at({ target: 0.8 })]).toEqual([4, 2, undefined]);
    expect([at({ deviceSpeed: 20 }), at({ bandwidth: 4 })]).toEqual([3, 6]);
  });

  it("is in a sweep, and so are the bytes; an arm that never reaches the target is the slowest", () => {
    const models = [{ id: "all", metrics: { megabytes: 8, simulated: 6, toTarget: null } }];
    const report = { schema: 3, models } as unknown as RunReport;
    const found = SWEEP.quantities?.map(({ of }) => [of(report, "all"), of(report, "head")]);
    expect(found).toEqual([
      [8, NaN],
      [6, NaN],
      [Infinity, NaN],
    ]);
  });
});

it("the verdict names all arms that are level", () => {
  const verdictAt = (step: number, ...accuracies: number[]) => {
    const models = ["all", "randomLayers", "randomOrder", "head"].slice(0, accuracies.length);
    return verdictOf({
      run: { config: fedConfig({ steps: 12 }), clients: [{ tests: 150 }, { tests: 50 }] } as unknown as Run,
      models: models.map(
        (id, i) => ({ id, progressBySeed: [{ headline: accuracies[i] }] }) as unknown as ModelNow,
      ),
      step,
    });
  };
  expect(verdictAt(2, 0.75, 0.75, 0.75, 0.75)).toEqual({
    number: "75.0\u202f%",
    text: "test accuracy: all 4 arms are level so far.",
  });
  expect(verdictAt(12, 0.75, 0.75, 0.75)?.text).toBe("test accuracy: all 3 arms end level.");
  const text = "test accuracy, level with 2 other arms.";
  expect(verdictAt(2, 0.7, 0.75, 0.75, 0.75)).toMatchObject({ model: "randomLayers", text });
  expect(verdictAt(2, 0.75, 0.75, 0.7)?.text).toBe("test accuracy, level with All, random layers.");
  expect(verdictAt(2, 0.75, 0.8)).toEqual({
    model: "randomLayers",
    number: "level",
    text: "with All (FibecFed-style) in test accuracy: 10 more of 200 test sentences right, within the noise of about 16.",
  });
  expect(verdictAt(2, 0.7, 0.8)).toEqual({
    model: "randomLayers",
    number: "10.0 points",
    text: "ahead of All (FibecFed-style) in test accuracy. One seed cannot tell whether this gap is noise.",
  });
});

it("no two arms of a comparison share a dashed line", () => {
  for (const { id, fields } of FED_PRESETS) {
    const dashes = (fields.arms ?? []).flatMap((arm) => ARM_STYLES[arm].dash ?? []);
    expect(new Set(dashes).size, id).toBe(dashes.length);
  }
});

it("with a teacher, clients differ in their domains, and otherwise in their labels, too", () => {
  const facts = {
    kinds: ["negative, yelp", "positive, yelp", "negative, imdb", "positive, imdb"],
  } as unknown as FedFacts;
  const drawn = (task: "sentiment" | "planted") => {
    const { names, colourOf, countsOf } = kindsOf(facts, { task });
    return countsOf([1, 2, 3, 4]).map((count, i) => [
      names[i],
      /--(\w+)\) (\d+)%/.exec(colourOf(i))?.slice(1).join(" "),
      count,
    ]);
  };
  expect(drawn("planted")).toEqual([
    ["yelp", "original 100", 3],
    ["imdb", "yaras 100", 7],
  ]);
  expect(drawn("sentiment").slice(0, 2)).toEqual([
    ["negative, yelp", "original 40", 1],
    ["positive, yelp", "original 100", 2],
  ]);
});

it("clients send the head alone until the warm-up has ended", () => {
  const sentAt = (step: number, warmUp: number) => sentLayers([1, 4], step, { warmUp, steps: 6 });
  expect([sentAt(0, 2), sentAt(1, 2), sentAt(2, 2), sentAt(6, 2)]).toEqual([[], [], [1, 4], [1, 4]]);
  expect(sentAt(6, 6)).toEqual([]);
  const words = (sent: number, task: "sentiment" | "planted") => sentWords(sent, 6, { task });
  expect([words(2, "sentiment"), words(0, "sentiment")]).toEqual([
    "2 of 6 layers (of unequal sizes) and the head",
    "the head",
  ]);
  expect([words(6, "planted"), words(0, "planted")]).toEqual(["6 of 6 layers", "nothing"]);
});
