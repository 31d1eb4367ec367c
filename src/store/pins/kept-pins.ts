/** Pinned runs of any workload. The browser keeps them between visits, and files can hold them. */
import type { RunFiles } from "../files/run-files.ts";
import { counted } from "../format.ts";
import { LONGEST_NAME, MAX_KEPT, MAX_PINS } from "./pin-limits.ts";

export interface NamedPin {
  /** Unique among the pins that are shown. */
  readonly id: string;
  /** The user's name for the pin; empty until the user gives one. */
  readonly name: string;
}

/** Stores pins between visits. All tabs of a browser share the storage. */
export interface PinStorage {
  /** Returns null if the browser has stored nothing or forbids storage. */
  readonly read: () => string | null;
  /** Throws when storage is full. */
  readonly write: (text: string) => void;
  /** Calls back with text that another tab has stored. */
  readonly follow: (listen: (text: string) => void) => void;
}

/** The functions that pins need from the page. */
interface PinHost<P extends NamedPin> {
  readonly pins: () => readonly P[];
  readonly show: (pins: readonly P[]) => void;
  /** The current run under a name, with at most this many samples of each curve. Undefined without a run. */
  readonly present: (name: string, samples?: number) => P | undefined;
  readonly complain: (message: string) => void;
  readonly announce: (text: string) => void;
  readonly storage: PinStorage;
  /** Loaded when first needed. */
  readonly files: () => Promise<RunFiles<P>>;
}

export interface KeptPins<P extends NamedPin> {
  /** Shows these pins and stores them. */
  readonly keep: (pins: readonly P[]) => Promise<void>;
  /** Resolves when the pins of an earlier visit are shown. */
  readonly restored: Promise<void>;
  readonly pin: (name?: string, id?: string) => void;
  readonly unpin: (id: string) => void;
  readonly namePin: (id: string, name: string) => void;
  readonly runFile: () => Promise<string | undefined>;
  /**
   * Opens a file: its run and pins join the existing pins. Returns the run, or a message that says why nothing
   * changed.
   */
  readonly openRunFile: (file: Pick<File, "name" | "size" | "text">) => Promise<P | string>;
}

export const newPinId = (): string => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

const DIGITS = 5;

/** Five digits: more than a chart or a table shows. */
export const keptDigits = (values: readonly (number | null)[]): (number | null)[] =>
  values.map((value) => (value === null ? null : Number(value.toPrecision(DIGITS))));

/** Number of samples of each curve in a file. */
const FILE_SAMPLES = 1000;

export function keepPins<P extends NamedPin>({
  pins,
  show,
  present,
  complain,
  announce,
  storage,
  files,
}: PinHost<P>): KeptPins<P> {
  const keep = async (next: readonly P[]): Promise<void> => {
    show(next);
    try {
      const { writePins } = await files();
      await restored;
      // Stores the latest pins, because an earlier call may reach this point after a later one.
      storage.write(writePins(pins()));
    } catch {
      complain("Pinned runs could not be stored in this browser. They last only until the page is closed.");
    }
  };
  const restore = async (text: string): Promise<void> => {
    const { readPins } = await files();
    show([...readPins(text), ...pins()].slice(0, MAX_KEPT));
  };
  const kept = storage.read();
  const restored = kept ? restore(kept) : Promise.resolve();
  // All tabs show the same pins, so that no tab overwrites the pins that another tab has added.
  storage.follow((text) => {
    void files().then(({ readPins }) => show(readPins(text)));
  });
  return {
    keep,
    restored,
    pin(name = "", id) {
      if (pins().length >= MAX_PINS) return;
      const run = present(name.slice(0, LONGEST_NAME));
      if (!run) return;
      void keep([...pins(), id === undefined ? run : { ...run, id }]);
      announce(`This run is pinned. Pinned runs: ${pins().length}.`);
    },
    unpin(id) {
      const left = pins().filter((pin) => pin.id !== id);
      void keep(left);
      announce(`The run is unpinned. Pinned runs: ${left.length}.`);
    },
    namePin(id, name) {
      const named = (pin: P): P => (pin.id === id ? { ...pin, name: name.slice(0, LONGEST_NAME) } : pin);
      void keep(pins().map(named));
    },
    async runFile() {
      const { writeRunFile } = await files();
      const run = present("", FILE_SAMPLES);
      return run && writeRunFile({ run, pins: pins() });
    },
    async openRunFile(file) {
      const { openRunFile } = await files();
      const read = await openRunFile(file);
      if (typeof read === "string") return read;
      const name = file.name.replace(/\.json$/i, "").slice(0, LONGEST_NAME);
      const opened = [...read.pins, { ...read.run, name: read.run.name || name }];
      const ids = new Set(opened.map(({ id }) => id));
      const others = pins().filter(({ id }) => !ids.has(id));
      if (opened.length + others.length > MAX_KEPT)
        return `The file has ${counted(opened.length, "run")}, and the page has ${counted(others.length, "other pinned run")}; there is room for ${MAX_KEPT}. Unpin some first.`;
      await keep([...others, ...opened]);
      return read.run;
    },
  };
}

/** Browsers may forbid storage altogether. */
export function browserPinStorage(key = "dmf-pins"): PinStorage {
  return {
    read() {
      try {
        return window.localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write: (text) => window.localStorage.setItem(key, text),
    follow: (listen) =>
      window.addEventListener("storage", ({ key: changed, newValue }) => {
        if (changed === key && newValue !== null) listen(newValue);
      }),
  };
}

/** A storage for pins that lasts only until the page closes. */
export const NO_PIN_STORAGE: PinStorage = {
  read: () => null,
  write: () => undefined,
  follow: () => undefined,
};
