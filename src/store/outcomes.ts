/** Outcomes of lesson runs that ended since the page was opened, one for each set-up, whatever its seed. */
import type { StoreApi } from "zustand/vanilla";
import type { Codec } from "../experiment/codec.ts";
import type { Settings } from "../experiment/lessons/lesson.ts";
import type { RunConfig } from "../training/plan.ts";
import type { WorkloadKind } from "./kind.ts";
import type { RunData } from "./run-data.ts";
import { hasEnded, hasRun, type State } from "./state.ts";

export const outcomeKey = <C extends RunConfig>(kind: Codec<C>, config: NoInfer<C>): string =>
  kind.encode({ ...config, seed: 0 });

export const setupKey = <C extends RunConfig>(kind: Codec<C>, fields: Settings): string =>
  outcomeKey(kind, kind.repair(fields).config);

/**
 * Adds an outcome when a lesson's run ends: at its last step, by its rule, or by divergence. The outcome shares its
 * curves with the run. It is removed when the run continues, or when another run of its set-up trains.
 */
export function recordOutcomes(kind: WorkloadKind, store: StoreApi<State>, data: RunData): void {
  const setups = Object.values(kind.lessons).flatMap((lesson) => Object.values(lesson));
  const keys = new Set(setups.map(({ fields }) => setupKey(kind, fields)));
  store.subscribe(({ status, run, step, models, outcomes }, before) => {
    if (status === before.status || !run || !hasRun({ status })) return;
    const key = outcomeKey(kind, run.config);
    const others = [...outcomes].filter(
      ([other, outcome]) => !isOf(outcome.data, data) && !(status === "running" && other === key),
    );
    if (hasEnded({ status }) && keys.has(key)) {
      const outcome = { run, step, models, data: data.present() };
      store.setState({ outcomes: new Map([...others, [key, outcome]]) });
    } else if (others.length < outcomes.size) store.setState({ outcomes: new Map(others) });
  });
}

/** Whether an outcome's data belong to the current run. */
export const isOf = (own: RunData, { models }: RunData): boolean =>
  [...own.models].some(([id, { seconds }]) => models.get(id)?.seconds === seconds);
