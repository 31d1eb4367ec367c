/** Draws the parts of the page one after another, so that no task draws all of them. */
import { useEffect, useMemo, useState, type RefObject } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import { followInTurns, inTurn, type Published } from "../../store/turns.ts";

/**
 * A copy of the store for one part of the page. The engine's updates reach it in its turn, all other changes at
 * once. While nobody sees the part, a running run does not redraw it.
 */
export function useTurn<S extends Published>(store: StoreApi<S>, isSeen: boolean): StoreApi<S> {
  const own = useMemo(() => createStore<S>(() => store.getState()), [store]);
  useEffect(() => followInTurns(store, own, isSeen), [store, own, isSeen]);
  return own;
}

/** Whether a part of the element is on the screen. */
export function useSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const see = (entries: readonly IntersectionObserverEntry[]): void =>
      setSeen(entries.at(-1)?.isIntersecting ?? false);
    // An element that only touches the edge of the screen would count.
    const observer = new IntersectionObserver(see, { rootMargin: "-1px" });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isSeen;
}

/** False until the first turn of the part that calls this hook. */
export function useFirstTurn(): boolean {
  const [hasCome, setCome] = useState(false);
  useEffect(() => inTurn(() => setCome(true)), []);
  return hasCome;
}
