/** Work in turns: each part in a task of its own, so that the browser can respond to the user between two parts. */
import type { StoreApi } from "zustand/vanilla";
import { inMacrotask } from "../core/macrotask.ts";

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
      copy.setState(pick(store.getState(), changedKeys(now, before)));
    else if (isSeen || !isSameStatus || now.status !== "running") inTurn(follow);
  });
}

const changedKeys = <S extends object>(now: S, before: S): (keyof S)[] =>
  (Object.keys({ ...before, ...now }) as (keyof S)[]).filter((key) => now[key] !== before[key]);

const pick = <S extends object>(state: S, keys: readonly (keyof S)[]): Partial<S> =>
  Object.fromEntries(keys.map((key) => [key, state[key]])) as Partial<S>;

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
