/** Blocks that a text highlights in the diagram under the pointer; `light(["original/W1"])` returns its undo. */
import { createStore } from "zustand/vanilla";
import { useStore } from "zustand";

const lit = createStore<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));

export const useLitBlocks = (): ReadonlySet<string> => useStore(lit, ({ ids }) => ids);

/** Highlights these blocks instead of the present ones; without any it leaves those. */
export function lightBlocks(ids: readonly string[]): () => void {
  if (ids.length === 0) return () => undefined;
  const mine = new Set(ids);
  lit.setState({ ids: mine });
  return () => {
    if (lit.getState().ids === mine) lit.setState({ ids: new Set() });
  };
}
