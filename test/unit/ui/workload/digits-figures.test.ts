/** The digits' figures: the samples on which the networks disagree, and curves over operations. */
import type { RunSummary } from "../../../../src/training/run-summary.ts";
import { show } from "../../store/show.ts";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { RunData } from "../../../../src/store/run-data.ts";
import type { State } from "../../../../src/store/state.ts";
import { PlaygroundContext, type OpenPage } from "../../../../src/ui/parts/context.ts";
import { metricChart, type Source } from "../../../../src/ui/charts/curves/metric-chart.ts";
import { Disagreements, MLP_PAGE } from "../../../../src/ui/workloads/digits/page.tsx";
import { Lower } from "../../../../src/ui/workloads/digits/Lower.tsx";
import { ARM_STYLES } from "../../../../src/ui/workloads/digits/looks.ts";
import { buildMlp } from "../../../../src/workloads/digits/build.ts";
import { mlpConfig, type ArmId } from "../../../../src/workloads/digits/config.ts";
import { planMlp } from "../../../../src/workloads/digits/plan.ts";
import type { MlpFacts } from "../../../../src/workloads/digits/workload.ts";
import { clouds } from "../../../hosts/training/classifiers.ts";

describe("the digits on which the networks disagree", () => {
  /** The texts of a grid in which each network gives these answers. */
  function grid(
    labels: readonly number[],
    answers: Partial<Record<ArmId, readonly number[] | undefined>>,
    classNames?: readonly string[],
    Figure = Disagreements,
  ) {
    const ids = Object.keys(answers) as ArmId[];
    const data = new RunData();
    data.start({ networks: ids.map((id) => ({ id })), experiment: { seeds: 1 } } as unknown as RunSummary);
    for (const id of ids) {
      const found = answers[id];
      if (found) show(data, 150, [{ id, predictions: Uint8Array.from(found) }]);
    }
    const facts: MlpFacts = {
      classes: 10,
      features: 4,
      testLabels: Uint32Array.from(labels),
      testInputs: new Float32Array(4 * labels.length),
      ...(classNames && { classNames }),
    };
    const state = { run: facts, models: ids.map((id) => ({ id })) } as unknown as State;
    const open = {
      kind: MLP_PAGE,
      store: createStore(() => state),
      data,
      actions: {},
    } as unknown as OpenPage;
    const html = renderToStaticMarkup(
      createElement(PlaygroundContext, { value: open }, createElement(Figure)),
    );
    const tiles = [...html.matchAll(/<li>(.*?)<\/li>/g)].map(([, tile = ""]) => tile);
    return {
      note: /<p class="note">(.*?)<\/p>/.exec(html)?.[1],
      waiting: /<p class="waiting">(.*?)<\/p>/.exec(html)?.[1],
      tiles,
      told: tiles.map((tile) => /title="(.*?)"/.exec(tile)?.[1]),
    };
  }

  it("are the test samples that get two answers or more, each with its picture, its label and all answers", () => {
    const { note, told, tiles } = grid([3, 7, 9, 0], {
      plain: [3, 1, 9, 6],
      dln: [3, 7, 9, 0],
      cdln: [3, 7, 4, 6],
    });
    expect(note).toBe("3 of 4 test samples at step 150");
    expect(told).toEqual([
      "Label 7: Plain says 1, DLN says 7, C-DLN says 7",
      "Label 9: Plain says 9, DLN says 9, C-DLN says 4",
      "Label 0: Plain says 6, DLN says 0, C-DLN says 6",
    ]);
    const marks = [
      ...(tiles[0] ?? "").matchAll(/class="(right|wrong)"[^>]*><span class="class-name cut">(\d)/g),
    ];
    expect(marks.map(([, mark, answer]) => `${answer} ${mark}`)).toEqual(["1 wrong", "7 right", "7 right"]);
    for (const tile of tiles) expect(tile).toMatch(/<canvas[^>]* width="2" height="2"/);
  });

  it("leave out samples on which all networks make the same mistake", () => {
    const { note, tiles } = grid([5, 5], { plain: [8, 5], dln: [8, 5] });
    expect([note, tiles.length]).toEqual(["0 of 2 test samples at step 150", 0]);
    expect(grid([5], { plain: [8] }).note).toBe("One network alone cannot disagree.");
  });

  it("wait for the first test of a run that has just been prepared", () => {
    const untested = { plain: undefined, dln: undefined, cdln: undefined };
    expect(grid([5, 5], untested).note).toBe("Waiting for the first test.");
    expect(grid([5, 5], untested, undefined, Lower).waiting).toBe("Waiting for the first singular values.");
    expect(grid([5, 5], { plain: undefined }, undefined, Lower).waiting).toBe(
      "No network with a block is trained.",
    );
  });

  it("are named by class in a table of the user's, and at most thirty are drawn", () => {
    const labels = Array.from({ length: 40 }, (_, i) => i % 2);
    const answers = { plain: labels, thin: labels.map((label) => 1 - label) };
    const { note, tiles, told } = grid(labels, answers, ["even", "odd"]);
    expect([note, tiles.length]).toEqual(["40 of 40 test samples at step 150", 30]);
    expect(told[1]).toBe("Label odd: Plain says odd, Thin says even");
    expect(tiles[0]).not.toContain("<canvas");
  });
});

describe("the digits' curves over operations", () => {
  const ARMS = ["plain", "dln", "cdln", "plainEqualFlops"] as const;

  it("end where each network's operations end: DLN as far as plain at equal operations, C-DLN near plain", async () => {
    const config = mlpConfig({ arms: ARMS, width: 24, rHat: 6, samples: 20, batch: 10, steps: 400 });
    const { models } = planMlp(await buildMlp(config, clouds(30, 10, 40)));
    const sources = models.map(({ id, cost }): Source => ({
      id,
      look: ARM_STYLES[id] as Source["look"],
      flopsPerStep: cost.flopsPerStep,
      curve: { steps: [0, 200, 400], values: [0.1, 0.8, 0.9] },
    }));
    const quantity = MLP_PAGE.quantities[0];
    const run = { step: 400, steps: 400, hasBand: false };
    const { curves, x: axis } = metricChart(sources, quantity, "flops", run);
    const ends = Object.fromEntries(curves.map(({ term = "", xs }) => [term, xs.at(-1) ?? NaN]));
    // Multiply-accumulates for one sample and step at 30-24-24-10, with factors of 24 × 24 and of rank 6.
    const plain = 2 * 30 * 24 + 3 * (24 * 24 + 24 * 10);
    const wanted = { plain, dln: plain + 9 * 24 * 24, cdln: plain + 3 * (2 * 24 * 6 + 6 * 6) };
    for (const [id, macs] of Object.entries(wanted)) expect(ends[id], id).toBe(400 * 2 * 10 * macs);
    expect((ends["plainEqualFlops"] ?? NaN) / (ends["dln"] ?? NaN)).toBeCloseTo(1, 12);
    expect(axis.isLog).toBe(true);
    for (const { xs } of curves)
      // The state before the first step has no place on a log axis.
      for (const x of xs.slice(1)) {
        expect(x).toBeGreaterThan(axis.domain[0]);
        expect(x).toBeLessThanOrEqual(axis.domain[1]);
      }
  });
});
