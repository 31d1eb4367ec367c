/** Which view is open: in the address, so that it can be linked, and one at a time. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const opened = createStore<{ readonly id: string | null }>(() => ({ id: inAddress() }));

export const useOpenView = (): string | null => useStore(opened, ({ id }) => id);

/** Opens a view in place of the one that is open; null closes it. */
export function openView(id: string | null): void {
  const url = new URL(window.location.href);
  if (id === null) url.searchParams.delete("view");
  else url.searchParams.set("view", id);
  window.history.replaceState(null, "", url);
  opened.setState({ id });
}

function inAddress(): string | null {
  return new URLSearchParams(window.location.search).get("view");
}
