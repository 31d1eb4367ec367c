/**
 * The blocks in the diagram that a text under the pointer highlights. `lightBlocks(["original/W1"])` highlights
 * a block and returns a function that undoes this.
 */
import { createStore } from "zustand/vanilla";
import { useStore } from "zustand";

const lit = createStore<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));

export const useLitBlocks = (): ReadonlySet<string> => useStore(lit, ({ ids }) => ids);

/** Highlights these blocks instead of the current ones. An empty list changes nothing. */
export function lightBlocks(ids: readonly string[]): () => void {
  if (ids.length === 0) return () => undefined;
  const mine = new Set(ids);
  lit.setState({ ids: mine });
  return () => {
    if (lit.getState().ids === mine) lit.setState({ ids: new Set() });
  };
}
