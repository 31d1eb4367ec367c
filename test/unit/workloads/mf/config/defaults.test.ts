/** The project's own experiments keep their settings when a default changes. */
import { describe, expect, it } from "vitest";
import type { Experiment } from "../../../../../src/workloads/mf/config/fields.ts";
import { MATRIX_LESSONS } from "../../../../../src/workloads/lessons.ts";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import { PRESETS, presetExperiment } from "../../../../../src/workloads/mf/presets.ts";
import { SWEEP_EXAMPLES } from "../../../../../src/workloads/mf/config/sweep-examples.ts";
import { cellsOf } from "../../../../../src/experiment/sweep.ts";
import recorded from "../../../experiment/experiments.json" with { type: "json" };

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
      all.push([`lesson ${lesson} ${id}`, MF_CODEC.repair(setup.fields).config]);
    exercises.forEach((exercise, i) =>
      all.push([`lesson ${lesson} exercise ${i}`, MF_CODEC.repair(exercise.fields).config]),
    );
  }
  for (const example of SWEEP_EXAMPLES)
    for (const { varied, config: experiment } of cellsOf(
      MF_CODEC,
      MF_CODEC.repair(example.fields).config,
      example.setup.axes,
      1,
    ))
      all.push([`sweep ${example.id} ${Object.values(varied).join(" ")}`, experiment]);
  return Object.fromEntries(all);
}

it("leaves every preset, lesson and sweep the experiment it had", () => {
  const now = experimentsNow();
  for (const [name, link] of Object.entries(recorded))
    expect(now[name], name).toEqual(MF_CODEC.decode(link).config);
});

it("opens an empty address and a link without a version with its own defaults", () => {
  expect(MF_CODEC.decode("")).toEqual(MF_CODEC.decode("v=2"));
  expect(MF_CODEC.decode("lesson=4.2&data=random&L=5")).toEqual(MF_CODEC.decode("v=2&data=random&L=5"));
});

describe("defaults that follow the depth", () => {
  const of = (link: string): Experiment => MF_CODEC.decode(`v=2&data=random&${link}`).config;

  it("are those of depth 3 up to depth 3", () => {
    for (const depth of [2, 3]) expect(of(`L=${depth}`)).toMatchObject({ epsilon: 0.02, steps: 2000 });
  });

  it("keep the wait at about L/3 times that of depth 3, and lengthen the run as much", () => {
    const scales = [4, 5, 6, 7, 8].map((depth) => of(`L=${depth}`).epsilon);
    expect(scales).toEqual([0.1, 0.19, 0.27, 0.33, 0.39]);
    const steps = [4, 5, 6, 7, 8].map((depth) => of(`L=${depth}`).steps);
    expect(steps).toEqual([2700, 3200, 3800, 4800, 5100]);
    expect(MF_CODEC.decode("v=2&L=5").config).toMatchObject({ epsilon: 0.32, steps: 680 });
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
