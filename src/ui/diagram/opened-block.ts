/** The enlarged block of the diagram, in the address: `?block=original/W1`. */
import { createQueryState } from "../parts/query-state.ts";

export const openedBlock = createQueryState("block");
