/** Learns from past submits how many dispatches of a list fit into one submit of about 8 ms. */

/** Long enough to hide the cost of a submit, short enough for a responsive page and a GPU's watchdog. */
const TARGET_MS = 8;
/** The first submit is small, because each dispatch may be long. */
const FIRST = 4;
const MOST = 4096;
/** Largest growth between submits. */
const GROWTH = 4;
/** Weight of the newest submit in the running means. */
const NEWEST = 0.3;

export class Pace {
  #size = FIRST;
  /**
   * Running means of dispatches and time. They are divided only at the end, because completions are often
   * noticed in pairs, the second one after 0 ms.
   */
  #dispatches = 0;
  #elapsedMs = 0;

  /**
   * Number of dispatches for the next submit when `remaining` are left. It includes a remainder that would be too
   * small for a submit of its own.
   */
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
