import { expect, it } from "vitest";
import type { NetworkNow, PlaygroundState } from "../../../../src/store/kinds/matrix-state.ts";
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

const all = (status: PlaygroundState["status"], msSpread = 0.05, best = 0.01) =>
  savings(network(8, msSpread, 0.01), network(1, msSpread, best), { status });

const said = (...args: Parameters<typeof all>) => all(...args).time;

it("compares measured times", () => {
  expect(said("running")).toEqual({ text: "(8.0 ± 0.6)× less", note: "measured" });
});

it("promises a later time only while the run goes on", () => {
  expect(said("running", NaN).note).toBe("not known yet");
  expect(said("paused", NaN).note).toBe("not known yet");
  for (const status of ["finished", "stopped", "diverged"] as const) {
    expect(said(status, NaN)).toEqual({ text: "–", note: "too short to time" });
    expect(said(status, 0.9)).toEqual({ text: "–", note: "times varied too much" });
  }
});

it("gives no ratio where a network has learned nothing, and says so", () => {
  expect(said("running", 0.05, 1)).toEqual({ text: "–", note: "not both learned yet" });
  expect(said("finished", 0.05, 1)).toEqual({ text: "–", note: "not both learned" });
  for (const status of ["ready", "running", "finished"] as const) {
    const { parameters, flops } = all(status, 0.05, 1);
    for (const counted of [parameters, flops]) expect(counted).toEqual({ text: "8 → 1", note: "counted" });
    expect(all(status).flops).toEqual({ text: "8.0× fewer", note: "counted" });
  }
});

it("gives no ratio where an error has risen to the start's level again", () => {
  const lost = network(1, 0.05, 0.6);
  const risen = { ...lost, progress: { ...NO_PROGRESS, ...lost.progress, headline: 0.95 } };
  const { flops, time } = savings(network(8, 0.05, 0.01), risen, { status: "finished" });
  expect(flops).toEqual({ text: "8 → 1", note: "counted" });
  expect(time.note).toBe("not both learned");
});
