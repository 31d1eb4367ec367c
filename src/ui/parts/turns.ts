/** Draws the parts of the page one after another, so that no task draws all of them. */
import { useEffect, useMemo, useState } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import { followInTurns, inTurn, type Published } from "../../store/turns.ts";

/**
 * A copy of the store for one part of the page. The engine's updates reach it in its turn, all other changes at
 * once.
 */
export function useTurn<S extends Published>(store: StoreApi<S>): StoreApi<S> {
  const own = useMemo(() => createStore<S>(() => store.getState()), [store]);
  useEffect(() => followInTurns(store, own), [store, own]);
  return own;
}

/** False until the first turn of the part that calls this hook. */
export function useFirstTurn(): boolean {
  const [hasCome, setCome] = useState(false);
  useEffect(() => inTurn(() => setCome(true)), []);
  return hasCome;
}
