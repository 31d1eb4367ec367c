/** Which block of the diagram is enlarged, in the address: `?block=original/W1`. */
import { createQueryState } from "../parts/query-state.ts";

export const openedBlock = createQueryState("block");
