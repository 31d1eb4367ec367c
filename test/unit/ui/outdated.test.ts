/** While the next run is prepared, the page does not show the earlier run's figures as those of the new settings. */
import { createElement, type ComponentType, type Context } from "react";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { NO_PROGRESS } from "../../../src/training/progress.ts";
import { startState } from "../store/matrix-page.ts";
import type { NetworkNow, PlaygroundState } from "../../../src/store/kinds/matrix-state.ts";
import { changeConfig } from "../../../src/store/config.ts";
import { MLP } from "../../../src/store/kinds/digits.ts";
import { PlaygroundContext } from "../../../src/ui/parts/context.ts";
import { StepCounter } from "../../../src/ui/stage/Transport.tsx";
import { MF_PAGE } from "../../../src/ui/workloads/mf/page.tsx";
import { MLP_PAGE } from "../../../src/ui/workloads/digits/page.tsx";
import { CostStrip } from "../../../src/ui/stage/CostStrip.tsx";
import { Result } from "../../../src/ui/stage/Result.tsx";

const EARLIER = "The dimmed figures are from the earlier run.";

/** The page's figures as it draws them: their text, and how many groups of them are marked as busy. */
function drawn(context: Context<unknown>, value: unknown, parts: readonly ComponentType[]) {
  const html = parts.map((part) =>
    renderToStaticMarkup(createElement(context, { value }, createElement(part))),
  );
  const text = html.join(" ").replaceAll(/<[^>]+>/g, " ");
  return { text, busy: html.join("").split('aria-busy="true"').length - 1 };
}

describe("matrix factorization", () => {
  const { config } = MF_CODEC.repair({ data: "random", rows: 16, rank: 2 });
  const other = MF_CODEC.repair({ data: "random", rows: 24, rank: 2 }).config;
  const live = { ...config, rate: config.rate / 2 };
  const network = (id: string): NetworkNow =>
    ({
      id,
      flopsPerStep: id === "original" ? 20 : 10,
      parameters: 10,
      progress: { ...NO_PROGRESS, step: 400, headline: 0.01, best: 0.01 },
    }) as unknown as NetworkNow;
  const figures = (changes: Partial<PlaygroundState>) => {
    const models = [network("original"), network("yaras")];
    const run = { config, models } as unknown as PlaygroundState["run"];
    const state = { ...startState(config, [], "cpu"), status: "finished", step: 400, run, models };
    const store = createStore(() => ({ ...state, ...changes }));
    const parts = [Result, StepCounter] as readonly ComponentType[];
    return drawn(PlaygroundContext as Context<unknown>, { kind: MF_PAGE, store, actions: {} }, parts);
  };

  it("marks the earlier run's figures, and says that they are the earlier run's", () => {
    for (const status of ["finished", "loading"] as const) {
      const { text, busy } = figures({ config: other, status });
      expect(text).toContain(EARLIER);
      expect(text).not.toContain("fewer FLOPs per step");
      expect(busy).toBe(2);
    }
    expect(figures({ config: other, status: "failed" }).text).toContain(EARLIER);
    const { text, busy } = figures({ status: "loading" });
    expect(text).not.toMatch(/earlier run|fewer FLOPs per step/);
    expect(busy).toBe(2);
  });

  it("marks nothing once the run has the settings, or can take them while it trains", () => {
    for (const now of [config, live]) {
      const { text, busy } = figures({ config: now });
      expect(text).toContain("fewer FLOPs per step");
      expect(busy).toBe(0);
    }
  });
});

it("the page of digits, whose parts all other workloads share, does the same", () => {
  const config = MLP.repair(MLP.presets[0].fields).config;
  const other = changeConfig(MLP, config, { width: 32 }).config;
  const figures = (changes: object) => {
    const model = (id: string, headline: number) => ({
      id,
      headline: "testAccuracy",
      progress: { step: 400, headline, evaluated: {} },
      progressBySeed: [{ headline }],
    });
    const models = [model("plain", 0.8), model("dln", 0.9)];
    const run = { config, testLabels: new Uint32Array(2000) };
    const state = { config, status: "finished", step: 400, run, models, pins: [], ...changes };
    const open = { kind: MLP_PAGE, store: createStore(() => state), actions: {} };
    return drawn(PlaygroundContext as Context<unknown>, open, [Result, CostStrip]);
  };
  expect(figures({ config: other })).toMatchObject({
    text: expect.stringContaining(EARLIER) as string,
    busy: 2,
  });
  expect(figures({ status: "loading" }).busy).toBe(2);
  const { text, busy } = figures({});
  expect(text).toContain("10.0 points");
  expect(busy).toBe(0);
});
