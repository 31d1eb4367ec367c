import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { ModelReport, RunReport } from "../../../src/training/report.ts";
import { decodeSetup as decode, type SweepSetup } from "../../../src/experiment/sweep-setup.ts";
import {
  beginSweep,
  finishedRuns,
  followSweep,
  NO_SWEEP,
  openRuns,
  secondsLeft,
  type SweepState,
} from "../../../src/store/jobs/sweep.ts";
import {
  bestPoint,
  MATRIX_QUANTITIES,
  metricQuantity,
  placeOf,
  sweepPoints,
} from "../../../src/store/jobs/sweep-result.ts";
import type { Config } from "../../../src/store/state.ts";
import { planSweep, RATES_KEY } from "../../../src/store/sweep.ts";
import { MLP } from "../../../src/store/kinds/digits.ts";
import { FINETUNE } from "../../../src/store/kinds/finetune.ts";
import { MATRIX } from "./steps.ts";

const { config } = MF_CODEC.repair({ data: "random", rows: 24, rank: 2 });
const decodeSetup = (text: string) => decode(text, () => true);
const plannedCells = (base: typeof config, one: SweepSetup) =>
  planSweep(MATRIX, base as unknown as Config, one);
const setup = decodeSetup("L:2,3;rhat:1,2;seeds:3") ?? { axes: [], seeds: 1 };
const { cells } = plannedCells(config, setup);

/** A report that has only the values that are displayed. */
const reportWith = (recovery: number | null, to: number | null): RunReport =>
  ({
    schema: 3,
    models: [{ id: "original", metrics: { recovery }, iterationsTo: { "1e-2": to, "1e-3": null } }],
  }) as unknown as RunReport;

const began = beginSweep(NO_SWEEP, setup, cells, "auto", 1000);
const withLine = (
  state: SweepState,
  run: number,
  error: number | null,
  to: number | null = null,
): SweepState => {
  const { link = "", varied = {} } = state.runs[run] ?? {};
  return followSweep(state, { kind: "line", line: { link, varied, report: reportWith(error, to) } }, 6000);
};

describe("a sweep", () => {
  it("counts what is done and knows how long the rest takes", () => {
    expect(began.runs).toHaveLength(12);
    expect(secondsLeft(began)).toBeUndefined();
    let state = withLine(withLine(began, 0, 0.1), 1, 0.2);
    state = followSweep(state, { kind: "progress", fraction: 0.5 }, 6000);
    // 2.5 of 12 runs in 5 seconds.
    expect(secondsLeft(state)).toBeCloseTo(19);
    state = followSweep(state, { kind: "refused", link: state.runs[2]?.link ?? "", message: "no" }, 6000);
    expect(state.fraction).toBe(0);
    expect(finishedRuns(state)).toBe(3);
    expect(openRuns(state)).toHaveLength(9);
  });

  it("does not make again what has finished, when it goes on or is widened", () => {
    const cancelled: SweepState = { ...withLine(began, 0, 0.1), status: "cancelled" };
    const again = beginSweep(cancelled, setup, cells, "auto", 9000);
    expect(openRuns(again)).toHaveLength(11);
    // A single run that was already there says nothing about how long runs take.
    expect(secondsLeft(again)).toBeUndefined();
    const wider = decodeSetup("L:2,3,4;rhat:1;seeds:3") ?? setup;
    const widened = beginSweep(cancelled, wider, plannedCells(config, wider).cells, "auto", 9000);
    expect([widened.runs.length, openRuns(widened).length]).toEqual([9, 8]);
  });
});

it("a sweep on another engine makes all its runs anew, so that its times are of one engine", () => {
  const done = withLine(began, 0, 0.1);
  const other = beginSweep(done, setup, cells, "cpu", 9000);
  expect([openRuns(other).length, other.before]).toEqual([12, 0]);
  expect(openRuns(beginSweep(withLine(other, 1, 0.1), setup, cells, "cpu", 9000))).toHaveLength(11);
});

