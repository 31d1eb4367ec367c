/** A choice that is in the address, `?<key>=<value>` in front of the #, so that it can be linked. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

export interface QueryState {
  /** null where the address says nothing. */
  readonly use: () => string | null;
  /** null takes it out of the address. */
  readonly set: (value: string | null) => void;
}

export function createQueryState(key: string): QueryState {
  const value = new URLSearchParams(window.location.search).get(key);
  const chosen = createStore<{ readonly value: string | null }>(() => ({ value }));
  return {
    use: () => useStore(chosen, (state) => state.value),
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

/** Without the escapes that a query does not need. */
const readable = (search: string): string =>
  search.replaceAll(/%(2C|3A|3B)/g, (escaped) => decodeURIComponent(escaped));
