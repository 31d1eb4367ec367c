/** The texts of a workload's page, as they are drawn. */
import type { RunSummary } from "../../../../src/training/run-summary.ts";
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { createElement, type ComponentType } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { FINETUNE } from "../../../../src/store/kinds/finetune.ts";
import { RunData } from "../../../../src/store/run-data.ts";
import type { ModelNow, State } from "../../../../src/store/state.ts";
import { PlaygroundContext, type OpenPage } from "../../../../src/ui/parts/context.ts";
import { CurvePanel } from "../../../../src/ui/charts/curves/CurvePanel.tsx";
import { Examples } from "../../../../src/ui/workloads/finetune/Below.tsx";
import { FINETUNE_PAGE } from "../../../../src/ui/workloads/finetune/page.tsx";
import { MessageLine } from "../../../../src/ui/stage/MessageLine.tsx";
import { Transport } from "../../../../src/ui/stage/Transport.tsx";
import { CostTable } from "../../../../src/ui/stage/CostTable.tsx";
import { Result } from "../../../../src/ui/stage/Result.tsx";
import { EngineChip } from "../../../../src/ui/shell/Header.tsx";

const config = FINETUNE.repair(FINETUNE.presets[0].fields).config;

const model = (id: string, headline: number, diverged = false): ModelNow =>
  ({
    id,
    headline: "testError",
    eta: 0.01,
    progress: { step: diverged ? 7 : 200, diverged },
    progressBySeed: [{ headline, loss: 0.001, lossAtStart: 0.1 }],
  }) as unknown as ModelNow;

function draw(component: ComponentType, changes: Partial<State>, data = new RunData()): string {
  const state = {
    config,
    status: "finished",
    step: 200,
    run: { config, testTexts: [] },
    models: [],
    pins: [],
    repairs: [],
    ...changes,
  } as unknown as State;
  const open = { kind: FINETUNE_PAGE, store: createStore(() => state), data, actions: {} };
  const part = createElement(component);
  return renderToStaticMarkup(createElement(PlaygroundContext, { value: open as unknown as OpenPage }, part));
}

const messages = (changes: Partial<State>, data?: RunData): readonly string[] =>
  [...draw(MessageLine, changes, data).matchAll(/<p[^>]*>(.*?)<\/p>/g)].map(([, text = ""]) => text);

describe("fine-tuning's first message", () => {
  it("names the method that diverged and the step", () => {
    const [first] = messages({ models: [model("galore8", NaN, true), model("lora", 0.7)] });
    expect(first).toMatch(/8-bit GaLore.* step 7\b/);
  });

  it("names a method that ends farther from the teacher than without training", () => {
    const other = { ...config, rate: 0.05 };
    const run = { config: other, testTexts: [] } as unknown as State["run"];
    const [first] = messages({ config: other, run, models: [model("galore8", 3.25), model("lora", 0.7)] });
    expect(first).toBe(
      "Spoiled by training: 8-bit GaLore 3.250 (relative test error; 1.000 without training).",
    );
  });

  it("names a method that two tests have found spoiled, before the run ends", () => {
    const other = { ...config, rate: 1 };
    const run = { config: other, testTexts: [] } as unknown as State["run"];
    const models = [model("lora", 10.131), model("deep", 0.97)];
    const after = (...errors: readonly number[]): string | undefined => {
      const data = new RunData();
      data.start({
        networks: ["lora", "deep"].map((id) => ({ id })),
        experiment: { seeds: 1 },
      } as unknown as RunSummary);
      errors.forEach((value, i) => {
        const evaluated = { testError: { step: 20 * i, value } };
        data.append({ id: "lora", firstStep: 20 * i, columns: {}, progressBySeed: [{ evaluated }] } as never);
      });
      return messages({ config: other, run, models, status: "running", step: 45 }, data)[0];
    };
    expect(after(1, 5, 10.131)).toBe(
      "Spoiled by training: LoRA 10.131 (relative test error; 1.000 without training).",
    );
    expect(after(1, 10.131)).not.toContain("Spoiled");
  });

  it("is not about figures from before, while the run returns to its start", () => {
    const other = { ...config, rate: 0.05 };
    const run = { config: other, testTexts: [] } as unknown as State["run"];
    const progress = { step: 200, evaluated: {} } as unknown as ModelNow["progress"];
    const before = { config: other, run, models: [{ ...model("lora", 3.25), progress }], isRestarting: true };
    expect(messages(before)[0]).not.toContain("Spoiled");
    expect(draw(Result, before)).toContain("The dimmed figures are from the earlier run.");
    expect(draw(Transport, before)).toContain("preparing…");
  });

  it("keeps the preset’s own sentence after the last step, also with several seeds", () => {
    for (const seeds of [1, 2]) {
      const own = { ...config, seeds };
      const run = { config: own, testTexts: [] } as unknown as State["run"];
      const of = (id: string, headline: number) => {
        const one = model(id, headline);
        return { ...one, progressBySeed: Array.from({ length: seeds }, () => one.progressBySeed[0]) };
      };
      const models = [of("lora", 0.8), of("deep", 0.7)] as unknown as ModelNow[];
      const [first] = messages({ config: own, run, models });
      expect(first?.startsWith(`${FINETUNE.presets[0].about} The training loss fell to`)).toBe(true);
    }
  });

  it("is the preset’s own sentence before a result, and the purpose of the page beside a lesson", () => {
    const training = { status: "running", step: 10 } as const;
    expect(messages(training)[0]).toBe(FINETUNE.presets[0].about);
    const lesson = { lesson: "deep-lora", screen: 1 } as unknown as NonNullable<State["lesson"]>;
    expect(messages({ ...training, lesson })[0]).toBe(FINETUNE_PAGE.purpose);
  });

  it("says what the task is where the settings are no preset", () => {
    const textOf = (changes: Record<string, unknown>) =>
      messages({ status: "running", step: 10, config: { ...config, ...changes } })[0];
    expect(textOf({ samples: 20, plantRank: 3 })).toBe(
      "The methods imitate a teacher. It differs from the encoder by an update of rank 3 in one matrix of layer 1. They train on 20 sentences.",
    );
    expect(textOf({ samples: 20, sites: ["q", "o"] })).toMatch(
      /by an update of rank 2 in each of 2 matrices of layer 1\./,
    );
    expect(textOf({ task: "sentiment", samples: 20 })).toMatch(
      /reviews of restaurants, from 20 of each class\.$/,
    );
  });
});

