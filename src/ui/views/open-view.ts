/** Which view is open: in the address, so that it can be linked, and one at a time. */
import { createQueryState } from "../parts/query-state.ts";

const opened = createQueryState("view");

export const useOpenView = opened.use;

/** Opens a view in place of the one that is open; null closes it. */
export const openView = opened.set;
