/** A choice in the address, `?<key>=<value>` before the #, so that it can be linked. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

interface QueryState {
  /** null if the address does not set it. */
  readonly use: () => string | null;
  readonly get: () => string | null;
  /** null removes it from the address. */
  readonly set: (value: string | null) => void;
}

export function createQueryState(key: string): QueryState {
  const value = new URLSearchParams(globalThis.location?.search).get(key);
  const chosen = createStore<{ readonly value: string | null }>(() => ({ value }));
  return {
    use: () => useStore(chosen, (state) => state.value),
    get: () => chosen.getState().value,
    set(next) {
      const url = new URL(window.location.href);
      if (next === null) url.searchParams.delete(key);
      else url.searchParams.set(key, next);
      url.search = readable(url.search);
      window.history.replaceState(null, "", url);
      chosen.setState({ value: next });
    },
  };
}

/** Removes escapes that a query string does not need. */
const readable = (search: string): string =>
  search.replaceAll(/%(2C|3A|3B)/g, (escaped) => decodeURIComponent(escaped));
