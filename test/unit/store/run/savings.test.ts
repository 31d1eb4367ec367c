import { expect, it } from "vitest";
import type { NetworkNow } from "../../../../src/store/kinds/matrix-state.ts";
import { savings } from "../../../../src/store/run/savings.ts";
import { NO_PROGRESS } from "../../../../src/training/progress.ts";

const network = (msPerStep: number, msSpread: number, best: number): NetworkNow =>
  ({
    msPerStep,
    msSpread,
    parameters: msPerStep,
    flopsPerStep: msPerStep,
    progress: { ...NO_PROGRESS, step: 9, headline: best, best },
  }) as NetworkNow;

const of = (other: NetworkNow): Record<string, string> =>
  Object.fromEntries(savings(network(8, 0.05, 0.01), other).map(({ name, text }) => [name, text]));

it("compares counts and measured times", () => {
  expect(of(network(1, 0.05, 0.01))).toEqual({
    "FLOPs per step": "8.0× fewer",
    Parameters: "8.0× fewer",
    "Time per step": "(8.0 ± 0.6)× less",
  });
});

it("leaves out a time that is not known, or that varied too much", () => {
  for (const spread of [NaN, 0.9]) expect(of(network(1, spread, 0.01))).not.toHaveProperty("Time per step");
});

const COUNTS = { "FLOPs per step": "8 → 1", Parameters: "8 → 1" };

it("gives no ratio where a network has learned nothing", () => {
  expect(of(network(1, 0.05, 1))).toEqual(COUNTS);
});

it("gives no ratio where an error has risen to the start's level again", () => {
  const lost = network(1, 0.05, 0.6);
  expect(of({ ...lost, progress: { ...NO_PROGRESS, ...lost.progress, headline: 0.95 } })).toEqual(COUNTS);
});
