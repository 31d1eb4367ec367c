/** The user's actions on charts: point at a step, pin the run and remove pins. The browser stores pins. */
import type { StoreApi } from "zustand/vanilla";
import { armPinId, isArmPin, LONGEST_NAME, MOST_KEPT, MOST_PINS, pinOf, type Pin } from "./pins.ts";
import type { RunData } from "../run/run-data.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import type { PlaygroundState } from "../state.ts";
import { formatCount } from "../format.ts";

export interface PinActions {
  /** Sets the step beneath the crosshair, shared by all charts over steps; undefined for none. */
  readonly pointAt: (step: number | undefined) => void;
  /** Keeps the present run's curves beside later runs. */
  readonly pin: (name?: string) => void;
  readonly unpin: (id: string) => void;
  readonly namePin: (id: string, name: string) => void;
  /** Pins the present run as an arm of a claim's comparison, under the arm's label. */
  readonly pinArm: (claim: string, index: number, label: string) => void;
  /** Removes the arms of all comparisons, including those of an earlier visit. */
  readonly unpinArms: () => Promise<void>;
  /** The present run and the pinned ones as the text of a file; undefined without a run. */
  readonly runFile: () => Promise<string | undefined>;
  /**
   * Opens a file from `runFile`: its run and pins join the existing pins. Returns the experiment, or one sentence on
   * why nothing changed.
   */
  readonly openRunFile: (file: Pick<File, "name" | "size" | "text">) => Promise<Experiment | string>;
}

/** Storage for pins between visits, shared by all tabs of a browser. */
export interface PinStorage {
  /** null if the browser has stored nothing or forbids storage. */
  readonly read: () => string | null;
  /** Throws when storage is full. */
  readonly write: (text: string) => void;
  /** Calls back with text that another tab has written. */
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
  // Tabs show the same pins, so that no tab overwrites another's additions.
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

/** Samples of each curve in a file. */
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

/** Stores pins only until the page closes. */
export const NO_PIN_STORAGE: PinStorage = {
  read: () => null,
  write: () => undefined,
  follow: () => undefined,
};
