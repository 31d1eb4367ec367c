/**
 * Keeps which panel, which part of “Seeing why” and which view are open. `createShared` makes a value that several parts
 * of the page share; `createQueryState` also writes it into the address.
 */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** A value that parts of the page share. `use` draws a part again when the value has changed. */
interface Shared<T> {
  readonly use: () => T;
  readonly get: () => T;
  readonly set: (value: T) => void;
}

export function createShared<T>(first: T): Shared<T> {
  const store = createStore<{ readonly value: T }>(() => ({ value: first }));
  return {
    use: () => useStore(store, ({ value }) => value),
    get: () => store.getState().value,
    set: (value) => store.setState({ value }),
  };
}

/**
 * A choice in the address, `?<key>=<value>` before the #, so that it can be linked. It is null if the address does not
 * have it.
 */
export function createQueryState(key: string): Shared<string | null> {
  const chosen = createShared(new URLSearchParams(globalThis.location?.search).get(key));
  return {
    ...chosen,
    set(next) {
      const url = new URL(window.location.href);
      if (next === null) url.searchParams.delete(key);
      else url.searchParams.set(key, next);
      url.search = readable(url.search);
      window.history.replaceState(null, "", url);
      chosen.set(next);
    },
  };
}

/** Removes escapes that a query string does not need. */
const readable = (search: string): string =>
  search.replaceAll(/%(2C|3A|3B)/g, (escaped) => decodeURIComponent(escaped));

/** The run's panel that a narrow page shows. Words in a lesson may open another one. Undefined until one is opened. */
export const openPanel = createShared<string | undefined>(undefined);

/** The part of “Seeing why” that is open. */
export const whyTab = createQueryState("why");

const view = createQueryState("view");

/** The view that is open, at most one at a time. */
export const useOpenView = view.use;

/** The set-up of a sweep, `?sweep=`. */
export const askedSweep = createQueryState("sweep");

/** Whether the sweep starts when its view opens next. A link only sets it up. */
export const beginsAtOnce = createShared(false);

/** Opens a view and closes the current one. Null only closes. */
export const openView = view.set;
