/** The sweep that the address sets up, `?sweep=` in front of the #. */
import { createQueryState } from "../parts/query-state.ts";

export const SWEEP_VIEW = "sweep";

export const askedSweep = createQueryState("sweep");
