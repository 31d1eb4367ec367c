import { describe, expect, it } from "vitest";
import { followProgress, isOscillating, NO_PROGRESS, type Progress } from "../../../src/training/progress.ts";
import { followed } from "../../hosts/errors.ts";

const follow = (
  before: Progress,
  firstStep: number,
  train: readonly number[],
  recovery: readonly number[],
): Progress => followProgress(before, followed(), firstStep, { train, recovery });

describe("followProgress", () => {
  it("finds the first step below each milestone, step 0 included, and the best step", () => {
    const progress = follow(NO_PROGRESS, 0, [1, 0.5, 0.1, 0.2], [1, 0.009, 0.0001, 0.5]);
    expect(progress).toMatchObject({
      step: 3,
      loss: 0.2,
      headline: 0.5,
      best: 0.0001,
      bestStep: 2,
      iterationsTo: { "1e-2": 1, "1e-3": 2 },
      diverged: false,
    });
    expect(follow(NO_PROGRESS, 0, [1], [0.001]).iterationsTo["1e-2"]).toBe(0);
  });

  it("continues over rounds and does not mind a state seen twice", () => {
    const once = follow(NO_PROGRESS, 0, [1, 0.5, 0.4], [1, 0.5, 0.005]);
    const twice = follow(follow(NO_PROGRESS, 0, [1, 0.5], [1, 0.5]), 1, [0.5, 0.4], [0.5, 0.005]);
    expect(twice).toEqual(once);
  });

  it.each([NaN, Infinity, 1e5])("calls an error of %d divergence and keeps the best", (value) => {
    const progress = follow(follow(NO_PROGRESS, 0, [1], [0.9]), 1, [value], [value]);
    expect(progress.diverged).toBe(true);
    expect(progress.best).toBe(0.9);
    expect(follow(progress, 2, [0.1], [0.1]).diverged).toBe(true);
  });

  it("stays at the step of divergence, wherever the round ends", () => {
    const whole = follow(NO_PROGRESS, 0, [1, 2e4, NaN, NaN], [1, 2e4, NaN, NaN]);
    expect(whole).toMatchObject({ step: 1, loss: 2e4, diverged: true });
    expect(follow(whole, 4, [NaN], [NaN])).toEqual(whole);
  });
});

describe("isOscillating", () => {
  const after = (errors: readonly number[]) => follow(NO_PROGRESS, 0, errors, errors);
  const of = (error: (step: number) => number) =>
    after(Array.from({ length: 400 }, (_, step) => error(step)));

  it.each<[string, (step: number) => number]>([
    ["between two values", (step) => (step % 2 === 0 ? 0.3 : 0.2)],
    ["with a period of 20 steps", (step) => 0.3 + 0.1 * Math.sin((Math.PI * step) / 10)],
  ])("names an error that goes up and down %s", (_, error) => {
    expect(isOscillating(of(error))).toBe(true);
  });

  it.each<[string, (step: number) => number]>([
    ["falls", (step) => 0.99 ** step],
    ["falls in waves", (step) => 0.98 ** step * (step % 2 === 0 ? 1 : 0.99)],
    ["stands still", () => 0.5],
    ["rises", (step) => 0.1 * 1.01 ** step],
    ["diverges", (step) => 1.1 ** step * (step % 2 === 0 ? 1 : 2)],
    ["is float32's rounding", (step) => (step % 2 === 0 ? 3e-7 : 2e-7)],
  ])("does not mean one that %s", (_, error) => {
    expect(isOscillating(of(error))).toBe(false);
  });

  it("does not depend on how steps were cut into rounds", () => {
    const errors = Array.from({ length: 100 }, (_, step) => (step % 2 === 0 ? 0.3 : 0.2));
    const cut = follow(after(errors.slice(0, 40)), 39, errors.slice(39), errors.slice(39));
    expect(cut).toEqual(after(errors));
  });
});