describe("what a sweep found", () => {
  const recovery = metricQuantity("recovery", "Recovery error", { format: String, scale: "log" });
  const to2 = MATRIX_QUANTITIES.find(({ id }) => id === "to2") ?? recovery;

  it("is the median over seeds with its range, for each combination in the order of the axes", () => {
    let state = began;
    [0.3, 0.1, 0.2].forEach((error, seed) => (state = withLine(state, seed, error, 10 * (seed + 1))));
    state = withLine(state, 11, null, null);
    const points = sweepPoints(state, "original", recovery);
    expect(points.map(({ values }) => values.join())).toEqual(["2,1", "2,2", "3,1", "3,2"]);
    expect(points[0]).toMatchObject({ median: 0.2, low: 0.1, high: 0.3, link: state.runs[0]?.link });
    expect(points[1]?.median).toBeUndefined();
    expect(points[3]?.median).toBeNaN();
    const steps = sweepPoints(withLine(state, 3, 0.5), "original", to2);
    expect(steps.map(({ median }) => median)).toEqual([20, Infinity, undefined, Infinity]);
  });

  it("is not the model’s own only if all its runs have left the model as it was", () => {
    const own = { ...recovery, isUnmoved: ({ metrics }: ModelReport) => metrics["recovery"] === 1 };
    let state = began;
    [1, 1, 1, 1, 0.5].forEach((error, i) => (state = withLine(state, i, error)));
    const unmoved = (quantity: typeof own | typeof recovery) =>
      sweepPoints(state, "original", quantity).map(({ isUnmoved }) => isUnmoved);
    expect(unmoved(own)).toEqual([true, false, false, false]);
    expect(unmoved(recovery)).toEqual([false, false, false, false]);
  });

  it("is best at the first of equal values, and not where training has moved nothing", () => {
    const own = { ...recovery, isUnmoved: ({ metrics }: ModelReport) => metrics["recovery"] === 0.9 };
    let state = began;
    [0.3, 0.5, 0.5, 0.9].forEach((value, i) => {
      for (let seed = 0; seed < 3; seed++) state = withLine(state, 3 * i + seed, value);
    });
    const points = sweepPoints(state, "original", own);
    expect(bestPoint(points, true)?.values).toEqual(["2", "2"]);
    expect(bestPoint(points, false)?.values).toEqual(["2", "1"]);
    expect(bestPoint(points.slice(3), true)).toBeUndefined();
  });

  it("has a place between the least and the most, by the logarithm; nothing has none", () => {
    let state = began;
    [1e-4, 1e-2, 1].forEach((error, i) => (state = withLine(state, 3 * i, error)));
    const points = sweepPoints(state, "original", recovery);
    const place = placeOf(points);
    expect(points.map(({ median }) => place(median))).toEqual([0, expect.closeTo(0.5), 1, NaN]);
    expect(place(Infinity)).toBe(1);
  });
});

describe("a sweep of all learning rates", () => {
  const rates: SweepSetup = { axes: [{ key: RATES_KEY, values: ["0.001", "0.1"] }], seeds: 2 };
  const plan = (fields: object, axes = rates, file?: unknown) =>
    planSweep(FINETUNE, FINETUNE.repair({ ...fields, steps: 200 }).config, axes, file);

  it("gives all methods the same rate in short runs", () => {
    const planned = plan({ seed: 3 }).cells;
    expect(planned.map(({ varied }) => varied)).toEqual([
      { [RATES_KEY]: "0.001", seed: "3" },
      { [RATES_KEY]: "0.001", seed: "4" },
      { [RATES_KEY]: "0.1", seed: "3" },
      { [RATES_KEY]: "0.1", seed: "4" },
    ]);
    expect(planned[3]?.config).toMatchObject({ rate: 0.1, rateDeep: 0.1, rateFull: 0.1, steps: 80, seed: 4 });
  });

  it("knows each model’s rate", () => {
    expect(["lora", "deepWide", "galore8", "head"].map((id) => FINETUNE.rates?.of(id))).toEqual([
      "rate",
      "rateDeep",
      "rateFull",
      undefined,
    ]);
    expect(["plain", "cdlnRandom"].map((id) => MLP.rates?.of(id))).toEqual(["rate", "rateCdlnRandom"]);
  });

  it("refuses rates outside of the settings’ range, and a second setting", () => {
    const other = { key: "r", values: ["4"] };
    expect(plan({}, { axes: [{ key: RATES_KEY, values: ["100"] }], seeds: 1 }).problem).toContain("100");
    expect(plan({}, { axes: [...rates.axes, other], seeds: 1 }).problem).toContain("second setting");
  });

  it("trains on the user’s file if the page has it", () => {
    const own = { task: "file", file: "0123456789abcdef" };
    expect(plan(own).problem).toContain("command line");
    expect(plan(own, rates, {}).cells).toHaveLength(4);
  });
});
