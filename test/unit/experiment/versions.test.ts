/**
 * Version 1 of the link keeps its own defaults, and the project's own experiments are what they were in that
 * version.
 */
import { describe, expect, it } from "vitest";
import type { Experiment } from "../../../src/experiment/experiment.ts";
import { MATRIX_LESSONS, setupExperiment } from "../../../src/experiment/lessons/matrix-lessons.ts";
import { decodeLink, encodeLink, MF_CODEC } from "../../../src/experiment/link.ts";
import { PRESETS, presetExperiment } from "../../../src/experiment/presets.ts";
import { repairExperiment } from "../../../src/experiment/changes.ts";
import { SWEEP_EXAMPLES } from "../../../src/experiment/sweep-examples.ts";
import { cellsOf } from "../../../src/experiment/sweep.ts";
import experimentsV1 from "./experiments-v1.json" with { type: "json" };

/**
 * Every experiment that presets, lessons and sweeps run, each with its name. The claims' experiments are
 * covered by their records.
 */
function experimentsNow(): Record<string, Experiment> {
  const all: [string, Experiment][] = PRESETS.map((preset) => [
    `preset ${preset.id}`,
    presetExperiment(preset),
  ]);
  for (const { id: lesson, setups, exercises } of MATRIX_LESSONS) {
    for (const [id, setup] of Object.entries(setups))
      all.push([`lesson ${lesson} ${id}`, setupExperiment(setup)]);
    exercises.forEach((exercise, i) =>
      all.push([`lesson ${lesson} exercise ${i}`, setupExperiment(exercise)]),
    );
  }
  for (const example of SWEEP_EXAMPLES)
    for (const { varied, experiment } of cellsOf(
      MF_CODEC,
      repairExperiment(example.fields).config,
      example.setup.axes,
      1,
    ))
      all.push([`sweep ${example.id} ${Object.values(varied).join(" ")}`, experiment]);
  return Object.fromEntries(all);
}

describe("version 2 of the link", () => {
  it("leaves every preset, lesson and sweep the experiment it had", () => {
    const now = experimentsNow();
    for (const [name, link] of Object.entries(experimentsV1))
      expect(now[name], name).toEqual(decodeLink(link).config);
  });

  it("reads a link of version 1, or without one, with the defaults of version 1", () => {
    for (const link of ["v=1&data=random&L=5", "data=random&L=5", "lesson=4.2&data=random&L=5"])
      expect(decodeLink(link).config, link).toMatchObject({ epsilon: 0.02, steps: 2000 });
    expect(decodeLink("v=1&data=random&L=5&eps=zero").config.epsilon).toBe(0.02);
    expect(decodeLink("v=1&L=4").config).toMatchObject({ epsilon: 0.1, steps: 400 });
    expect(decodeLink("v=1&data=random&task=ms").config.steps).toBe(2000);
  });

  it("says what version 1 left unsaid, and means the same", () => {
    const { config } = decodeLink("v=1&data=random&L=5");
    expect(encodeLink(config)).toBe("v=2&data=random&L=5&eps=0.02&T=2000");
    expect(decodeLink(encodeLink(config))).toEqual({ config, repairs: [] });
  });

  it("opens an empty address with its own defaults", () => {
    expect(decodeLink("").config).toEqual(decodeLink("v=2").config);
  });
});

describe("defaults that follow the depth", () => {
  const of = (link: string): Experiment => decodeLink(`v=2&data=random&${link}`).config;

  it("are those of depth 3 up to depth 3", () => {
    for (const depth of [2, 3]) expect(of(`L=${depth}`)).toMatchObject({ epsilon: 0.02, steps: 2000 });
  });

  it("keep the wait at about L/3 times that of depth 3, and lengthen the run as much", () => {
    const scales = [4, 5, 6, 7, 8].map((depth) => of(`L=${depth}`).epsilon);
    expect(scales).toEqual([0.1, 0.19, 0.27, 0.33, 0.39]);
    const steps = [4, 5, 6, 7, 8].map((depth) => of(`L=${depth}`).steps);
    expect(steps).toEqual([2700, 3200, 3800, 4800, 5100]);
    expect(decodeLink("v=2&L=5").config).toMatchObject({ epsilon: 0.32, steps: 680 });
  });

  it("lengthen the run for a slower rate and a smaller σ_r, up to four times", () => {
    expect(of("eta=0.125").steps).toBe(4000);
    expect(of("sigmin=0.4").steps).toBe(2500);
    expect(of("eta=0.001").steps).toBe(8000);
    expect(of("eta=0.5").steps).toBe(2000);
  });

  it("leave the steps alone where the wait is not known beforehand", () => {
    expect(of("opt=adam&L=6").steps).toBe(2000);
    expect(of("loss=sum&eta=1e-4").steps).toBe(2000);
  });
});
