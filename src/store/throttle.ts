import { afterTurns } from "./turns.ts";
import { TimeBudget, type TimeBudgetSetting } from "../training/time-budget.ts";

/** After a control has rested this long, the run is rebuilt. */
export const DRAG_MS = 250;
/** Browsers limit how often a page may write the address. */
export const ADDRESS_MS = 400;

/** If nothing has been drawn for this long, because the page was hidden meanwhile, `work` is called again. */
const UNDRAWN_MS = 1000;

/**
 * Limits how often the page updates during training: less often for a user who prefers little motion, and only so
 * often that drawing takes at most `fraction` of the page's time. It never waits longer than `patienceMs` after a drawing.
 */
export const publishing = (reducedMotion: boolean): TimeBudgetSetting => ({
  fraction: 1 / 6,
  intervalMs: reducedMotion ? 1000 : 100,
  patienceMs: UNDRAWN_MS,
});

/** Calls back when the page has drawn the changes made so far; at once if the page draws nothing. */
const afterDrawing = (callBack: () => void): void => {
  if (typeof requestAnimationFrame === "undefined" || document.hidden) callBack();
  else requestAnimationFrame(() => setTimeout(callBack));
};

/**
 * Calls `work` as often as the setting allows: at once if a call is due, otherwise as soon as it is due. The cost
 * of a call is the time until its changes have been drawn.
 */
interface Throttle {
  readonly request: () => void;
  /** Makes a waiting call now. */
  readonly flush: () => void;
}

export function createThrottle(work: () => void, setting: TimeBudgetSetting): Throttle {
  const budget = new TimeBudget(setting);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let calls = 0;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, budget.waitMs);
  };
  const run = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const startedAt = performance.now();
    const call = ++calls;
    budget.restart(Math.max(UNDRAWN_MS, setting.intervalMs));
    work();
    afterTurns(() =>
      afterDrawing(() => {
        // If the next call came before this one was drawn, the page was hidden, so the time does not measure the
        // cost.
        if (call !== calls) return;
        budget.done(startedAt);
        if (timer !== undefined) wait();
      }),
    );
  };
  return {
    request() {
      if (timer !== undefined) return;
      if (budget.isDue) run();
      else wait();
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
