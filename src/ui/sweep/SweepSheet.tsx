/**
 * Varies one or two settings of the current experiment: trains every combination with one or more seeds and
 * compares the results.
 */
import { useEffect, useMemo, useState } from "react";
import { decodeSetup, encodeSetup, MAX_RUNS, runsOf, type SweepSetup } from "../../experiment/sweep-setup.ts";
import {
  finishedRuns,
  type SweepRun,
  type SweepState,
  beginSweep,
  followSweep,
  NO_SWEEP,
  openRuns,
  startSweep,
  secondsLeft,
} from "../../store/jobs/sweep.ts";
import { counted, formatCount, formatDuration } from "../../store/format.ts";
import { RATES_KEY } from "../../store/sweep.ts";
import { Icon } from "../parts/Icon.tsx";
import { CopyText } from "../share/CopyText.tsx";
import { useActions, usePage, usePlayground } from "../parts/context.ts";
import { Sheet, closeSheet } from "../parts/Sheet.tsx";
import { askedSweep, beginsAtOnce } from "../parts/open.ts";
import { AxesForm } from "./AxesForm.tsx";
import { Results } from "./Results.tsx";
import { formatFound, SweepContext, useNewSweepPage, type SweepParts, useSweepPage } from "./sweep-page.ts";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { BackendChoice } from "../../library/api.ts";
import { bestPoint, sweepPoints } from "../../store/jobs/sweep-result.ts";
import { headlineQuantity } from "../parts/workload-page.ts";
import "../styles/panels/share.css";
import "../styles/panels/sweep.css";

const EMPTY: SweepSetup = { axes: [], seeds: 1 };

