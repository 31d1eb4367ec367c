/** The set-up of a sweep in the address, `?sweep=` before the #. */
import { createQueryState } from "../parts/query-state.ts";

export const SWEEP_VIEW = "sweep";

export const askedSweep = createQueryState("sweep");
