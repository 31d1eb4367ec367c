/** The set-up of a sweep in the address, `?sweep=` before the #. */
import { createQueryState } from "../parts/open.ts";

export const SWEEP_VIEW = "sweep";

export const askedSweep = createQueryState("sweep");

let beginsAtOnce = false;

/** Whether the sweep starts when its view opens. A link only sets it up. */
export const begins = {
  atOnce(): void {
    beginsAtOnce = true;
  },
  take(): boolean {
    const is = beginsAtOnce;
    beginsAtOnce = false;
    return is;
  },
};
