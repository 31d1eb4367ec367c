/** Loads runs one after another, and has the messages for a cancelled load. */
import type { RunCheckpoint } from "../training/checkpoint.ts";
import { formatCount } from "./format.ts";

/** The checkpoint from which a run continues. Undefined for its start. */
export interface From {
  readonly from?: RunCheckpoint | Promise<RunCheckpoint | undefined> | undefined;
}

export const CANCELLED = "Loading cancelled. Your settings are unchanged.";
export const cancelledAt = (step: number): string =>
  `Loading cancelled. The previous run is back at step ${formatCount(step)}. The browser’s Back button restores the other settings.`;

/** Runs one load at a time. Requests made meanwhile wait, and only the last of them is carried out. */
interface Loader<T> {
  request(what: T): void;
  /** True when a newer request waits. */
  readonly waiting: boolean;
  /** True during a load. */
  readonly busy: boolean;
}

/** A load that keeps a newer request waiting for this long is cancelled. */
export const PATIENCE_MS = 800;

/** `abandon` makes the load in progress resolve soon. */
export function createLoader<T>(load: (what: T) => Promise<void>, abandon: () => void): Loader<T> {
  let next: { readonly what: T } | undefined;
  let busy = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    while (next) {
      const { what } = next;
      next = undefined;
      await load(what);
      clearTimeout(patience);
      patience = undefined;
    }
    busy = false;
  };
  return {
    request(what) {
      next = { what };
      if (busy) patience ??= setTimeout(abandon, PATIENCE_MS);
      void pump();
    },
    get waiting() {
      return next !== undefined;
    },
    get busy() {
      return busy;
    },
  };
}
