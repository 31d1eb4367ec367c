/** What came out of the runs that ended since the page was opened, one for each experiment, whatever its seed. */
import type { StoreApi } from "zustand/vanilla";
import type { Experiment, NetworkName } from "../experiment/experiment.ts";
import { encodeLink } from "../experiment/link.ts";
import type { NetworkData, RunData } from "./run-data.ts";
import type { NetworkNow, PlaygroundState, RunFacts } from "./state.ts";

export interface Outcome {
  readonly run: RunFacts;
  readonly step: number;
  readonly networks: readonly NetworkNow[];
  /** Series, spectra and insight of each network; the last spectra may still come in. */
  readonly data: ReadonlyMap<NetworkName, NetworkData>;
}

export type Outcomes = ReadonlyMap<string, Outcome>;

/** Runs that are kept; their series are some hundred kilobytes each. */
const MOST_OUTCOMES = 24;

export const outcomeKey = (experiment: Experiment): string => encodeLink({ ...experiment, seed: 0 });

const ENDS: readonly PlaygroundState["status"][] = ["finished", "stopped", "diverged"];

/** Adds an outcome whenever a run has ended: at its last step, by its rule, or diverged. */
export function recordOutcomes(store: StoreApi<PlaygroundState>, data: RunData): void {
  store.subscribe((state, before) => {
    if (!ENDS.includes(state.status) || state.status === before.status || !state.run) return;
    const { run, step, networks, outcomes } = state;
    const key = outcomeKey(run.experiment);
    const others = [...outcomes].filter(([other]) => other !== key).slice(1 - MOST_OUTCOMES);
    store.setState({
      outcomes: new Map([...others, [key, { run, step, networks, data: new Map(data.networks) }]]),
    });
  });
}
