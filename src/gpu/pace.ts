/** How many dispatches of a list fit into one submit of about 8 ms, learned from how long submits took. Pure. */

/** Long enough to hide the cost of a submit, short enough for a lively page and for the watchdog of a GPU. */
const TARGET_MS = 8;
/** Before anything is known: a few, each of which may be long. */
const FIRST = 4;
const MOST = 4096;
/** A larger step waits for proof. */
const GROWTH = 4;
/** Weight of the newest submit in the running means. */
const NEWEST = 0.3;

export class Pace {
  #size = FIRST;
  /** Running means of both, divided only afterwards: completions are often noticed two at a time, the second after 0 ms. */
  #dispatches = 0;
  #elapsedMs = 0;

  /** Dispatches of the next submit when `remaining` are left; a small rest is taken along. */
  next(remaining: number): number {
    return remaining <= 1.5 * this.#size ? remaining : this.#size;
  }

  learn(dispatches: number, elapsedMs: number): void {
    if (dispatches === 0) return;
    const newest = this.#dispatches === 0 ? 1 : NEWEST;
    this.#dispatches += newest * (dispatches - this.#dispatches);
    this.#elapsedMs += newest * (elapsedMs - this.#elapsedMs);
    const fitting = Math.floor((TARGET_MS * this.#dispatches) / Math.max(this.#elapsedMs, 1e-3));
    this.#size = Math.max(1, Math.min(fitting, GROWTH * this.#size, MOST));
  }
}
