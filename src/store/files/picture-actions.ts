/** The user's actions on pictures: point at an entry, enlarge a picture, request views that are sent only on demand. */
import type { StoreApi } from "zustand/vanilla";
import type { Engine } from "../../library/api.ts";
import type { NetworkName } from "../../workloads/mf/config/fields.ts";
import type { Entry, PlaygroundState, PictureId } from "../kinds/matrix-state.ts";

export interface PictureActions {
  /** Sets the entry whose values are shown. Undefined shows none. */
  readonly pointAtEntry: (entry: Entry | undefined) => void;
  readonly enlarge: (picture: PictureId) => void;
  /** Compares this network with the original, in the diagram, the result sentence and the costs. */
  readonly compare: (network: NetworkName) => void;
  /** Requests pictures of the weights, until the returned function is called. */
  readonly showFactors: () => () => void;
  /** Requests the measured curvature in every pause, until the returned function is called. */
  readonly showCurvature: () => () => void;
}

export function createPictureActions(store: StoreApi<PlaygroundState>, engine: Engine): PictureActions {
  const onDemand = (view: "factors" | "curvature") => {
    /** Number of parts of the page that show the view. */
    let wanting = 0;
    return () => {
      wanting++;
      if (wanting === 1) void engine.showView(view, true);
      return () => {
        wanting--;
        if (wanting === 0) void engine.showView(view, false);
      };
    };
  };
  return {
    pointAtEntry(entry) {
      const { entry: before } = store.getState();
      if (before?.row !== entry?.row || before?.col !== entry?.col) store.setState({ entry });
    },
    enlarge(enlarged) {
      store.setState({ enlarged });
    },
    compare(compared) {
      store.setState({ compared });
    },
    showFactors: onDemand("factors"),
    showCurvature: onDemand("curvature"),
  };
}
