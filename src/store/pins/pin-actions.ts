/** The user's actions on charts: point at a step, pin the run and remove pins. The browser stores pins. */
import type { StoreApi } from "zustand/vanilla";
import { keepPins, type KeptPins, type PinStorage } from "./kept-pins.ts";
import { armPinId, branchPinId, isArmPin, pinOf } from "./pins.ts";
import type { Pin, PlaygroundState } from "../state.ts";
import { LONGEST_NAME } from "./pin-limits.ts";
import type { RunData } from "../run/run-data.ts";
import type { Experiment } from "../../experiment/experiment.ts";

export { browserPinStorage, NO_PIN_STORAGE, type PinStorage } from "./kept-pins.ts";

export interface PinActions extends Pick<KeptPins<Pin>, "pin" | "unpin" | "namePin" | "runFile"> {
  /** Sets the step of the crosshair, which all charts over steps share. Undefined shows none. */
  readonly pointAt: (step: number | undefined) => void;
  /** Pins the current run before another run branches off from it. */
  readonly pinBranch: (name?: string) => void;
  /** Pins the current run as an arm of a claim's comparison, under the arm's label. */
  readonly pinArm: (claim: string, index: number, label: string) => void;
  /** Removes the arms of all comparisons, including arms from an earlier visit. */
  readonly unpinArms: () => Promise<void>;
  /**
   * Opens a file that `runFile` made: its run and pins join the existing pins. Returns the experiment, or a message
   * that says why nothing changed.
   */
  readonly openRunFile: (file: Pick<File, "name" | "size" | "text">) => Promise<Experiment | string>;
}

export function createPinActions(
  store: StoreApi<PlaygroundState>,
  data: RunData,
  announce: (text: string) => void,
  storage: PinStorage,
): PinActions {
  const { keep, restored, pin, unpin, namePin, runFile, openRunFile } = keepPins<Pin>({
    pins: () => store.getState().pins,
    show: (pins) => store.setState({ pins }),
    present(name, samples) {
      const { run } = store.getState();
      return run && pinOf(run, data, name, samples);
    },
    complain: (message) => store.setState({ notice: { message } }),
    announce,
    storage,
    files: async () => (await import("../files/run-file.ts")).RUN_FILES,
  });
  return {
    pin: (name) => pin(name),
    pinBranch: (name) => pin(name, branchPinId()),
    unpin,
    namePin,
    runFile,
    pointAt(step) {
      if (store.getState().cursor !== step) store.setState({ cursor: step });
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
      if (pins.some(isArmPin)) await keep(pins.filter((one) => !isArmPin(one)));
    },
    async openRunFile(file) {
      const opened = await openRunFile(file);
      return typeof opened === "string" ? opened : opened.config;
    },
  };
}
