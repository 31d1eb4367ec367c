/** Looking back at recorded steps, and training on from one of them. */
import type { StoreApi } from "zustand/vanilla";
import type { Engine } from "../engine/engine.ts";
import type { RunData } from "./run-data.ts";
import { hasRoom } from "./pins.ts";
import { hasRun, type PlaygroundState } from "./state.ts";

export interface LookBackActions {
  /** Pictures, spectra and the theorem's panel show the last recorded step up to this one; undefined: the present. */
  readonly lookAt: (step: number | undefined) => void;
  /** Looks at the recorded step before (−1) or after (1) the one that is shown. */
  readonly lookBeside: (direction: -1 | 1) => void;
  /** Goes back to the last full snapshot up to the step that is shown; the curves so far stay as a pinned run. Only where `canFork`. */
  readonly fork: () => void;
}

/** The step from which `fork` would go on: 0 is the start. */
export const forkStep = ({ snapshotSteps, lookingAt = 0 }: PlaygroundState): number =>
  snapshotSteps.findLast((step) => step <= lookingAt) ?? 0;

/** Whether there is a run to go back in, and room for a pin that keeps its curves. */
export const canFork = (state: Pick<PlaygroundState, "pins" | "status">): boolean =>
  hasRoom(state) && hasRun(state);

export function createLookBack(
  store: StoreApi<PlaygroundState>,
  data: RunData,
  engine: Engine,
  pin: () => void,
): LookBackActions {
  const lookAt = (step: number | undefined): void => {
    const isPresent = step !== undefined && step >= (data.recording.last?.step ?? 0);
    const lookingAt = data.lookAt(isPresent ? undefined : step);
    store.setState(({ viewsVersion }) => ({
      lookingAt,
      cursor: lookingAt,
      viewsVersion: viewsVersion + 1e-3,
    }));
  };
  return {
    lookAt,
    lookBeside(direction) {
      const { steps } = data.recording;
      const now = store.getState().lookingAt ?? steps.at(-1) ?? 0;
      lookAt(direction < 0 ? steps.findLast((step) => step < now) : steps.find((step) => step > now));
    },
    fork() {
      if (!canFork(store.getState())) return;
      const step = forkStep(store.getState());
      pin();
      lookAt(undefined);
      void engine.restoreAt(step);
    },
  };
}
