/** Blocks that a text lights in the diagram while it is pointed at: `light(["original/W1"])` returns its undo. */
import { createStore } from "zustand/vanilla";
import { useStore } from "zustand";

const lit = createStore<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));

export const useLitBlocks = (): ReadonlySet<string> => useStore(lit, ({ ids }) => ids);

/** Lights these blocks in place of those that are lit. */
export function lightBlocks(ids: readonly string[]): () => void {
  const mine = new Set(ids);
  lit.setState({ ids: mine });
  return () => {
    if (lit.getState().ids === mine) lit.setState({ ids: new Set() });
  };
}
