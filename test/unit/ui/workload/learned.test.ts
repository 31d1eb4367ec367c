/** The cost strip compares two models by a ratio once both have learned, and by their counts before. */
import { expect, it } from "vitest";
import { changeConfig } from "../../../../src/store/config.ts";
import type { ModelNow, Run, State } from "../../../../src/store/state.ts";
import { FEDERATED_PAGE as FED } from "../../../../src/ui/workloads/federated/page.tsx";
import { FINETUNE_PAGE as LAB } from "../../../../src/ui/workloads/finetune/page.tsx";
import { MLP_PAGE as DIGITS } from "../../../../src/ui/workloads/digits/page.tsx";
import type { WorkloadPage } from "../../../../src/ui/parts/workload-page.ts";

const model = (id: string, size: number, headline: number, loss = 1): ModelNow =>
  ({
    id,
    parameters: 1000 * size,
    trainedParameters: size,
    flopsPerStep: 1e6 * size,
    msPerStep: size,
    msSpread: 0.1,
    progress: { loss, lossAtStart: 1, evaluated: { megabytes: { value: size } } },
    progressBySeed: [{ headline }],
  }) as unknown as ModelNow;

/** The strip's values, after a change of the first preset. */
function strip(page: WorkloadPage, changes: Record<string, unknown>, ...models: ModelNow[]): string[] {
  const { config } = changeConfig(page, page.repair(page.presets[0].fields).config, changes);
  const memory = models.map(({ trainedParameters }) => ({ optimizer: 1000 * trainedParameters }));
  const run = { config, memory } as unknown as Run;
  return page.savings({ run, models, step: 9, state: {} as State }).map(({ text }) => text);
}

it("digits", () => {
  const [dln, learned] = [model("dln", 8, 0.9, 0.1), model("cdln", 2, 0.9, 0.1)];
  expect(strip(DIGITS, {}, dln, learned)).toEqual(["4.0× fewer", "4.0× fewer", "(4.0 ± 0.6)× less"]);
  const counts = ["8.00 k → 2.00 k", "8.00 M → 2.00 M", "8.00 → 2.00 ms"];
  expect(strip(DIGITS, {}, dln, model("cdln", 2, 0.1, 0.1))).toEqual(counts);
  expect(strip(DIGITS, {}, model("dln", 8, NaN), learned)).toEqual(counts);
  // The level of a user's own table is not known, so the loss decides.
  expect(strip(DIGITS, { data: "file" }, dln, model("cdln", 2, 0.1, 0.9))).toEqual(counts);
  expect(strip(DIGITS, { data: "file" }, dln, model("cdln", 2, 0.1, 0.1))[0]).toBe("4.0× fewer");
});

it("fine-tuning, against training all weights of the encoder with Adam", () => {
  const after = (error: number) => strip(LAB, {}, model("lora", 20, 0.7), model("deep", 10, error));
  expect(after(0.8)).toEqual(["1,000× fewer", "8.0× smaller"]);
  expect(after(1)).toEqual(["10.0 k → 10", "79 kB → 10 kB"]);
});

it("federated runs", () => {
  const after = (error: number) => strip(FED, {}, model("fedavg", 4, 0.7), model("all", 1, error));
  expect(after(0.8)).toEqual(["75.0\u202f% fewer"]);
  expect(after(1)).toEqual(["4.00\u202fMB → 1.00\u202fMB"]);
});
