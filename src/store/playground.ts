/** One workload's playground without its page, outside React: state, the run's data, the user's actions. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { startEngine as startWorker } from "../worker/supervisor.ts";
import type { Engine } from "../library/api.ts";
import { createActions, type Actions } from "./actions.ts";
import type { PageAddress } from "./address.ts";
import { decodeAddress } from "./config.ts";
import { createListener } from "./events.ts";
import type { WorkloadKind } from "./kind.ts";
import { createLookBack, type LookBackActions } from "./look-back.ts";
import { recordOutcomes } from "./outcomes.ts";
import { createPinActions, NO_PIN_STORAGE, type PinActions, type PinStorage } from "./pins/pins.ts";
import { RunData } from "./run-data.ts";
import { startState, type AnyWorkload, type State, type WorkloadTypes } from "./state.ts";
import { publishing, createThrottle } from "./timing.ts";

export interface PlaygroundActions<W extends WorkloadTypes = AnyWorkload>
  extends Actions<W>, LookBackActions, PinActions {
  /** Pins a saved run and loads its settings without training. Returns a message if it cannot be opened. */
  readonly openRunFile: (file: Pick<File, "name" | "size" | "text">) => Promise<string | undefined>;
}

export interface Playground<W extends WorkloadTypes = AnyWorkload> {
  readonly kind: WorkloadKind<W>;
  readonly store: StoreApi<State<W>>;
  readonly data: W["data"];
  readonly engine: Engine;
  /** Text of the live region: milestones only. It is no part of the state, so that it redraws nothing else. */
  readonly spoken: StoreApi<string>;
  readonly actions: PlaygroundActions<W>;
}

export interface PlaygroundHost {
  /** By default an engine in a worker. Tests may replace it. */
  readonly startEngine?: () => Engine;
  readonly address: PageAddress;
  /** Keeps the pins between visits. Without it, they are lost when the page closes. */
  readonly pinStorage?: PinStorage;
  /** Whether the user prefers little motion. If so, nothing moves by itself, and all motion is slow. */
  readonly reducedMotion: boolean;
  /** Whether a ready run starts by itself, unless a lesson is open or motion unwanted. True by default. */
  readonly autoplay?: boolean;
}

/** The parts below know no workload's types, so only this function names them. */
export const createPlayground = <W extends WorkloadTypes>(
  kind: WorkloadKind<W>,
  host: PlaygroundHost,
): Playground<W> => create(kind as unknown as WorkloadKind, host) as unknown as Playground<W>;

function create(
  kind: WorkloadKind,
  {
    startEngine = startWorker,
    address,
    pinStorage = NO_PIN_STORAGE,
    reducedMotion,
    autoplay = true,
  }: PlaygroundHost,
): Playground {
  const { config, repairs, lesson, results } = decodeAddress(kind, address.hash);
  const store = createStore<State>(() => ({
    ...startState(config, repairs, address.backend, lesson),
    ...kind.own?.(),
    claimed: results && { config, results },
  }));
  const data = kind.createData?.() ?? new RunData();
  recordOutcomes(kind, store, data);
  const spoken = createStore<string>(() => "");
  const announce = createAnnouncer((text) => spoken.setState(text));
  const engine = startEngine();
  engine.subscribe(createListener(kind, store, data, announce, publishing(reducedMotion)));
  const pins = createPinActions(kind, store, data, announce, pinStorage);
  const lookBack = createLookBack(kind, store, data, engine, pins.pinBranch);
  // Beside a lesson, training does not start by itself, because the lesson asks for a prediction first.
  const mayPlay = autoplay && !reducedMotion && !lesson;
  const actions = createActions(kind, store, engine, address, mayPlay, lookBack.branch);
  actions.reload();
  const openRunFile: PlaygroundActions["openRunFile"] = async (file) => {
    const opened = await pins.readRunFile(file);
    if (typeof opened === "string") return opened;
    actions.open(opened.config, "wait");
    void engine.pause();
    return undefined;
  };
  return {
    kind,
    store,
    data,
    engine,
    spoken,
    actions: { ...actions, ...pins, ...lookBack, openRunFile },
  };
}

const SELDOM = { fraction: 1, intervalMs: 5000 };

/** Sends milestones to the live region, the last of those that came within a few seconds. */
function createAnnouncer(say: (text: string) => void): (text: string) => void {
  let waiting = "";
  const throttle = createThrottle(() => say(waiting), SELDOM);
  return (text) => {
    waiting = text;
    throttle.request();
  };
}
