/** How often a side task runs during training, and clocks that jump. */

/**
 * Clocks run on while the machine sleeps or the page's processes are stopped. Time that passes then is not
 * working time.
 */

/** Work that takes longer than this, and this many times longer than usual, was interrupted. */
const SLEPT = { ms: 5000, times: 50 };

/** `usualMs` is how long the same work took before; Infinity or NaN if unknown. */
export const isClockJump = (measuredMs: number, usualMs: number): boolean =>
  measuredMs > SLEPT.ms && measuredMs > SLEPT.times * usualMs;

// Decides how often a side task runs during training: as often as its fraction of the time allows.

export interface TimeBudgetSetting {
  /** Largest fraction of the time that the task takes. */
  readonly fraction: number;
  /** Shortest time from the end of a run to the next one. */
  readonly intervalMs: number;
  /** Longest time from the end of a run to the next one. It overrides `fraction`. */
  readonly patienceMs?: number;
}

export class TimeBudget {
  readonly #setting: TimeBudgetSetting;
  /** Time at which the next run is due, in ms of performance.now(). */
  #nextAt = 0;
  /** Duration of the last run. */
  #costMs = Infinity;

  constructor(setting: TimeBudgetSetting) {
    this.#setting = setting;
  }

  get isDue(): boolean {
    return performance.now() >= this.#nextAt;
  }

  /** Time until the task is due, in ms. */
  get waitMs(): number {
    return Math.max(0, this.#nextAt - performance.now());
  }

  /** Records a finished run that began at `startedAt`. */
  done(startedAt: number): void {
    const { fraction, intervalMs, patienceMs = Infinity } = this.#setting;
    const now = performance.now();
    const measured = now - startedAt;
    const cost = isClockJump(measured, this.#costMs) ? this.#costMs : measured;
    this.#costMs = cost;
    this.#nextAt = now + Math.min(Math.max(intervalMs, cost / fraction - cost), patienceMs);
  }

  /** Makes the task due again after a delay. */
  restart(delayMs = 0): void {
    this.#nextAt = performance.now() + delayMs;
  }
}
