/** Draws the parts of the page one after another while a run trains, so that no task draws all of them. */
import { useEffect, useMemo } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import { inTurn } from "../../store/turns.ts";

interface Published {
  readonly status: string;
  /** Increases with each update of the values that change every step. */
  readonly version: number;
}

/** A copy of the store for one part of the page. Updates during training reach it in its turn, all else at once. */
export function useTurn<S extends Published>(store: StoreApi<S>): StoreApi<S> {
  const own = useMemo(() => createStore<S>(() => store.getState()), [store]);
  useEffect(() => {
    const follow = (): void => own.setState(store.getState(), true);
    follow();
    return store.subscribe((now, before) => {
      if (now.status === "running" && now.version !== before.version) inTurn(follow);
      else follow();
    });
  }, [store, own]);
  return own;
}
