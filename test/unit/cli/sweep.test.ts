import { describe, expect, it } from "vitest";
import { tableOf } from "../../../src/jobs/sweep/sweep.ts";
import type { RunReport } from "../../../src/training/report.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { cellsOf, parseAxis } from "../../../src/experiment/sweep.ts";

const { config } = MF_CODEC.repair({ data: "random", rows: 64, rank: 2 });

describe("cellsOf", () => {
  it("combines settings and seeds, and lets derived defaults follow", () => {
    const cells = cellsOf(MF_CODEC, config, ["d=32,48", "L=2,3"].map(parseAxis), 2);
    expect(cells).toHaveLength(8);
    expect(cells[0]?.varied).toEqual({ d: "32", L: "2", seed: "0" });
    expect(cells[0]?.config).toMatchObject({ rows: 32, cols: 32, width: 32, depth: 2, seed: 0 });
    expect(cells[7]?.config).toMatchObject({ rows: 48, width: 48, depth: 3, seed: 1 });
  });

  it.each([
    ["d", "takes key"],
    ["d=", "takes key"],
    ["L=99", "Depth"],
    ["nonsense=1", "not a setting"],
    ["eps=small", "takes a number from 0.000001"],
    ["__proto__=1,2", "not a setting"],
    ["lesson=1,2", "not a setting"],
  ])("refuses --vary %s", (axis, reason) => {
    expect(() => cellsOf(MF_CODEC, config, [parseAxis(axis)], 1)).toThrow(reason);
  });
});

it("refuses a sweep without a seed, and one of millions before it makes any of its runs", () => {
  expect(() => cellsOf(MF_CODEC, config, [parseAxis("L=2,3")], 0)).toThrow("at least one seed");
  const axes = [parseAxis("L=2,3"), parseAxis("eps=0.1,0.2,0.3")];
  expect(() => cellsOf(MF_CODEC, config, axes, 3_700_000)).toThrow("22,200,000 runs");
});

const first = {
  preset: null,
  seed: 0,
  config,
  backend: "cpu",
  adapter: null,
  steps: 10,
  stopReason: "steps",
} as const;
const network = {
  id: "thin",
  parameters: 1,
  flopsPerStep: 1,
  msPerStep: 0.5,
  bestStep: 9,
} as const;
const report: RunReport = {
  ...first,
  schema: 3,
  workload: "mf",
  models: [
    {
      ...network,
      label: "thin",
      trainedParameters: 1,
      headline: "recovery",
      best: 0.2,
      metrics: { train: 0.1, recovery: 0.2 },
      iterationsTo: { "1e-2": 5, "1e-3": null },
      oscillating: false,
      spectrum: [],
    },
  ],
};

describe("tableOf", () => {
  it("has a row for each network, sorted, with empty cells for what is missing", () => {
    const lines = ["3", "2"].map((L) => ({ link: `L=${L}`, varied: { L }, report }));
    expect(tableOf(lines).split("\n")).toEqual([
      "L,model,steps,train,recovery,to_1e-2,to_1e-3,best,best_step,ms_per_step",
      "2,thin,10,0.1,0.2,5,,0.2,9,0.5",
      "3,thin,10,0.1,0.2,5,,0.2,9,0.5",
      "",
    ]);
    const hostile = [{ link: "", varied: { "=1+1": '@SUM(A1),"b"' }, report }];
    expect(tableOf(hostile).split("\n").slice(0, 2)).toEqual([
      `"'=1+1",model,steps,train,recovery,to_1e-2,to_1e-3,best,best_step,ms_per_step`,
      `"'@SUM(A1),""b""",thin,10,0.1,0.2,5,,0.2,9,0.5`,
    ]);
  });

  it("has a row for each seed that trains together", () => {
    const bySeed = { train: [0.1, 0.3], recovery: [0.2, null], best: [0.2, 0.4], bestStep: [9, 8] };
    const models = report.models.map((model) => ({ ...model, bySeed }));
    const lines = [{ link: "", varied: { seed: "0" }, report: { ...report, models } }];
    expect(tableOf(lines).split("\n").slice(0, 3)).toEqual([
      "seed,model,steps,train,recovery,best,best_step,ms_per_step",
      "0,thin,10,0.1,0.2,0.2,9,0.5",
      "1,thin,10,0.3,,0.4,8,0.5",
    ]);
  });
});
