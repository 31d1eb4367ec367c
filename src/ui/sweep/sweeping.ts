/**
 * The sweeps of the page, one for each workload. They stay when the view is closed, but closing it cancels
 * unfinished runs. Only one sweep runs at a time.
 */
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { BackendChoice } from "../../library/api.ts";
import type { SweepSetup } from "../../experiment/sweep-setup.ts";
import {
  beginSweep,
  followSweep,
  NO_SWEEP,
  openRuns,
  startSweep,
  type SweepRun,
  type SweepState,
} from "../../store/jobs/sweep.ts";

const sweeps = new Map<string, StoreApi<SweepState>>();
let running: { readonly sweep: StoreApi<SweepState>; readonly end: () => void } | undefined;

function sweepOf(workload: string): StoreApi<SweepState> {
  const known = sweeps.get(workload) ?? createStore<SweepState>(() => NO_SWEEP);
  sweeps.set(workload, known);
  return known;
}

export const useSweep = (workload: string): SweepState => useStore(sweepOf(workload));

export function start(
  workload: string,
  setup: SweepSetup,
  cells: readonly SweepRun[],
  backend: BackendChoice,
  file?: unknown,
): void {
  cancel();
  const sweep = sweepOf(workload);
  sweep.setState(beginSweep(sweep.getState(), setup, cells, backend, performance.now()), true);
  const left = openRuns(sweep.getState());
  if (left.length === 0) sweep.setState({ status: "done" });
  else
    running = {
      sweep,
      end: startSweep(
        (event) => sweep.setState((state) => followSweep(state, event, performance.now()), true),
        { cells: left, backend, ...(file !== undefined && { file }) },
      ),
    };
}

export function cancel(): void {
  if (!running) return;
  const { sweep, end } = running;
  running = undefined;
  end();
  if (sweep.getState().status === "running") sweep.setState({ status: "cancelled", fraction: 0 });
}
