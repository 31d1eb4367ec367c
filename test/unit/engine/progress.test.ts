import { describe, expect, it } from "vitest";
import { followProgress, NO_PROGRESS } from "../../../src/engine/progress.ts";

describe("followProgress", () => {
  it("finds the first step below each milestone, step 0 included, and the best step", () => {
    const progress = followProgress(NO_PROGRESS, 0, [1, 0.5, 0.1, 0.2], [1, 0.009, 0.0001, 0.5]);
    expect(progress).toEqual({
      step: 3,
      trainError: 0.2,
      recoveryError: 0.5,
      bestRecoveryError: 0.0001,
      bestStep: 2,
      iterationsTo: { "1e-2": 1, "1e-3": 2 },
      diverged: false,
    });
    expect(followProgress(NO_PROGRESS, 0, [1], [0.001]).iterationsTo["1e-2"]).toBe(0);
  });

  it("continues over batches and does not mind a state seen twice", () => {
    const once = followProgress(NO_PROGRESS, 0, [1, 0.5, 0.4], [1, 0.5, 0.005]);
    const twice = followProgress(
      followProgress(NO_PROGRESS, 0, [1, 0.5], [1, 0.5]),
      1,
      [0.5, 0.4],
      [0.5, 0.005],
    );
    expect(twice).toEqual(once);
  });

  it.each([NaN, Infinity, 1e5])("calls an error of %d divergence and keeps the best", (value) => {
    const progress = followProgress(followProgress(NO_PROGRESS, 0, [1], [0.9]), 1, [value], [value]);
    expect(progress.diverged).toBe(true);
    expect(progress.bestRecoveryError).toBe(0.9);
    expect(followProgress(progress, 2, [0.1], [0.1]).diverged).toBe(true);
  });
});
