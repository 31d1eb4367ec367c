/** How much a network's time per step varies between rounds. A ratio of times is no more certain. */
const MAX_ROUNDS = 40;
/** With fewer rounds there is no estimate. */
const FEWEST_ROUNDS = 5;

export class RoundTimes {
  #from = 0;
  #last = { step: 0, ms: 0 };
  #perStep: number[] = [];

  /** Takes the mean time per step up to `step`. NaN marks the step at which time measurement begins. */
  take(step: number, msPerStep: number): void {
    if (Number.isNaN(msPerStep) || step < this.#last.step) {
      this.#from = step;
      this.#last = { step, ms: 0 };
      this.#perStep = [];
      return;
    }
    const ms = msPerStep * (step - this.#from);
    if (step === this.#last.step) return;
    this.#perStep.push((ms - this.#last.ms) / (step - this.#last.step));
    if (this.#perStep.length > MAX_ROUNDS) this.#perStep.shift();
    this.#last = { step, ms };
  }

  /** Half of the rounds' interquartile range, relative to their median. NaN until there are enough. */
  get spread(): number {
    const sorted = this.#perStep.toSorted((a, b) => a - b);
    if (sorted.length < FEWEST_ROUNDS) return NaN;
    const at = (fraction: number): number => sorted[Math.floor(fraction * (sorted.length - 1))] as number;
    return (at(0.75) - at(0.25)) / 2 / at(0.5);
  }
}
