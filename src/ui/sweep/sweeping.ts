/** The page's sweep: one at a time, kept while its view is closed. Closing cancels unfinished runs. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { BackendChoice } from "../../engine/engine.ts";
import type { SweepCell } from "../../experiment/sweep.ts";
import type { SweepSetup } from "../../experiment/sweep-setup.ts";
import {
  beginSweep,
  followSweep,
  NO_SWEEP,
  openRuns,
  startSweep,
  type SweepState,
} from "../../store/jobs/sweep.ts";

const sweep = createStore<SweepState>(() => NO_SWEEP);
let end: (() => void) | undefined;

export const useSweep = (): SweepState => useStore(sweep);

export function start(setup: SweepSetup, cells: readonly SweepCell[], backend: BackendChoice): void {
  end?.();
  sweep.setState(beginSweep(sweep.getState(), setup, cells, backend, performance.now()), true);
  const left = openRuns(sweep.getState());
  if (left.length === 0) sweep.setState({ status: "done" });
  else
    end = startSweep(
      (event) => sweep.setState((state) => followSweep(state, event, performance.now()), true),
      {
        cells: left.map(({ varied, experiment }) => ({ varied, experiment })),
        backend,
      },
    );
}

export function cancel(): void {
  end?.();
  end = undefined;
  if (sweep.getState().status === "running") sweep.setState({ status: "cancelled", share: 0 });
}
