/** Which block of the diagram is open large: `?block=original/W1`. */
import { createQueryState } from "../parts/query-state.ts";

export const openedBlock = createQueryState("block");
