/** Keeps in the address which part of “Seeing why” is open: `?why=<id>`. */
import { createQueryState } from "./query-state.ts";

export const whyTab = createQueryState("why");
