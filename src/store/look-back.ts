/** Lets the user return to recorded steps, and continue training from one of them. */
import type { StoreApi } from "zustand/vanilla";
import { asText, overriddenFields } from "../experiment/codec.ts";
import type { Field } from "../experiment/fields.ts";
import type { Engine } from "../library/api.ts";
import type { RunCheckpoint } from "../training/checkpoint.ts";
import { formatCount, formatSetting } from "./format.ts";
import type { WorkloadKind } from "./kind.ts";
import { hasRoom } from "./pins/pins.ts";
import type { RunData } from "./run-data.ts";
import { hasRun, noticeBut, shownStep, type Config, type State } from "./state.ts";

export interface LookBackActions {
  /** Makes everything show the last recorded step up to this one. Undefined shows the current step. */
  readonly lookAt: (step: number | undefined) => void;
  /** Shows the recorded step before (−1) or after (1) the displayed one. */
  readonly lookBeside: (direction: -1 | 1) => void;
  /** Shows the drop of the error before (−1) or after (1) the displayed step. */
  readonly lookAtDrop: (direction: -1 | 1) => void;
  /** Shows the recorded drops of the error again, at a quarter of the slow speed. A second call ends this. */
  readonly replay: () => void;
  /** Returns training to the displayed step. The curves so far stay as a pinned run. Requires `canFork`. */
  readonly fork: () => void;
  /**
   * If the user is looking back, returns the state at the displayed step, from which another config can
   * continue. The curves so far stay as a pinned run. If the run must start over, returns undefined and shows a
   * notice.
   */
  readonly branch: (config: Config) => Promise<RunCheckpoint | undefined>;
}

type Returning = Pick<State, "lookingAt" | "returnableFrom">;

/** Whether training can return to the displayed step. */
export const isReturnable = ({ lookingAt = Infinity, returnableFrom }: Returning): boolean =>
  lookingAt >= returnableFrom;

/** Whether training can return to the displayed step, and there is room to pin the run's curves. */
export const canFork = (
  state: Returning & Pick<State, "status"> & { readonly pins: readonly unknown[] },
): boolean => hasRoom(state) && hasRun(state) && isReturnable(state);

export function createLookBack(
  kind: WorkloadKind,
  store: StoreApi<State>,
  data: RunData,
  engine: Engine,
  pin: (name?: string) => void,
): LookBackActions {
  /** The step that a replay shows, while it goes on. */
  let replaying: number | undefined;
  const lookAt = (step: number | undefined): void => {
    const isPresent = step !== undefined && step >= (data.recording.last?.step ?? 0);
    const lookingAt = data.lookAt(isPresent ? undefined : step);
    store.setState(({ models }) => ({
      lookingAt,
      modelsThen:
        lookingAt === undefined
          ? undefined
          : models.map((model) => ({
              ...model,
              progress: model.progress && data.progressAt(model.id, model.progress, lookingAt),
              progressBySeed: model.progressBySeed.map((progress, b) =>
                data.progressAt(model.id, progress, lookingAt, b),
              ),
            })),
    }));
  };
  const goBack = async (pinName?: string): Promise<number | undefined> => {
    const { lookingAt } = store.getState();
    if (lookingAt === undefined || !canFork(store.getState())) return undefined;
    pin(pinName);
    lookAt(undefined);
    await engine.restoreAt(lookingAt);
    return lookingAt;
  };
  /** Shows these recorded steps one after another, until the user looks at another step or training goes on. */
  const replayFrom = (steps: readonly number[], i: number): void => {
    const [now, next] = [steps[i], steps[i + 1]];
    if (now === undefined) return;
    lookAt(now);
    replaying = next === undefined ? undefined : store.getState().lookingAt;
    if (next === undefined) return;
    const change = Math.abs(headlineAt(data, next) - headlineAt(data, now));
    const waitMs = Math.min(REPLAY.longestMs, Math.max(REPLAY.shortestMs, REPLAY.msPerFall * change || 0));
    setTimeout(() => {
      if (replaying !== undefined && store.getState().lookingAt === now) replayFrom(steps, i + 1);
    }, waitMs);
  };
  const startOver = (message: string): undefined => {
    store.setState({ notice: { message } });
  };
  return {
    lookAt,
    lookBeside(direction) {
      const { steps } = data.recording;
      const now = store.getState().lookingAt ?? steps.at(-1) ?? 0;
      lookAt(direction < 0 ? steps.findLast((step) => step < now) : steps.find((step) => step > now));
    },
    lookAtDrop(direction) {
      const drops = dropsOf(data).map(({ at }) => at);
      const now = shownStep(store.getState());
      const to = direction < 0 ? drops.findLast((at) => at < now) : drops.find((at) => at > now);
      // The step itself, or the recorded step after it, at which the drop is visible.
      if (to !== undefined) lookAt(data.recording.steps.find((step) => step >= to));
    },
    replay() {
      if (replaying !== undefined && replaying === store.getState().lookingAt) {
        replaying = undefined;
        lookAt(undefined);
        return;
      }
      const drops = dropsOf(data);
      const isIn = (step: number): boolean => drops.some(({ from, to }) => from <= step && step <= to);
      replayFrom(data.recording.steps.filter(isIn), 0);
    },
    fork() {
      store.setState((state) => noticeBut(state, "branch"));
      void goBack();
    },
    async branch(config) {
      const { lookingAt, run } = store.getState();
      if (lookingAt === undefined || !run) return undefined;
      const { returnableFrom } = store.getState();
      if (!keepsState(kind, run.config, config))
        return startOver(
          `The state at ${kind.stepName} ${formatCount(lookingAt)} does not fit this change, so training starts over. ${kind.branches}`,
        );
      if (!isReturnable(store.getState()))
        return startOver(
          `Training starts over, because this run had other settings before ${kind.stepName} ${formatCount(returnableFrom)}.`,
        );
      if (!hasRoom(store.getState()))
        return startOver(
          "Training starts over, because branching off would pin the curves so far, and there is no room for a pin. Unpin a run first.",
        );
      const changed = changedSettings(kind, run.config, config);
      const step = await goBack(settingsText(changed, run.config));
      if (step === undefined) return undefined;
      const message = branchText(kind, step, run.config, config);
      store.setState({ notice: { message, about: "branch" } });
      return engine.checkpointAt(step);
    },
  };
}

