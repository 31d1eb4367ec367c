/** After a control has rested this long, the run is rebuilt. */
export const DRAG_MS = 250;
/** Browsers limit how often a page may write the address. */
export const ADDRESS_MS = 400;

/**
 * Time between two updates of the page during training. It is longer for a user who prefers little motion.
 */
export const publishMs = (reducedMotion: boolean): number => (reducedMotion ? 1000 : 100);

/**
 * Calls `work` at most once per `intervalMs`: at once if the last call was that long ago, otherwise as soon
 * as it is.
 */
export interface Throttle {
  readonly request: () => void;
  /** Makes a waiting call now. */
  readonly flush: () => void;
}

export function createThrottle(work: () => void, intervalMs: number): Throttle {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = -Infinity;
  const run = (): void => {
    clearTimeout(timer);
    timer = undefined;
    lastAt = performance.now();
    work();
  };
  return {
    request() {
      if (timer !== undefined) return;
      const waitMs = lastAt + intervalMs - performance.now();
      if (waitMs <= 0) run();
      else timer = setTimeout(run, waitMs);
    },
    flush() {
      if (timer !== undefined) run();
    },
  };
}

/** Calls `work` once nothing has been requested for `delayMs`. */
export function createDebounce(work: () => void): {
  readonly isPending: boolean;
  request(delayMs: number): void;
  flush(): void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    timer = undefined;
    work();
  };
  return {
    get isPending() {
      return timer !== undefined;
    },
    request(delayMs) {
      clearTimeout(timer);
      timer = setTimeout(run, delayMs);
    },
    flush() {
      if (timer === undefined) return;
      clearTimeout(timer);
      run();
    },
  };
}
