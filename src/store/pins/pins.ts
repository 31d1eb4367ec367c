/**
 * Pinned runs. A pin keeps a run's curves when the config changes, and is small enough for browser storage. The browser
 * keeps pins between visits, and files can hold them.
 */
import type { StoreApi } from "zustand/vanilla";
import { asText } from "../../experiment/codec.ts";
import { counted } from "../format.ts";
import type { WorkloadKind } from "../kind.ts";
import { LONGEST_NAME, MAX_KEPT, MAX_PINS } from "../pin-limits.ts";
import type { RunFiles } from "../run-file.ts";
import type { MetricCurve, PinnedModel, RunData } from "../run-data.ts";
import type { Pin, Run, State } from "../state.ts";

export { LONGEST_NAME, MAX_KEPT, MAX_PINS } from "../pin-limits.ts";

/** Stores pins between visits. All tabs of a browser share the storage. */
export interface PinStorage {
  /** Returns null if the browser has stored nothing or forbids storage. */
  readonly read: () => string | null;
  /** Throws when storage is full. */
  readonly write: (text: string) => void;
  /** Calls back with text that another tab has stored. */
  readonly follow: (listen: (text: string) => void) => void;
}

export interface PinActions {
  readonly pin: (name?: string) => void;
  readonly unpin: (id: string) => void;
  readonly namePin: (id: string, name: string) => void;
  /** Pins the current run before another run branches off from it. */
  readonly pinBranch: (name?: string) => void;
  /** The current run and the pins as a file. Undefined without a run. */
  readonly runFile: () => Promise<string | undefined>;
  /** Adds a file's run and pins to the pins. Returns the run, or a message that says why nothing changed. */
  readonly readRunFile: (file: Pick<File, "name" | "size" | "text">) => Promise<Pin | string>;
}

/** Number of samples of each curve in a pin and in a file. */
const SAMPLES = 200;
const FILE_SAMPLES = 1000;

export const hasRoom = ({ pins }: { readonly pins: readonly unknown[] }): boolean => pins.length < MAX_PINS;
/** Whether there is a run to pin and room for it. */
export const canPin = (state: { readonly pins: readonly unknown[]; readonly step: number }): boolean =>
  hasRoom(state) && state.step > 0;

const newPinId = (): string => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

const BRANCH = "branch:";
/** The id of a run that was pinned because another one branched off. */
export const branchPinId = (): string => `${BRANCH}${newPinId()}`;

/**
 * Whether the pinned run is drawn beside a run with this config. A user also pins runs to compare sizes, ranks
 * and seeds. The page pins a run from which another one branches off, to compare runs of one target.
 */
export function isDrawnBeside<C extends object>(
  kind: { readonly problem: readonly string[]; target?(config: C): readonly string[] },
  pin: { readonly id: string; readonly config: C },
  config: NoInfer<C>,
): boolean {
  const settings = (pin.id.startsWith(BRANCH) && kind.target?.(config)) || kind.problem;
  const [pinned, shown] = [new Map(Object.entries(pin.config)), new Map(Object.entries(config))];
  return settings.every((name) => asText(pinned.get(name)) === asText(shown.get(name)));
}

/** The run in its current state, as a pin. */
export function pinOf(kind: WorkloadKind, run: Run, data: RunData, name = "", samples = SAMPLES): Pin {
  const facts = kind.pinned?.(run);
  return {
    id: newPinId(),
    name,
    config: run.config,
    backend: run.backend,
    ...(facts && { facts }),
    models: run.models.flatMap((model) => {
      const pinned = data.pinned(model, samples);
      return pinned ? [rounded(pinned)] : [];
    }),
  };
}

const rounded = ({ seconds, curves, ...model }: PinnedModel): PinnedModel => ({
  ...model,
  ...(seconds && { seconds: roundedCurve(seconds) }),
  curves: Object.fromEntries(Object.entries(curves).map(([metric, curve]) => [metric, roundedCurve(curve)])),
});

/** Five digits: more than a chart or a table shows. */
const DIGITS = 5;

function roundedCurve({ steps, values, low, high }: MetricCurve): MetricCurve {
  const round = (list: readonly number[]): number[] => list.map((value) => Number(value.toPrecision(DIGITS)));
  return {
    steps: [...steps],
    values: round(values),
    ...(low && { low: round(low) }),
    ...(high && { high: round(high) }),
  };
}

export function createPinActions(
  kind: WorkloadKind,
  store: StoreApi<State>,
  data: RunData,
  announce: (text: string) => void,
  storage: PinStorage,
  /** Loaded when first needed. */
  files: () => Promise<RunFiles> = async () => (await import("../run-file.ts")).runFiles(kind),
): PinActions {
  const pins = (): readonly Pin[] => store.getState().pins;
  const present = (name: string, samples?: number): Pin | undefined => {
    const { run } = store.getState();
    return run && pinOf(kind, run, data, name, samples);
  };
  /** Shows these pins and stores them. */
  const keep = async (next: readonly Pin[]): Promise<void> => {
    store.setState({ pins: next });
    try {
      const { writePins } = await files();
      await restored;
      // Stores the latest pins, because an earlier call may reach this point after a later one.
      storage.write(writePins(pins()));
    } catch {
      store.setState({
        notice: {
          message:
            "Pinned runs could not be stored in this browser. They last only until the page is closed.",
        },
      });
    }
  };
  const restore = async (text: string): Promise<void> => {
    const { readPins } = await files();
    store.setState({ pins: [...readPins(text), ...pins()].slice(0, MAX_KEPT) });
  };
  const kept = storage.read();
  /** Resolves when the pins of an earlier visit are shown. */
  const restored = kept ? restore(kept) : Promise.resolve();
  // All tabs show the same pins, so that no tab overwrites the pins that another tab has added.
  storage.follow((text) => {
    void files().then(({ readPins }) => store.setState({ pins: readPins(text) }));
  });
  const pin = (name = "", id?: string): void => {
    if (!hasRoom(store.getState())) return;
    const run = present(name.slice(0, LONGEST_NAME));
    if (!run) return;
    void keep([...pins(), id === undefined ? run : { ...run, id }]);
    announce(`This run is pinned. Pinned runs: ${pins().length}.`);
  };
  return {
    pin: (name) => pin(name),
    pinBranch: (name) => pin(name, branchPinId()),
    unpin(id) {
      const left = pins().filter((one) => one.id !== id);
      void keep(left);
      announce(`The run is unpinned. Pinned runs: ${left.length}.`);
    },
    namePin(id, name) {
      const named = (one: Pin): Pin => (one.id === id ? { ...one, name: name.slice(0, LONGEST_NAME) } : one);
      void keep(pins().map(named));
    },
    async runFile() {
      const { writeRunFile } = await files();
      const run = present("", FILE_SAMPLES);
      return run && writeRunFile({ run, pins: pins() });
    },
    async readRunFile(file) {
      const read = await (await files()).openRunFile(file);
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
