import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { PRESETS, presetExperiment } from "../../../src/workloads/mf/presets.ts";
import { overridesOf } from "../../../src/experiment/codec.ts";
import { changeExperiment } from "../../../src/store/change.ts";
import { presetOfSeeds } from "../../../src/store/config.ts";
import { MATRIX } from "./steps.ts";

const start = (fields: object) => MF_CODEC.repair(fields).config;

describe("changeExperiment", () => {
  it("settings left at their defaults follow: r̂ follows r, width and columns follow d", () => {
    const { config, repairs } = changeExperiment(start({ data: "random", rows: 64, rank: 2 }), {
      rank: 4,
    });
    expect(config).toMatchObject({ rank: 4, rHat: 8 });
    expect(changeExperiment(config, { rows: 96 }).config).toMatchObject({
      rows: 96,
      cols: 96,
      width: 96,
    });
    expect(repairs).toEqual([]);
  });

  it("settings made by hand stay", () => {
    const { config } = changeExperiment(start({ data: "random", rows: 64, rHat: 7, epsilon: 0.1 }), {
      rank: 4,
    });
    expect(config).toMatchObject({ rank: 4, rHat: 7, epsilon: 0.1 });
  });

  it("settings that no longer fit are corrected, with a message", () => {
    const { config, repairs } = changeExperiment(start({ data: "random", rows: 64, rHat: 30 }), {
      rows: 20,
    });
    expect(config.rHat).toBe(10);
    expect(repairs).toHaveLength(1);
    expect(repairs.join()).toContain("r̂");
  });

  it("settings made by hand stay with other data, and defaults follow", () => {
    const chosen = {
      task: "mf",
      seed: 7,
      networks: ["original", "kwon"],
      depth: 4,
      width: 96,
      rHat: 5,
      gamma: 2,
      optimizer: "momentum",
      epsilon: 0.3,
      steps: 50,
    };
    const photo = start({ data: "alpine", ...chosen });
    const { config, repairs } = changeExperiment(photo, { data: "random" });
    expect(config).toEqual(start({ data: "random", ...chosen }));
    expect(repairs).toEqual([]);
    expect(changeExperiment(config, { data: "alpine" }).config).toEqual(photo);
    expect(changeExperiment(start({}), { data: "airports" }).config).toEqual(start({ data: "airports" }));
  });

  it("settings that describe the earlier data are left out and named, and so is what no longer fits", () => {
    const made = start({ data: "random", rows: 64, spectrum: "list", sigmas: [1, 0.5], observed: 0.3 });
    const { config, repairs } = changeExperiment(made, { data: "airports" });
    expect(config).toEqual(start({ data: "airports" }));
    expect(repairs).toHaveLength(2);
    expect(repairs[0]).toMatch(/^Size d: 64 became 305, the only possible value here/);
    expect(repairs[1]).toMatch(/: Singular values of the target, List of singular values\. .*Back/);
    expect(changeExperiment(made, { data: "alpine" }).config).toEqual(
      start({ data: "alpine", rows: 64, observed: 0.3 }),
    );
  });

  it("a file's part and size do not outlast the file, and another part of the same file is no other data", () => {
    const [file, another] = ["0123456789abcdef", "f".repeat(16)];
    const own = start({ data: "file", file, rows: 40, crop: [0, 0, 40, 40], steps: 50, seed: 7 });
    const part = changeExperiment(own, { data: "file", file, crop: [0, 0, 30, 30], rows: 30 });
    expect(part).toEqual({ config: start({ ...part.config, steps: 50, rows: 30 }), repairs: [] });
    const other = changeExperiment(own, { data: "file", file: another, rows: 20 });
    expect(other.config).toEqual(start({ data: "file", file: another, rows: 20, steps: 50, seed: 7 }));
    expect(changeExperiment(own, { data: "alpine" }).config).toEqual(
      start({ data: "alpine", steps: 50, seed: 7 }),
    );
  });

  it("factorization turns γ off, completion turns it on again", () => {
    const completion = start({ data: "random", rows: 64 });
    const { config } = changeExperiment(completion, { task: "mf" });
    expect(config).toMatchObject({ gamma: 0, steps: 1500 });
    expect(changeExperiment(config, { task: "mc" }).config).toEqual(completion);
  });
});

it("overrides are those that a link would name", () => {
  expect(overridesOf(MF_CODEC.fields, start({}))).toEqual({});
  expect(overridesOf(MF_CODEC.fields, start({ seed: 3, data: "random", rHat: 9 }))).toEqual({
    seed: 3,
    data: "random",
    rHat: 9,
  });
});

it("every preset is recognised, whatever its seed", () => {
  for (const preset of PRESETS)
    expect(presetOfSeeds(MATRIX, { ...presetExperiment(preset), seed: 12 })?.id).toBe(preset.id);
  expect(presetOfSeeds(MATRIX, { ...start({ depth: 5 }) })).toBeUndefined();
});
