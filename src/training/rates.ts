/**
 * The learning rate on the device. Each step of each model has its own pair of numbers in a tensor. The updates read it
 * by the step counter, so a schedule or a slider changes no dispatch. All values are computed in float64 here.
 */

/** How a rate changes over the steps of a run. */
export interface Schedule {
  readonly kind: "constant" | "linear" | "cosine";
  /** Steps in which the rate rises linearly to its full value; 0 for none. */
  readonly warmUp: number;
  /** The step at which a decay reaches 0. */
  readonly lastStep: number;
}

/** η and λ of a model. */
export interface Rate {
  readonly eta: number;
  /** λ of the decoupled decay −ηλW. */
  readonly weightDecay: number;
  readonly schedule: Schedule;
}

/** The two numbers that an update reads for its η_t and λ. */
export type RatePair = (eta: number, weightDecay: number) => readonly [number, number];

/** A tensor of RATE_CAPACITY pairs. Update t, which turns state t into state t + 1, reads pair t % RATE_CAPACITY. */
export interface RateSlot {
  readonly tensor: string;
  readonly pair: RatePair;
}

/** Steps whose rates are on the device: at least as many as one round makes. */
export const RATE_CAPACITY = 1024;

/** For W ← y W + x G, computed by the product that yields G: x = −η·scale, y = 1 − ηλ. */
export function descentPair(scale: number): RatePair {
  return (eta, weightDecay) => [-eta * scale, 1 - eta * weightDecay];
}

/** For the optimizers' kernels, which have their own scale: η and λ. */
export const optimizerPair: RatePair = (eta, weightDecay) => [eta, weightDecay];

/** Fraction of the full rate at update t = 0, 1 …; exactly 1 without a schedule. */
export function shareAt({ kind, warmUp, lastStep }: Schedule, t: number): number {
  if (t < warmUp) return (t + 1) / warmUp;
  if (kind === "constant") return 1;
  const left = 1 - Math.min(1, (t - warmUp) / Math.max(1, lastStep - warmUp));
  return kind === "linear" ? left : (1 - Math.cos(Math.PI * left)) / 2;
}

/** The rates of a run whose rate may change on its way. */
export class RateLog {
  /** Ascending by step; each rate holds from its update on. */
  #changes: { readonly from: number; readonly rate: Rate }[];

  constructor(rate: Rate) {
    this.#changes = [{ from: 0, rate }];
  }

  /** The present rate. */
  get last(): Rate {
    return (this.#changes.at(-1) as { rate: Rate }).rate;
  }

  /** Every update has the same rate. */
  get isConstant(): boolean {
    const { kind, warmUp } = this.last.schedule;
    return this.#changes.length === 1 && kind === "constant" && warmUp === 0;
  }

  /** Changes the rate from a step on. */
  change(from: number, rate: Rate): void {
    this.#cut(from - 1);
    this.#changes.push({ from, rate });
  }

  /** The run continues from `step`; the present rate holds there at the latest. */
  goOnFrom(step: number): void {
    const { last } = this;
    this.#cut(step - 1);
    if (this.#changes.length === 0 || this.last !== last) this.#changes.push({ from: step, rate: last });
  }

  /** Pairs of updates first … first + RATE_CAPACITY − 1, each at its index in the slot's tensor. */
  pairs(first: number, { pair }: RateSlot): Float64Array {
    const values = new Float64Array(2 * RATE_CAPACITY);
    let at = this.#changes.findLastIndex(({ from }) => from <= first);
    for (let t = first; t < first + RATE_CAPACITY; t++) {
      if ((this.#changes[at + 1]?.from ?? Infinity) <= t) at++;
      const { eta, weightDecay, schedule } = (this.#changes[at] ?? { rate: this.last }).rate;
      values.set(pair(eta * shareAt(schedule, t), weightDecay), 2 * (t % RATE_CAPACITY));
    }
    return values;
  }

  /** Drops changes that begin after a step. */
  #cut(step: number): void {
    this.#changes = this.#changes.filter(({ from }) => from <= step);
  }
}
