import { describe, expect, it } from "vitest";
import { sweepTable } from "../../../src/jobs/sweep/sweep.ts";
import { MF_CODEC } from "../../../src/experiment/link.ts";
import { cellsOf, parseAxis } from "../../../src/experiment/sweep.ts";
import { repairExperiment } from "../../../src/experiment/repair.ts";

const { config } = repairExperiment({ data: "random", rows: 64, rank: 2 });

describe("cellsOf", () => {
  it("combines settings and seeds, and lets derived defaults follow", () => {
    const cells = cellsOf(MF_CODEC, config, ["d=32,48", "L=2,3"].map(parseAxis), 2);
    expect(cells).toHaveLength(8);
    expect(cells[0]?.varied).toEqual({ d: "32", L: "2", seed: "0" });
    expect(cells[0]?.experiment).toMatchObject({ rows: 32, cols: 32, width: 32, depth: 2, seed: 0 });
    expect(cells[7]?.experiment).toMatchObject({ rows: 48, width: 48, depth: 3, seed: 1 });
  });

  it.each([
    ["d", "takes key"],
    ["d=", "takes key"],
    ["L=99", "Depth"],
    ["nonsense=1", "not a setting"],
    ["eps=small", "takes a number from 0.000001"],
    ["__proto__=1,2", "not a setting"],
    ["rows=32,64", "not a setting"],
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

describe("sweepTable", () => {
  it("has a row for each network, sorted, with empty cells for what is missing", () => {
    const network = {
      id: "thin",
      parameters: 1,
      flopsPerStep: 1,
      msPerStep: 0.5,
      trainError: 0.1,
      recoveryError: 0.2,
      bestRecoveryError: 0.2,
      oscillating: false,
      bestStep: 9,
      iterationsTo: { "1e-2": 5, "1e-3": null },
      spectrum: [],
    };
    const report = {
      schema: 1,
      preset: null,
      seed: 0,
      config: config,
      backend: "cpu",
      adapter: null,
      steps: 10,
      stopReason: "steps",
      recoveryOver: "all",
      networks: [network],
    } as const;
    const lines = ["3", "2"].map((L) => ({ link: `L=${L}`, varied: { L }, report }));
    expect(sweepTable(lines).split("\n")).toEqual([
      "L,network,steps,train_error,recovery_error,best_recovery_error,best_step,to_1e-2,to_1e-3,ms_per_step",
      "2,thin,10,0.1,0.2,0.2,9,5,,0.5",
      "3,thin,10,0.1,0.2,0.2,9,5,,0.5",
      "",
    ]);
    const hostile = [{ link: "", varied: { "=1+1": '@SUM(A1),"b"' }, report }];
    expect(sweepTable(hostile).split("\n").slice(0, 2)).toEqual([
      `"'=1+1",network,steps,train_error,recovery_error,best_recovery_error,best_step,to_1e-2,to_1e-3,ms_per_step`,
      `"'@SUM(A1),""b""",thin,10,0.1,0.2,0.2,9,5,,0.5`,
    ]);
  });
});
