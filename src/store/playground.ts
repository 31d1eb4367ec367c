/**
 * The playground without its page: state, the run's data and the user's actions. It is created once, outside
 * React.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import { startEngine as startWorker } from "../worker/supervisor.ts";
import type { Engine } from "../library/api.ts";
import { decodePage } from "../experiment/page-link.ts";
import { createAnnouncer } from "./announce.ts";
import { createActions, type Actions } from "./actions.ts";
import type { PageAddress } from "./address.ts";
import { createComparisons, type ComparisonActions } from "./pins/comparison.ts";
import { createListener } from "./events.ts";
import { createFileActions, type FileActions } from "./files/file-actions.ts";
import { createLookBack, type LookBackActions } from "./run/look-back.ts";
import { createOwnData, type OwnDataActions } from "./files/own-data.ts";
import { createPictureActions, type PictureActions } from "./files/picture-actions.ts";
import { createPinActions, NO_PIN_STORAGE, type PinActions, type PinStorage } from "./pins/pin-actions.ts";
import { recordOutcomes } from "./run/outcomes.ts";
import { RunData } from "./run/run-data.ts";
import { startState, type PlaygroundState } from "./state.ts";
import { publishing } from "./throttle.ts";

export interface Playground {
  readonly store: StoreApi<PlaygroundState>;
  readonly data: RunData;
  readonly actions: Actions &
    PinActions &
    ComparisonActions &
    LookBackActions &
    OwnDataActions &
    PictureActions &
    FileActions;
}

interface PlaygroundHost {
  /** By default an engine in a worker. Tests may replace it. */
  readonly startEngine?: () => Engine;
  readonly address: PageAddress;
  /** Keeps the pins between visits. Without it, they are lost when the page closes. */
  readonly pinStorage?: PinStorage;
  /** Whether the user prefers little motion. If so, nothing moves by itself, and all motion is slow. */
  readonly reducedMotion: boolean;
  /**
   * Whether a ready run starts by itself, unless the user prefers little motion or a lesson is open. True by
   * default.
   */
  readonly autoplay?: boolean;
}

export function createPlayground({
  startEngine = startWorker,
  address,
  pinStorage = NO_PIN_STORAGE,
  reducedMotion,
  autoplay = true,
}: PlaygroundHost): Playground {
  const { config, repairs, lesson, results } = decodePage(address.hash);
  const store = createStore<PlaygroundState>(() => ({
    ...startState(config, repairs, address.backend, lesson),
    claimed: results && { config, results },
  }));
  const data = new RunData();
  recordOutcomes(store, data);
  const announce = createAnnouncer((announcement) => store.setState({ announcement }));
  const engine = startEngine();
  engine.subscribe(createListener(store, data, announce, publishing(reducedMotion)));
  const pins = createPinActions(store, data, announce, pinStorage);
  const lookBack = createLookBack(store, data, engine, pins.pinBranch);
  const mayPlay = autoplay && !reducedMotion && !lesson;
  const actions = createActions(store, engine, address, mayPlay, lookBack.branch);
  const comparisons = createComparisons(store, engine, actions, pins, announce);
  actions.reload();
  const ownData = createOwnData(store, engine, actions);
  const pictures = createPictureActions(store, engine);
  const files = createFileActions(store, data, engine);
  return {
    store,
    data,
    actions: { ...actions, ...pins, ...comparisons, ...lookBack, ...ownData, ...pictures, ...files },
  };
}
