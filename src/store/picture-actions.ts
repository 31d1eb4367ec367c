/** What a person can do with pictures: point at an entry, enlarge one, ask for those of the weights. */
import type { StoreApi } from "zustand/vanilla";
import type { Engine } from "../engine/engine.ts";
import type { NetworkName } from "../experiment/experiment.ts";
import type { Entry } from "./entry.ts";
import type { PlaygroundState } from "./state.ts";

/** Which picture is meant. */
export type PictureId = "target" | "observed" | `${NetworkName} ${"estimate" | "difference"}`;

export interface PictureActions {
  /** The entry whose values are shown; undefined for none. */
  readonly pointAtEntry: (entry: Entry | undefined) => void;
  readonly enlarge: (picture: PictureId) => void;
  /** Weights are sent too as long as anything wants them: each `true` is followed by one `false`. */
  readonly showFactors: (wanted: boolean) => void;
}

export function createPictureActions(store: StoreApi<PlaygroundState>, engine: Engine): PictureActions {
  let wanting = 0;
  return {
    pointAtEntry(entry) {
      const { entry: before } = store.getState();
      if (before?.row !== entry?.row || before?.col !== entry?.col) store.setState({ entry });
    },
    enlarge(enlarged) {
      store.setState({ enlarged });
    },
    showFactors(wanted) {
      wanting += wanted ? 1 : -1;
      if (wanting === (wanted ? 1 : 0)) void engine.showFactors(wanted);
    },
  };
}