export function SweepSheet({ parts }: { readonly parts: SweepParts }) {
  const page = useNewSweepPage(parts);
  const { canVary, plan } = page;
  const { id, stepName } = usePage();
  const backend = usePlayground((state) => state.backend);
  const { pause, givenFile } = useActions();
  const state = useSweep(id);
  const text = askedSweep.use();
  const [setup, setSetup] = useState(() => decodeSetup(text ?? "", canVary) ?? EMPTY);
  const { cells, problem } = useMemo(() => plan(setup), [plan, setup]);
  const begin = (): void => {
    pause();
    start(id, setup, cells, backend, givenFile());
  };
  useEffect(() => {
    if (beginsAtOnce.get()) begin();
    beginsAtOnce.set(false);
    return () => {
      cancel();
      askedSweep.set(null);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- only when the view opens
  }, []);
  const change = (next: SweepSetup): void => {
    setSetup(next);
    askedSweep.set(next.axes.length > 0 ? encodeSetup(next) : null);
  };
  const isRunning = state.status === "running";
  return (
    <Sheet
      title="Sweep"
      width="70rem"
      summary={`A sweep varies one or two settings of the current experiment. It trains every combination with each seed, up to ${formatCount(MAX_RUNS)} runs. Training on the page pauses meanwhile. Closing this view stops the sweep; finished runs stay.`}
    >
      <SweepContext value={page}>
        <div className="sheet-body">
          {parts.examples && <Examples examples={parts.examples} isRunning={isRunning} onChoose={change} />}
          <AxesForm setup={setup} isRunning={isRunning} onChange={change} />
          {setup.axes.length > 0 && problem && (
            <p className="banner error" role="alert">
              {problem}
            </p>
          )}
          <div className="row">
            <button
              type="button"
              className={isRunning ? "" : "primary"}
              disabled={!isRunning && cells.length === 0}
              onClick={() => {
                if (isRunning) cancel();
                else begin();
              }}
            >
              <Icon name={isRunning ? "close" : "play"} />
              {isRunning
                ? "Cancel"
                : cells.length > 0
                  ? `Make ${counted(runsOf(setup), "run")}${stepsOf(cells, stepName)}`
                  : setup.axes.length > 0
                    ? "Correct the set-up first"
                    : "Choose what to vary"}
            </button>
            <span role="status">{statusOf(state)}</span>
          </div>
          {isRunning && <Progress state={state} />}
          <FewerSteps cells={cells} />
          {state.status === "done" && state.setup.axes[0]?.key === RATES_KEY && <RatesAdvice state={state} />}
          {state.runs.length > 0 && <Results state={state} />}
          {setup.axes.length > 0 && !problem && (
            <section aria-label="Link to this sweep">
              <h3>Link to this sweep, set up but not run</h3>
              <CopyText action="Copy link" label="Link" text={window.location.href} lines={2} />
            </section>
          )}
        </div>
      </SweepContext>
    </Sheet>
  );
}

/** Says that a sweep of all rates shortens long runs. */
function FewerSteps({ cells }: { readonly cells: readonly SweepRun[] }) {
  const steps = usePlayground(({ config }) => config.steps);
  const [first] = cells;
  if (!first || !(RATES_KEY in first.varied) || first.config.steps >= steps) return null;
  return (
    <p className="note">
      These runs end at step {formatCount(first.config.steps)} instead of {formatCount(steps)}, to save time.
      In longer runs smaller rates may be best.
    </p>
  );
}

/** The number of steps, if it is the same for all runs. */
function stepsOf(cells: readonly SweepRun[], stepName: string): string {
  const steps = cells[0]?.config.steps ?? 0;
  return cells.every(({ config }) => config.steps === steps) ? ` of ${counted(steps, stepName)}` : "";
}

function statusOf(state: SweepState): string {
  const finished = finishedRuns(state);
  const all = state.runs.length;
  return {
    idle: "",
    running: "Running.",
    done:
      state.refused.size > 0
        ? `Done: ${formatCount(finished)} of ${counted(all, "run")}; could not be made: ${formatCount(state.refused.size)}.`
        : `Done: ${counted(all, "run")}.`,
    cancelled: `Cancelled after ${formatCount(finished)} of ${counted(all, "run")}. Finished runs are kept and not repeated.`,
    failed: `The sweep failed: ${state.message ?? ""}`,
  }[state.status];
}

/**
 * The sweeps of the page, one for each workload. They stay when the view is closed, but closing it cancels
 * unfinished runs. Only one sweep runs at a time.
 */
const sweeps = new Map<string, StoreApi<SweepState>>();
let running: { readonly sweep: StoreApi<SweepState>; readonly end: () => void } | undefined;

function sweepOf(workload: string): StoreApi<SweepState> {
  const known = sweeps.get(workload) ?? createStore<SweepState>(() => NO_SWEEP);
  sweeps.set(workload, known);
  return known;
}

const useSweep = (workload: string): SweepState => useStore(sweepOf(workload));

function start(
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

function cancel(): void {
  if (!running) return;
  const { sweep, end } = running;
  running = undefined;
  end();
  if (sweep.getState().status === "running") sweep.setState({ status: "cancelled", fraction: 0 });
}

/** Shows how far a sweep has come, and how long it will still take. */
function Progress({ state }: { readonly state: SweepState }) {
  const all = state.runs.length;
  const finished = finishedRuns(state);
  const seconds = secondsLeft(state);
  return (
    <div className="row">
      <progress max={all} value={finished + state.fraction} aria-label="Progress of the sweep" />
      <span>
        run {formatCount(Math.min(all, finished + 1))} of {formatCount(all)}
        {seconds !== undefined && `, about ${formatDuration(seconds)} left`}
      </span>
    </div>
  );
}

interface Props {
  readonly examples: NonNullable<SweepParts["examples"]>;
  readonly isRunning: boolean;
  readonly onChoose: (setup: SweepSetup) => void;
}

/** Ready-made sweeps; each answers one question and replaces the current experiment. */
function Examples({ examples, isRunning, onChoose }: Props) {
  const { choosePreset, pause } = useActions();
  return (
    <section aria-label="Examples">
      <h3>Examples: each replaces the current experiment</h3>
      <ul className="sweep-examples grid">
        {examples.map((example) => (
          <li key={example.id} className="note">
            <button
              type="button"
              disabled={isRunning}
              onClick={() => {
                pause();
                choosePreset(example);
                onChoose(example.setup);
              }}
            >
              {example.title}
            </button>
            <span>{example.about}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The best rate of each model in a sweep of all learning rates, with buttons that set them. */
function RatesAdvice({ state }: { readonly state: SweepState }) {
  const page = usePage();
  const { quantities, modelsOf } = useSweepPage();
  const { change, play } = useActions();
  const config = usePlayground((now) => now.config);
  const [first] = usePlayground(({ models }) => models);
  const { id, label, scale } = headlineQuantity(page, first);
  const quantity = quantities.find((one) => one.id === id);
  if (!quantity || !page.rates) return null;
  const { names, of } = page.rates;
  const models = modelsOf(state.runs[0]?.config ?? config).filter(of);
  if (models.length === 0) return null;
  const best = models.flatMap((model) => {
    const field = of(model);
    const point = bestPoint(sweepPoints(state, model, quantity), scale === "fraction");
    const name = page.looks[model]?.name ?? model;
    return field && point ? [{ name, field, rate: Number(point.values[0]), median: point.median }] : [];
  });
  if (best.length === 0) return <p>No rate has moved a model. Try larger rates.</p>;
  // Rates that follow another one by default stay as they are.
  const kept = Object.fromEntries(names.map((name) => [name, config[name]]));
  const told = best.map(({ name, rate, median }) => `${name} at ${rate} (${formatFound(median, quantity)})`);
  return (
    <section aria-label="Advice">
      <p>
        Best {label.toLowerCase()}: {told.join(", ")}. The test itself chose these rates, so expect a little
        less on other samples.
      </p>
      <div className="ways-on row">
        {best
          .filter(({ field, rate }) => config[field] !== rate)
          .map(({ name, field, rate }) => (
            <button
              key={name}
              type="button"
              onClick={(event) => {
                change({ ...kept, [field]: rate }, "anew");
                play();
                closeSheet(event);
              }}
            >
              Train {name} at {rate}
            </button>
          ))}
      </div>
    </section>
  );
}
