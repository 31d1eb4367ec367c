/** The open part of “Seeing why”, in the address: `?why=<id>`. */
import { createQueryState } from "../parts/query-state.ts";

export const whyTab = createQueryState("why");
