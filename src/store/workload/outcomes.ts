/**
 * Outcomes of a workload's lesson runs that ended since its page was opened, one for each set-up, whatever
 * its seed.
 */
import type { StoreApi } from "zustand/vanilla";
import type { Settings } from "../../experiment/lessons/lesson.ts";
import { WORKLOAD_LESSONS } from "../../experiment/lessons/workload-lessons.ts";
import { encodeConfig, settingsConfig } from "./config.ts";
import type { Config, WorkloadKind } from "./kind.ts";
import type { WorkloadData } from "./run-data.ts";
import type { WorkloadState } from "./state.ts";

export const outcomeKey = (kind: WorkloadKind, config: Config): string =>
  encodeConfig(kind, { ...config, seed: 0 });

export const setupKey = (kind: WorkloadKind, fields: Settings): string =>
  outcomeKey(kind, settingsConfig(kind, fields));

const ENDS: readonly WorkloadState["status"][] = ["finished", "stopped", "diverged"];

/** Adds an outcome when a lesson's run ends, and removes it when a run with its settings trains again. */
export function recordOutcomes(kind: WorkloadKind, store: StoreApi<WorkloadState>, data: WorkloadData): void {
  const keys = new Set(
    WORKLOAD_LESSONS.filter(({ workload }) => workload === kind.id).flatMap(({ setups }) =>
      Object.values(setups).map(({ fields }) => setupKey(kind, fields)),
    ),
  );
  store.subscribe(({ status, run, step, models, version, outcomes }, before) => {
    if (!run || (status === before.status && version === before.version)) return;
    const key = outcomeKey(kind, run.config);
    if (!keys.has(key)) return;
    if (ENDS.includes(status)) {
      const outcome = { run, step, models, data: data.present() };
      store.setState({ outcomes: new Map([...outcomes, [key, outcome]]) });
    } else if (status === "running" && outcomes.has(key))
      store.setState({ outcomes: new Map([...outcomes].filter(([other]) => other !== key)) });
  });
}
