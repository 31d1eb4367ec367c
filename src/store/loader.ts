/** One load at a time: what is asked for meanwhile waits, and only the last of it is done. */
export interface Loader<T> {
  request(what: T): void;
  /** True when something newer is on its way. */
  readonly waiting: boolean;
}

export function createLoader<T>(load: (what: T) => Promise<void>): Loader<T> {
  let next: { readonly what: T } | undefined;
  let busy = false;
  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    while (next) {
      const { what } = next;
      next = undefined;
      await load(what);
    }
    busy = false;
  };
  return {
    request(what) {
      next = { what };
      void pump();
    },
    get waiting() {
      return next !== undefined;
    },
  };
}