describe("fine-tuning's page", () => {
  it("names what the curves will show before they have a value", () => {
    const models = [{ ...model("lora", NaN), headline: "testAccuracy" }];
    expect(draw(CurvePanel, { step: 0, models })).toMatch(/^<section[^>]* aria-label="Test accuracy"/);
  });

  const bySeed = (id: string, diverged: boolean) => ({
    ...model(id, 0.8),
    trainedParameters: 1,
    flopsPerStep: 1,
    msPerStep: 1,
    progress: { step: 200, diverged, best: 0.95, bestStep: 100, evaluated: { testError: { step: 200 } } },
    progressBySeed: [
      { headline: 0.8, best: 0.7, bestStep: 150 },
      { headline: 0.9, best: 0.6, bestStep: 200 },
    ],
  });
  const drawBySeed = (component: ComponentType, ids: readonly string[], diverged = false): string => {
    const own = { ...config, seeds: 2 };
    const facts = { testTexts: [], memory: [] };
    const run = { config: own, ...facts, models: [] } as unknown as State["run"];
    const models = ids.map((id) => bySeed(id, diverged)) as unknown as ModelNow[];
    return draw(component, { config: own, run, models });
  };

  it("does not call an engine starting that failed to start", () => {
    const Chip = () => createElement(Toolbar, null, createElement(EngineChip));
    expect(draw(Chip, { run: undefined, status: "loading" })).toContain("starting…");
    expect(draw(Chip, { run: undefined, status: "failed" })).toContain("no engine");
  });

  it("mentions standard deviations only where it shows them", () => {
    const few = drawBySeed(Result, ["lora", "deep", "full"]);
    expect(few).toContain("tested at step 200, mean of 2 seeds ± s.d.");
    expect(few).toContain("0.850 ± 0.071");
    expect(drawBySeed(Result, ["lora", "deep", "full", "galore"])).not.toContain("±");
  });

  it("gives the best result of the first seed, also if another seed has diverged", () => {
    const [, best] = drawBySeed(CostTable, ["lora"], true).split(`best, seed ${config.seed} alone</th>`);
    expect(best).toMatch(/^<td>0\.700 at step 150</);
  });

  it("says what to look at in every named experiment", () => {
    const items = [...draw(Examples, {}).matchAll(/<li[^>]*><span><b>(.*?)\.<\/b> (.*?)<\/li>/g)];
    expect(items.map(([, title]) => title)).toEqual(FINETUNE.presets.map(({ title }) => title));
    for (const [, title, text = ""] of items) expect(text.length, title).toBeGreaterThan(100);
  });
});
