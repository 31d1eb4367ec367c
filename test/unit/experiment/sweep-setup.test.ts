import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { SWEEP_EXAMPLES } from "../../../src/workloads/mf/config/sweep-examples.ts";
import {
  decodeSetup as decode,
  encodeSetup,
  MAX_RUNS,
  MAX_SEEDS,
  parseValues,
  suggestedValues,
  type SweepSetup,
} from "../../../src/experiment/sweep-setup.ts";
import type { Config } from "../../../src/store/state.ts";
import { planSweep, sweptFields } from "../../../src/store/sweep.ts";
import { MATRIX } from "../store/steps.ts";

const { config } = MF_CODEC.repair({ data: "random", rows: 24, rank: 2, seeds: 4 });

const SWEPT_FIELDS = sweptFields(MATRIX);
const decodeSetup = (text: string) => decode(text, (key) => SWEPT_FIELDS.some((field) => field.key === key));
const plan = (base: Experiment, setup: SweepSetup) => planSweep(MATRIX, base as unknown as Config, setup);

describe("the set-up of a sweep in an address", () => {
  it("comes back as it was written", () => {
    const setup = {
      axes: [
        { key: "L", values: ["2", "3"] },
        { key: "opt", values: ["gd", "adam"] },
      ],
      seeds: 3,
    };
    expect(encodeSetup(setup)).toBe("L:2,3;opt:gd,adam;seeds:3");
    expect(decodeSetup(encodeSetup(setup))).toEqual(setup);
  });

  it.each([
    ["", undefined],
    ["seeds:5", undefined],
    ["nonsense:1;seed:1,2;B:3;file:0", undefined],
    ["L:2;L:3", { axes: [{ key: "L", values: ["2"] }], seeds: 1 }],
    [
      "L:2;width:4;rhat:1",
      { axes: ["L", "width"].map((key, i) => ({ key, values: [["2"], ["4"]][i] })), seeds: 1 },
    ],
    ["L:2;seeds:-7", { axes: [{ key: "L", values: ["2"] }], seeds: 1 }],
    ["L:2;seeds:1e9", { axes: [{ key: "L", values: ["2"] }], seeds: MAX_SEEDS }],
    ["L:%00,<b>;seeds:x", { axes: [{ key: "L", values: ["%00", "<b>"] }], seeds: 1 }],
  ])("of “%s” keeps its valid parts", (text, setup) => {
    expect(decodeSetup(text)).toEqual(setup);
  });

  it("reads lists as people type them", () => {
    expect(parseValues(" 1, 2;3  2,, 1e-3 ")).toEqual(["1", "2", "3", "1e-3"]);
    expect(parseValues("1,".repeat(10_000)).length).toBe(1);
  });
});

describe("the runs of a sweep", () => {
  const planned = (text: string) => plan(config, decodeSetup(text) ?? { axes: [], seeds: 1 });
  const told = (problem: string | undefined): string => (problem ? problem : "");

  it("are one for each combination and seed, each with one seed", () => {
    const { cells, problem } = planned("L:2,3;rhat:1,2,3;seeds:2");
    expect(problem).toBeUndefined();
    expect(cells).toHaveLength(12);
    expect(cells.every(({ config: { seeds } }) => seeds === 1)).toBe(true);
  });

  it.each([
    ["L:2,99", "Depth"],
    ["L:two", "Depth"],
    ["task:mf,xx", "Problem"],
    [
      `T:${Array.from({ length: 51 }, (_, i) => i + 1).join(",")};seeds:4`,
      `204 runs are more than the ${MAX_RUNS}`,
    ],
  ])("are refused for %s, with a reason", (text, reason) => {
    const { cells, problem } = planned(text);
    expect(cells).toEqual([]);
    expect(told(problem)).toContain(reason);
  });

  it("are refused for a user file, which the worker lacks", () => {
    const { config: own } = MF_CODEC.repair({ data: "file" });
    expect(told(plan(own, { axes: [{ key: "L", values: ["2"] }], seeds: 1 }).problem)).toContain(
      "command line",
    );
  });

  it("can be made with the values that are suggested, for every setting", () => {
    for (const fields of [
      {},
      { data: "random", task: "mf" },
      { data: "airports" },
      { data: "random", rows: 2 },
    ]) {
      const base = MF_CODEC.repair(fields).config;
      for (const field of SWEPT_FIELDS) {
        const values = suggestedValues(field, base as unknown as Config);
        expect(values.length, field.key).toBeGreaterThan(0);
        expect(new Set(values).size).toBe(values.length);
        const { problem } = plan(base, { axes: [{ key: field.key, values }], seeds: 1 });
        expect(problem, `${field.key} ${JSON.stringify(fields)}`).toBeUndefined();
      }
    }
  });

  it.each(SWEEP_EXAMPLES.map((example) => [example.id, example] as const))(
    "of the example %s can be made",
    (_id, example) => {
      const { cells, problem } = plan(MF_CODEC.repair(example.fields).config, example.setup);
      expect(problem).toBeUndefined();
      expect(cells.length).toBeGreaterThan(0);
      expect(decodeSetup(encodeSetup(example.setup))).toEqual(example.setup);
    },
  );
});
