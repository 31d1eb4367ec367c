/** The view that is open, at most one at a time. The address stores it, so that it can be linked. */
import { createQueryState } from "../parts/query-state.ts";

const opened = createQueryState("view");

export const useOpenView = opened.use;

/** Opens a view and closes the current one. Null only closes. */
export const openView = opened.set;
