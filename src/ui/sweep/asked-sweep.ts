/** The set-up of a sweep in the address, `?sweep=` before the #. */
import { createQueryState, createShared } from "../parts/open.ts";

export const SWEEP_VIEW = "sweep";

export const askedSweep = createQueryState("sweep");

/** Whether the sweep starts when its view opens next. A link only sets it up. */
export const beginsAtOnce = createShared(false);
