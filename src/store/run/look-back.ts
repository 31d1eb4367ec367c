/** Lets the user return to recorded steps, and continue training from one of them. */
import type { StoreApi } from "zustand/vanilla";
import type { Engine } from "../../library/api.ts";
import type { RunCheckpoint } from "../../training/checkpoint.ts";
import type { Experiment, Field } from "../../experiment/experiment.ts";
import { keepsState, overriddenFields } from "../../experiment/changes.ts";
import type { RunData } from "./run-data.ts";
import { hasRoom } from "../pins/pins.ts";
import { hasRun, noticeBut, type PlaygroundState } from "../state.ts";
import { asText } from "../../experiment/codec.ts";
import { formatCount, formatSetting } from "../format.ts";

export interface LookBackActions {
  /**
   * Makes the pictures, the spectra and the theorem's panel show the last recorded step up to this one.
   * Undefined shows the current step.
   */
  readonly lookAt: (step: number | undefined) => void;
  /** Shows the recorded step before (−1) or after (1) the displayed one. */
  readonly lookBeside: (direction: -1 | 1) => void;
  /** Returns training to the displayed step. The curves so far stay as a pinned run. Requires `canFork`. */
  readonly fork: () => void;
  /**
   * If the user is looking back, returns the state at the displayed step, from which another experiment can
   * continue. The curves so far stay as a pinned run. If the experiment must start over, returns undefined
   * and shows a notice.
   */
  readonly branch: (experiment: Experiment) => Promise<RunCheckpoint | undefined>;
}

type Returning = Pick<PlaygroundState, "lookingAt" | "returnableFrom">;

/** Whether training can return to the displayed step. */
export const isReturnable = ({ lookingAt = Infinity, returnableFrom }: Returning): boolean =>
  lookingAt >= returnableFrom;

/** Whether training can return to the displayed step, and there is room to pin the run's curves. */
export const canFork = (state: Returning & Pick<PlaygroundState, "pins" | "status">): boolean =>
  hasRoom(state) && hasRun(state) && isReturnable(state);

export function createLookBack(
  store: StoreApi<PlaygroundState>,
  data: RunData,
  engine: Engine,
  pin: (name?: string) => void,
): LookBackActions {
  const lookAt = (step: number | undefined): void => {
    const isPresent = step !== undefined && step >= (data.recording.last?.step ?? 0);
    const lookingAt = data.lookAt(isPresent ? undefined : step);
    store.setState(({ models }) => ({
      lookingAt,
      modelsThen:
        lookingAt === undefined
          ? undefined
          : models.map((network) => ({
              ...network,
              progress: network.progress && data.progressAt(network.id, network.progress, lookingAt),
            })),
      cursor: lookingAt,
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
  const say = (message: string): void => store.setState({ notice: { message } });
  return {
    lookAt,
    lookBeside(direction) {
      const { steps } = data.recording;
      const now = store.getState().lookingAt ?? steps.at(-1) ?? 0;
      lookAt(direction < 0 ? steps.findLast((step) => step < now) : steps.find((step) => step > now));
    },
    fork() {
      store.setState((state) => noticeBut(state, "branch"));
      void goBack();
    },
    async branch(experiment) {
      const { lookingAt, run } = store.getState();
      if (lookingAt === undefined || !run) return undefined;
      if (!keepsState(run.config, experiment)) {
        say(
          `The state at step ${formatCount(lookingAt)} does not fit this change, so training starts over. At an earlier step you can change rates, their schedule, γ, momentum and stopping rules. On generated data, you can also change the noise and the observed entries.`,
        );
        return undefined;
      }
      if (!isReturnable(store.getState())) {
        const { returnableFrom } = store.getState();
        say(
          `Training starts over, because this run had other settings before step ${formatCount(returnableFrom)}.`,
        );
        return undefined;
      }
      if (!hasRoom(store.getState())) {
        say(
          "Training starts over, because branching off would pin the curves so far, and there is no room for a pin. Unpin a run first.",
        );
        return undefined;
      }
      const changed = changedSettings(run.config, experiment);
      const step = await goBack(settingsText(changed, run.config));
      if (step === undefined) return undefined;
      store.setState({ notice: { message: branchText(step, run.config, experiment), about: "branch" } });
      return engine.checkpointAt(step);
    },
  };
}

/** The settings that differ, except those that follow from other settings. */
function changedSettings(before: Experiment, after: Experiment): Field[] {
  const chosen = new Set([...overriddenFields(before), ...overriddenFields(after)]);
  return [...chosen].filter(({ name }) => asText(before[name]) !== asText(after[name]));
}

/** `Learning rate η̂ 0.34, Factor rate γ 2`. */
const settingsText = (fields: readonly Field[], experiment: Experiment): string =>
  fields
    .map(({ name, label }) => {
      const value = experiment[name];
      return `${label} ${typeof value === "number" ? formatSetting(value) : asText(value)}`;
    })
    .join(", ");

/** Names the changed settings, and the last step if it followed from them. */
export function branchText(step: number, before: Experiment, after: Experiment): string {
  const changed = changedSettings(before, after);
  const from = `Branched at step ${formatCount(step)}: ${settingsText(changed, after)} from here on. The old curve stays visible.`;
  if (after.steps === before.steps || changed.some(({ name }) => name === "steps")) return from;
  return `${from} The run now ends at step ${formatCount(after.steps)} instead of ${formatCount(before.steps)}.`;
}
