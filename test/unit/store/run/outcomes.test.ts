/** The outcomes that lessons read from finished runs. */
import { expect, it } from "vitest";
import { show } from "../show.ts";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { createStore, type StoreApi } from "zustand/vanilla";
import { MF } from "../../../../src/store/kinds/mf.ts";
import type { State } from "../../../../src/store/state.ts";
import type { EngineStatus } from "../../../../src/engine/engine.ts";
import type { MatrixSummary, MatrixView } from "../../../../src/workloads/mf/summary.ts";
import type { Experiment } from "../../../../src/workloads/mf/config/fields.ts";
import { lessonOf } from "../../../../src/workloads/lessons.ts";
import { outcomeKey, recordOutcomes } from "../../../../src/store/outcomes.ts";
import { startState } from "../matrix-page.ts";
import type { Outcome, PlaygroundState } from "../../../../src/store/kinds/matrix-state.ts";
import { loadedRun, MATRIX, stepsOf } from "../steps.ts";
import { MatrixData } from "../../../../src/store/kinds/matrix-data.ts";
import { lastSpectra } from "../../../../src/ui/workloads/mf/lessons/read.ts";

const [first, second] = Object.values(lessonOf("waiting").setups).map(
  ({ fields }) => MF_CODEC.repair(fields).config,
) as [Experiment, Experiment];

/** The store, its data, and a run that has come to step 2. */
function trained(experiment: Experiment) {
  const store = createStore<PlaygroundState>(() => startState(experiment, [], "auto"));
  const data = new MatrixData();
  recordOutcomes(MATRIX, store as unknown as StoreApi<State>, data);
  const start = (of: Experiment): void => {
    const run = {
      experiment: of,
      networks: [{ id: "original" }],
      targetSigmas: [],
    } as unknown as MatrixSummary;
    data.start(run);
    store.setState({ run: loadedRun(run) });
    data.append(stepsOf("original", 0, Float64Array.of(1, 0.5, 0.25)));
    store.setState({ step: 2 });
  };
  start(experiment);
  const become = (...statuses: readonly EngineStatus[]): void =>
    statuses.forEach((status) => store.setState({ status }));
  const outcomeOf = (of: Experiment): Outcome | undefined =>
    store.getState().outcomes.get(outcomeKey(MF, of));
  return { store, data, start, become, outcomeOf };
}

it("a lesson's run that has ended is read until it leaves its end", () => {
  const { become, outcomeOf, data } = trained({ ...first, seed: 7 });
  become("running");
  expect(outcomeOf(first)).toBeUndefined();
  become("finished");
  expect(outcomeOf(first)?.data.models.get("original")?.recovery.at(2)).toBe(0.25);
  // A reset or a return truncates the series, so the values read from them would not be numbers.
  data.models.get("original")?.recovery.write(0, [1]);
  become("ready");
  expect(outcomeOf(first)).toBeUndefined();
});

it("outcomes stay while other runs follow, and while one is loaded in vain", () => {
  const { become, outcomeOf, start } = trained(first);
  become("finished", "loading", "failed", "loading");
  start(second);
  become("ready", "running", "diverged");
  expect([outcomeOf(first)?.step, outcomeOf(second)?.step]).toEqual([2, 2]);
  // The worker was restarted and continues from a step before the end.
  become("loading", "running");
  expect([outcomeOf(first)?.step, outcomeOf(second)?.step]).toEqual([2, undefined]);
});

it("only runs that a lesson reads are kept", () => {
  const { become, store } = trained({ ...first, rows: first.rows + 1 });
  become("running", "finished");
  expect(store.getState().outcomes.size).toBe(0);
});

it("looking back does not change what a lesson reads, and no picture is kept", () => {
  const { become, outcomeOf, data } = trained(first);
  const picture = new Uint8ClampedArray(4);
  const at = (step: number, value: number): void => {
    const pictures = { estimate: picture, difference: picture, values: new Float32Array(1) };
    const view: MatrixView = { id: "original", pictures, spectra: { endToEnd: [value], layers: [[value]] } };
    show(data, step, [view]);
  };
  at(1, 10);
  become("finished");
  const outcome = outcomeOf(first) as Outcome;
  expect(lastSpectra(outcome, "original")).toBeUndefined();
  at(2, 20);
  data.lookAt(1);
  expect(lastSpectra(outcome, "original")).toEqual({ step: 2, spectra: { endToEnd: [20], layers: [[20]] } });
  expect(
    [...(outcome.data.models.get("original")?.spectra.records ?? [])].map((record) => Object.keys(record)),
  ).toEqual([
    ["step", "spectra"],
    ["step", "spectra"],
  ]);
  expect(outcome.data.models.get("original")).toMatchObject({ view: {}, weights: [] });
  expect(outcome.data.recording.steps).toEqual([]);
});