/** A replay spends this much time on a fall by 1, and between these limits on a recorded step. */
const REPLAY = { msPerFall: 24_000, shortestMs: 80, longestMs: 1500 };

const headlineAt = (data: RunData, step: number): number => {
  const [id = ""] = data.models.keys();
  return data.resultAt(id, step)?.headline ?? NaN;
};

/** Whether training can continue from a run's state with another config. */
export const keepsState = (kind: WorkloadKind, before: Config, after: Config): boolean =>
  kind.fields.every(
    (field) =>
      asText(before[field.name]) === asText(after[field.name]) ||
      field.isLive ||
      kind.later.includes(field.name) ||
      kind.mayChange?.(field.name, before, after),
  );

/** The settings that differ, except those that follow from other settings. */
function changedSettings({ fields }: WorkloadKind, before: Config, after: Config): Field<Config>[] {
  const chosen = new Set([...overriddenFields(fields, before), ...overriddenFields(fields, after)]);
  return [...chosen].filter(({ name }) => asText(before[name]) !== asText(after[name]));
}

/** `Learning rate η̂ 0.34, Factor rate γ 2`. */
const settingsText = (fields: readonly Field<Config>[], config: Config): string =>
  fields
    .map(({ name, label }) => {
      const value = config[name];
      return `${label} ${typeof value === "number" ? formatSetting(value) : asText(value)}`;
    })
    .join(", ");

/** Names the changed settings, and the last step if it followed from them. */
export function branchText(kind: WorkloadKind, step: number, before: Config, after: Config): string {
  const changed = changedSettings(kind, before, after);
  const from = `Branched at ${kind.stepName} ${formatCount(step)}: ${settingsText(changed, after)} from here on. The old curve stays visible.`;
  if (after.steps === before.steps || changed.some(({ name }) => name === "steps")) return from;
  return `${from} The run now ends at ${kind.stepName} ${formatCount(after.steps)} instead of ${formatCount(before.steps)}.`;
}

/** A stretch of a run in which a metric changes fast: a stair of an error curve. */
interface Drop {
  readonly from: number;
  /** The step of the fastest change. */
  readonly at: number;
  readonly to: number;
}

/** A change belongs to a drop if it is at least this fraction of the fastest one, … */
const FAST = 0.2;
/** … and a drop changes the metric by at least this much. */
const LEAST = 0.02;

/** The drops of the first model's headline metric. */
export function dropsOf(data: RunData): Drop[] {
  const [[id, { headline }] = ["", { headline: "" }]] = data.models;
  const { steps, values } = data.curveOf(id, headline);
  const changes = values.slice(1).map((value, i) => Math.abs(value - (values[i] as number)));
  const fast = FAST * Math.max(LEAST, ...changes.filter(Number.isFinite));
  const drops: Drop[] = [];
  for (let i = 0; i < changes.length; i++) {
    const first = i;
    while ((changes[i] ?? 0) >= fast) i++;
    const own = changes.slice(first, i);
    if (own.reduce((sum, one) => sum + one, 0) < LEAST) continue;
    const place = (at: number): number => steps[at] ?? 0;
    drops.push({ from: place(first), at: place(first + own.indexOf(Math.max(...own)) + 1), to: place(i) });
  }
  return drops;
}
