/**
 * The learning rate on the device. A tensor of a model holds a pair of numbers for each update, and the updates
 * read it by the step counter. A schedule or a slider therefore changes no dispatch. All values are computed
 * here, in float64.
 */

/** The change of a rate over the steps of a run. */
export interface Schedule {
  readonly kind: "constant" | "linear" | "cosine";
  /** Number of steps in which the rate rises linearly to its full value; 0 for no warm-up. */
  readonly warmUp: number;
  /** The step at which a decay reaches 0. */
  readonly lastStep: number;
}

/** The base η and λ of a model. */
export interface Rate {
  readonly eta: number;
  /** λ of the decoupled weight decay −ηλW. */
  readonly weightDecay: number;
  readonly schedule: Schedule;
}

/** The two numbers that an update reads, computed from its η_t and λ. */
export type RatePair = (eta: number, weightDecay: number) => readonly [number, number];

/** A tensor of RATE_CAPACITY pairs. Update t, which turns state t into state t + 1, reads pair t % RATE_CAPACITY. */
export interface RateSlot {
  readonly tensor: string;
  readonly pair: RatePair;
  /** A base η that takes the place of the model's and follows the same schedule. */
  readonly ownEta?: number | undefined;
}

/** Number of updates whose rates are on the device: at least as many as a round makes. */
export const RATE_CAPACITY = 1024;

/**
 * The pair (x, y) for W ← y W + x G, where the product that yields G also makes the update: x = −η·scale, y =
 * 1 − ηλ.
 */
export function descentPair(scale: number): RatePair {
  return (eta, weightDecay) => [-eta * scale, 1 - eta * weightDecay];
}

/** The pair (η, λ) for the optimizers' kernels, which have their own scale. */
export const optimizerPair: RatePair = (eta, weightDecay) => [eta, weightDecay];

/** Fraction of the full rate at update t = 0, 1 …; exactly 1 without a schedule. */
export function fractionAt({ kind, warmUp, lastStep }: Schedule, t: number): number {
  if (t < warmUp) return (t + 1) / warmUp;
  if (kind === "constant") return 1;
  const left = 1 - Math.min(1, (t - warmUp) / Math.max(1, lastStep - warmUp));
  return kind === "linear" ? left : (1 - Math.cos(Math.PI * left)) / 2;
}

/** The rates of a run. They may change during the run. */
export class RateLog {
  /** Ascending by step. Each rate applies from its step to the next change. */
  #changes: { readonly from: number; readonly rate: Rate }[];

  constructor(rate: Rate) {
    this.#changes = [{ from: 0, rate }];
  }

  /** The current rate. */
  get last(): Rate {
    return (this.#changes.at(-1) as { rate: Rate }).rate;
  }

  /** Whether every update has the same rate. */
  get isConstant(): boolean {
    const { kind, warmUp } = this.last.schedule;
    return this.#changes.length === 1 && kind === "constant" && warmUp === 0;
  }

  /** Changes the rate, starting at a given step. Drops later changes. */
  change(from: number, rate: Rate): void {
    this.#cut(from - 1);
    this.#changes.push({ from, rate });
  }

  /** Continues the run from `step`. Drops later changes, but the last rate stays and applies from `step` or earlier. */
  goOnFrom(step: number): void {
    const { last } = this;
    this.#cut(step - 1);
    if (this.#changes.length === 0 || this.last !== last) this.#changes.push({ from: step, rate: last });
  }

  /** The pairs of updates first … first + RATE_CAPACITY − 1, each at its index in the tensor. */
  pairs(first: number, { pair, ownEta }: RateSlot): Float64Array {
    const values = new Float64Array(2 * RATE_CAPACITY);
    let at = this.#changes.findLastIndex(({ from }) => from <= first);
    for (let t = first; t < first + RATE_CAPACITY; t++) {
      if ((this.#changes[at + 1]?.from ?? Infinity) <= t) at++;
      const { eta, weightDecay, schedule } = (this.#changes[at] ?? { rate: this.last }).rate;
      values.set(pair((ownEta ?? eta) * fractionAt(schedule, t), weightDecay), 2 * (t % RATE_CAPACITY));
    }
    return values;
  }

  /** Drops changes that begin after a step. */
  #cut(step: number): void {
    this.#changes = this.#changes.filter(({ from }) => from <= step);
  }
}
