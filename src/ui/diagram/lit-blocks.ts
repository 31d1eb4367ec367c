/**
 * The blocks in the diagram that a text under the pointer highlights. `lightBlocks(["original/W1"])` highlights
 * a block and returns a function that undoes this.
 */
import { createShared } from "../parts/open.ts";

const lit = createShared<ReadonlySet<string>>(new Set());

export const useLitBlocks = lit.use;

/** Highlights these blocks instead of the current ones. An empty list changes nothing. */
export function lightBlocks(ids: readonly string[]): () => void {
  if (ids.length === 0) return () => undefined;
  const mine = new Set(ids);
  lit.set(mine);
  return () => {
    if (lit.get() === mine) lit.set(new Set());
  };
}
