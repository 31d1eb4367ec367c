/** The state of the sweep that the page shows: its runs, their results, and the remaining time. */
import type { BackendChoice } from "../../library/api.ts";
import type { SweepEvent, SweepRequest } from "../../jobs/sweep/run.ts";
import type { SweepLine } from "../../jobs/sweep/sweep.ts";
import type { SweepCell } from "../../experiment/sweep.ts";
import type { RunConfig } from "../../training/plan.ts";
import type { SweepSetup } from "../../experiment/sweep-setup.ts";
import { askWorker } from "../../worker/ask-worker.ts";

export { tableOf } from "../../jobs/sweep/sweep.ts";

/** Returns a function that ends the worker early. After `done` or `failed` the worker has already ended. */
export function startSweep(listen: (event: SweepEvent) => void, request: SweepRequest): () => void {
  const worker = new Worker(new URL("../../jobs/sweep/worker.ts", import.meta.url), {
    type: "module",
    name: "dmf-sweep",
  });
  return askWorker(worker, request, listen, {
    kind: "failed",
    message: "The sweep could not be loaded. Reload the page.",
  });
}

export interface SweepState {
  readonly status: "idle" | "running" | "done" | "cancelled" | "failed";
  readonly setup: SweepSetup;
  /** The requested engine. */
  readonly backend: BackendChoice;
  /** All runs of the sweep, with their links. */
  readonly runs: readonly SweepRun[];
  /** Finished runs by link. They include runs of an earlier sweep that are also part of this one. */
  readonly lines: ReadonlyMap<string, SweepLine>;
  /** Why a run could not be made, by link. */
  readonly refused: ReadonlyMap<string, string>;
  /** Fraction of the current run that is done. */
  readonly fraction: number;
  /** Number of runs that were finished before the sweep started. */
  readonly before: number;
  /** Times of the start and of the last message, in ms of performance.now(). */
  readonly startedAt: number;
  readonly toldAt: number;
  /** Why the sweep failed. */
  readonly message?: string;
}

export type SweepRun = SweepCell<RunConfig>;

export const NO_SWEEP: SweepState = {
  status: "idle",
  setup: { axes: [], seeds: 1 },
  backend: "auto",
  runs: [],
  lines: new Map(),
  refused: new Map(),
  fraction: 0,
  before: 0,
  startedAt: 0,
  toldAt: 0,
};

/** Starts a sweep. Does not repeat runs that were finished earlier on the same engine. */
export function beginSweep(
  before: SweepState,
  setup: SweepSetup,
  cells: readonly SweepRun[],
  backend: BackendChoice,
  now: number,
): SweepState {
  const known: SweepState["lines"] = backend === before.backend ? before.lines : new Map();
  const lines = new Map(
    cells.flatMap(({ link, varied }) => {
      const line = known.get(link);
      return line ? [[link, { ...line, varied }]] : [];
    }),
  );
  return {
    ...NO_SWEEP,
    status: "running",
    setup,
    backend,
    runs: cells,
    lines,
    before: lines.size,
    startedAt: now,
    toldAt: now,
  };
}

/** Runs that are neither finished nor failed. */
export const openRuns = ({ runs, lines, refused }: SweepState): SweepRun[] =>
  runs.filter(({ link }) => !lines.has(link) && !refused.has(link));

export function followSweep(before: SweepState, event: SweepEvent, now: number): SweepState {
  const state = { ...before, toldAt: now };
  if (event.kind === "progress") return { ...state, fraction: event.fraction };
  if (event.kind === "line") {
    const { line } = event;
    return { ...state, fraction: 0, lines: new Map([...state.lines, [line.link, line]]) };
  }
  if (event.kind === "refused")
    return { ...state, fraction: 0, refused: new Map([...state.refused, [event.link, event.message]]) };
  if (event.kind === "done") return { ...state, status: "done" };
  return { ...state, status: "failed", message: event.message };
}

export const finishedRuns = ({ lines, refused }: SweepState): number => lines.size + refused.size;

/** Seconds left, if the other runs take as long as the past ones. Undefined until a tenth of a run is done. */
export function secondsLeft(state: SweepState): number | undefined {
  const made = finishedRuns(state) - state.before + state.fraction;
  if (made < 0.1) return undefined;
  const left = state.runs.length - finishedRuns(state) - state.fraction;
  return ((state.toldAt - state.startedAt) / 1000) * (left / made);
}
