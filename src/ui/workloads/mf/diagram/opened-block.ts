/** Keeps in the address which block of the diagram is enlarged: `?block=original/W1`. */
import { createQueryState } from "../../../parts/open.ts";

export const openedBlock = createQueryState("block");
