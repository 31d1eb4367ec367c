/** The open view, one at a time, stored in the address so that it can be linked. */
import { createQueryState } from "../parts/query-state.ts";

const opened = createQueryState("view");

export const useOpenView = opened.use;

/** Opens a view in place of the present one; null closes it. */
export const openView = opened.set;
