/** One load at a time: what is asked for meanwhile waits, and only the last of it is done. */
export interface Loader<T> {
  request(what: T): void;
  /** True when something newer is on its way. */
  readonly waiting: boolean;
  /** True while something is loaded. */
  readonly busy: boolean;
}

/** A load that keeps a newer request waiting this long is given up. */
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
