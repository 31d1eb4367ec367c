/** When the page works: in turns, so that the browser can respond to the user between two parts; seldom; or after a rest. */
import type { StoreApi } from "zustand/vanilla";
import { inMacrotask } from "../core/macrotask.ts";
import { TimeBudget, type TimeBudgetSetting } from "../training/time-budget.ts";

const waiting = new Set<() => void>();
/** Work that shares its frame with no other work. */
const alone = new WeakSet<() => void>();
let isTaking = false;

/**
 * Calls `work` after everything that was requested before. A second request for the same work before its turn
 * changes nothing.
 */
export function inTurn(work: () => void): void {
  waiting.add(work);
  if (isTaking) return;
  isTaking = true;
  inMacrotask(takeTurn);
}

/**
 * Calls `work` in the same order, for work that fills most of a frame: the browser lays out and paints earlier
 * work in an earlier frame, and later work in a later one.
 */
export function inOwnFrame(work: () => void): void {
  alone.add(work);
  inTurn(work);
}

/** Calls `work` after everything that was requested before; at once if nothing waits. */
export function afterTurns(work: () => void): void {
  if (isTaking) inTurn(work);
  else work();
}

export interface Published {
  readonly status: string;
  /** Increases with each update of the values that change every step. */
  readonly version: number;
}

/**
 * Updates by the engine reach the copy in its turn, and those of a running run only if `isSeen`. Other updates reach it
 * at once, but only with the values that they change. Copying the whole state would also bring the engine's waiting
 * update, in one task for all copies.
 */
export function followInTurns<S extends Published>(
  store: StoreApi<S>,
  copy: StoreApi<S>,
  isSeen = true,
): () => void {
  const follow = (): void => copy.setState(store.getState(), true);
  follow();
  return store.subscribe((now, before) => {
    const isSameStatus = now.status === before.status;
    if (isSameStatus && now.version === before.version)
      copy.setState(changesOf(now, before, store.getState()));
    else if (isSeen || !isSameStatus || now.status !== "running") inTurn(follow);
  });
}

/** The latest values of what differs between two states. */
function changesOf<S extends object>(now: S, before: S, latest: S): Partial<S> {
  const keys = (Object.keys({ ...before, ...now }) as (keyof S)[]).filter((key) => now[key] !== before[key]);
  return Object.fromEntries(keys.map((key) => [key, latest[key]])) as Partial<S>;
}

function takeTurn(): void {
  const [work] = waiting;
  if (!work) {
    isTaking = false;
    return;
  }
  waiting.delete(work);
  if (alone.has(work))
    afterFrame(() => {
      afterFrame(takeTurn);
      work();
    });
  else {
    inMacrotask(takeTurn);
    work();
  }
}

/** Longest wait for a frame, because a hidden page has none. */
const FRAME_MS = 100;

function afterFrame(work: () => void): void {
  let isDone = false;
  const once = (): void => {
    if (!isDone) work();
    isDone = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, FRAME_MS);
}

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
