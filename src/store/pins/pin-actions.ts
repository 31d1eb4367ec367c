/** What a person can do with the charts: point at a step, pin the run and take pins away. Pins are kept in the browser. */
import type { StoreApi } from "zustand/vanilla";
import { armPinId, isArmPin, LONGEST_NAME, MOST_KEPT, MOST_PINS, pinOf, type Pin } from "./pins.ts";
import type { RunData } from "../run/run-data.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import type { PlaygroundState } from "../state.ts";
import { formatCount } from "../format.ts";

export interface PinActions {
  /** The step beneath the crosshair, shared by everything that runs over steps; undefined for none. */
  readonly pointAt: (step: number | undefined) => void;
  /** Keeps the curves of the present run as a ghost. */
  readonly pin: (name?: string) => void;
  readonly unpin: (id: string) => void;
  readonly namePin: (id: string, name: string) => void;
  /** Keeps the present run as an arm of a claim's comparison, under the arm's label. */
  readonly pinArm: (claim: string, index: number, label: string) => void;
  /** Takes the arms of all comparisons away, those from an earlier visit too. */
  readonly unpinArms: () => Promise<void>;
  /** The present run and the pinned ones as a file's text; undefined before there is a run. */
  readonly runFile: () => Promise<string | undefined>;
  /**
   * Opens what `runFile` wrote: the pinned runs and the run itself, as ghosts beside those that are there. Returns the
   * experiment, or one sentence on why nothing was changed.
   */
  readonly openRunFile: (file: Pick<File, "name" | "size" | "text">) => Promise<Experiment | string>;
}

/** Where pins are kept between visits, shared by all tabs of a browser. */
export interface PinStorage {
  /** null where the browser has nothing or does not allow it. */
  readonly read: () => string | null;
  /** Throws when there is no room. */
  readonly write: (text: string) => void;
  /** Calls back with what another tab has written. */
  readonly follow: (listen: (text: string) => void) => void;
}

export function createPinActions(
  store: StoreApi<PlaygroundState>,
  data: RunData,
  announce: (text: string) => void,
  storage: PinStorage,
): PinActions {
  const keep = async (pins: readonly Pin[]): Promise<void> => {
    store.setState({ pins });
    try {
      const { writePins } = await import("../files/run-file.ts");
      storage.write(writePins(pins));
    } catch {
      store.setState({
        notice: {
          message: "Pinned runs could not be stored in this browser; they last until the page is closed.",
        },
      });
    }
  };
  const restore = async (text: string): Promise<void> => {
    const { readPins } = await import("../files/run-file.ts");
    const pins = readPins(text);
    store.setState((state) => ({ pins: [...pins, ...state.pins].slice(0, MOST_KEPT) }));
  };
  const kept = storage.read();
  const restored = kept ? restore(kept) : Promise.resolve();
  // Tabs show the same pins, so that none of them writes over what another has added.
  storage.follow((text) => {
    void import("../files/run-file.ts").then(({ readPins }) => store.setState({ pins: readPins(text) }));
  });
  return {
    pointAt(step) {
      if (store.getState().cursor !== step) store.setState({ cursor: step });
    },
    pin(name = "") {
      const { run, pins } = store.getState();
      if (!run || pins.length >= MOST_PINS) return;
      void keep([...pins, pinOf(run, data, name.slice(0, LONGEST_NAME))]);
      announce(`This run is pinned: ${pins.length + 1} in all.`);
    },
    unpin(id) {
      const left = store.getState().pins.filter((pin) => pin.id !== id);
      void keep(left);
      announce(`Unpinned: ${left.length} left.`);
    },
    namePin(id, name) {
      const named = (pin: Pin): Pin => (pin.id === id ? { ...pin, name: name.slice(0, LONGEST_NAME) } : pin);
      void keep(store.getState().pins.map(named));
    },
    pinArm(claim, index, label) {
      const { run, pins } = store.getState();
      if (!run) return;
      const arm = { ...pinOf(run, data, label.slice(0, LONGEST_NAME)), id: armPinId(claim, index) };
      void keep([...pins, arm]);
    },
    async unpinArms() {
      await restored;
      const { pins } = store.getState();
      if (pins.some(isArmPin)) await keep(pins.filter((pin) => !isArmPin(pin)));
    },
    async runFile() {
      const { run, pins } = store.getState();
      const { writeRunFile } = await import("../files/run-file.ts");
      return run && writeRunFile({ run: pinOf(run, data, "", FILE_SAMPLES), pins });
    },
    async openRunFile(file) {
      const { openRunFile } = await import("../files/run-file.ts");
      const read = await openRunFile(file);
      if (typeof read === "string") return read;
      const name = file.name.replace(/\.json$/i, "").slice(0, LONGEST_NAME);
      const opened = [...read.pins, { ...read.run, name: read.run.name || name }];
      const ids = new Set(opened.map(({ id }) => id));
      const others = store.getState().pins.filter(({ id }) => !ids.has(id));
      if (opened.length + others.length > MOST_KEPT)
        return `The file has ${formatCount(opened.length)} runs and ${formatCount(others.length)} others are pinned; there is room for ${MOST_KEPT}. Unpin some first.`;
      await keep([...others, ...opened]);
      return read.run.experiment;
    },
  };
}

/** Of each curve of the run in a file. */
const FILE_SAMPLES = 1000;

const KEY = "dmf-pins";

/** A browser may forbid storage altogether. */
export function browserPinStorage(): PinStorage {
  return {
    read() {
      try {
        return window.localStorage.getItem(KEY);
      } catch {
        return null;
      }
    },
    write: (text) => window.localStorage.setItem(KEY, text),
    follow: (listen) =>
      window.addEventListener("storage", ({ key, newValue }) => {
        if (key === KEY && newValue !== null) listen(newValue);
      }),
  };
}

/** Lasts as long as the page. */
export const NO_PIN_STORAGE: PinStorage = {
  read: () => null,
  write: () => undefined,
  follow: () => undefined,
};
