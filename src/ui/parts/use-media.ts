/** Components follow the browser here: whether a media query matches, whether there is a network or a copy of the page. */
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { serviceWorkers } from "../../page/offline.ts";

/** Calls `changed` at each of these events. Returns a function that ends this. */
export function follow(
  target: EventTarget | undefined,
  changed: () => void,
  ...kinds: readonly string[]
): () => void {
  const stop = new AbortController();
  for (const kind of kinds) target?.addEventListener(kind, changed, { signal: stop.signal });
  return () => stop.abort();
}

/** Screens with one panel at a time, the transport at the bottom, and the settings in a sheet. */
export const NARROW = "(max-width: 60rem)";

/** Screens with a menu in the header, which holds most of its choices. */
export const PHONE = "(max-width: 48rem)";

/** False if the browser cannot tell. */
export const matchesMedia = (query: string): boolean => window.matchMedia?.(query).matches ?? false;

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => follow(window.matchMedia?.(query), changed, "change"),
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => matchesMedia(query),
    () => false,
  );
}

const followNetwork = (changed: () => void) => follow(window, changed, "online", "offline");

export const useOnline = (): boolean =>
  useSyncExternalStore(
    followNetwork,
    () => navigator.onLine,
    () => true,
  );

/**
 * Whether this browser holds a copy of the page for offline use. The service worker makes the copy before it
 * becomes active.
 */
export function useKept(): boolean {
  const [kept, setKept] = useState(false);
  useEffect(() => {
    const workers = serviceWorkers();
    if (!workers) return undefined;
    let open = true;
    void workers.ready.then(() => open && setKept(true));
    return () => {
      open = false;
    };
  }, []);
  return kept;
}
