/** Outcomes of lesson runs that ended since the page was opened, one for each set-up, whatever its seed. */
import type { StoreApi } from "zustand/vanilla";
import type { Experiment } from "../../experiment/experiment.ts";
import { MATRIX_LESSONS, setupExperiment } from "../../experiment/lessons/matrix-lessons.ts";
import { encodeLink } from "../../experiment/link.ts";
import type { RunData } from "./run-data.ts";
import { hasEnded, hasRun, type Outcome, type PlaygroundState } from "../state.ts";

export const outcomeKey = (experiment: Experiment): string => encodeLink({ ...experiment, seed: 0 });

/**
 * Adds an outcome when a lesson's run ends: at its last step, by its rule, or by divergence. The outcome
 * shares its series with the run and is removed when the run continues.
 */
export function recordOutcomes(store: StoreApi<PlaygroundState>, data: RunData): void {
  store.subscribe(({ status, run, step, models, outcomes }, before) => {
    if (status === before.status || !run || !hasRun({ status })) return;
    const others = [...outcomes].filter(([, outcome]) => !isOf(outcome, data));
    const key = outcomeKey(run.config);
    if (hasEnded({ status }) && isSetup(key))
      store.setState({ outcomes: new Map([...others, [key, { run, step, models, data: partsOf(data) }]]) });
    else if (others.length < outcomes.size) store.setState({ outcomes: new Map(others) });
  });
}

const isSetup = (key: string): boolean =>
  MATRIX_LESSONS.some(({ setups }) =>
    Object.values(setups).some((setup) => outcomeKey(setupExperiment(setup)) === key),
  );

/** Pictures are left out, because they are large. */
const partsOf = ({ models }: RunData): Outcome["data"] =>
  new Map([...models].map(([id, { recovery, spectra }]) => [id, { recovery, spectra }]));

/** Whether the outcome belongs to the run with these numbers. */
const isOf = (outcome: Outcome, { models }: RunData): boolean =>
  [...outcome.data].some(([id, { recovery }]) => models.get(id)?.recovery === recovery);
