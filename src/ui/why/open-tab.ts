/** Which part of “Seeing why” is open, in the address: `?why=<id>`. */
import { createQueryState } from "../parts/query-state.ts";

export const whyTab = createQueryState("why");
