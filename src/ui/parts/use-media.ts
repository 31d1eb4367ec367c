/** Whether a media query matches, now and after changes. */
import { useCallback, useSyncExternalStore } from "react";

/** Screens with one panel at a time, the transport at the bottom, and the settings in a sheet. */
export const NARROW = "(max-width: 60rem)";

/** Screens with a menu in the header, which holds most of its choices. */
export const PHONE = "(max-width: 48rem)";

/** False if the browser cannot tell. */
export const matchesMedia = (query: string): boolean => window.matchMedia?.(query).matches ?? false;

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia?.(query);
      list?.addEventListener("change", changed);
      return () => list?.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => matchesMedia(query),
    () => false,
  );
}
