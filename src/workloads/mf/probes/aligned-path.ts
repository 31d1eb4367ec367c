/** The prediction of the aligned layers' recursion for each singular value of f, step by step, in bounded memory. */
import { alignedStep, type AlignedSetting } from "../../../network/aligned.ts";

export interface PredictedValue {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

const MAX_SAMPLES = 512;
/** Lines end at this step. Computing this many steps takes about a second. */
const MAX_STEPS = 3e6;

export class AlignedPath {
  readonly #setting: AlignedSetting;
  /** For each σ: the layers' current values, and their product at each sample. */
  readonly #lines: { layers: number[]; values: number[] }[];
  #steps: number[] = [];
  #step = 0;
  /** Number of steps from one sample to the next. */
  #gap = 1;

  constructor(setting: AlignedSetting) {
    this.#setting = setting;
    this.#lines = setting.sigmas.map(() => ({ layers: [...setting.start], values: [] }));
    this.#sample();
  }

  /** One line per σ, from step 0 to step `last`. */
  upTo(last: number): PredictedValue[] {
    while (this.#step < Math.min(last, MAX_STEPS)) this.#advance();
    const count = this.#steps.filter((step) => step <= last).length;
    const steps = this.#steps.slice(0, count);
    return this.#lines.map(({ values }) => ({ steps, values: values.slice(0, count) }));
  }

  #advance(): void {
    this.#step++;
    this.#lines.forEach((line, i) => {
      line.layers = alignedStep(line.layers, this.#setting.sigmas[i] ?? 0, this.#setting);
    });
    if (this.#step % this.#gap === 0) this.#sample();
  }

  #sample(): void {
    this.#steps.push(this.#step);
    for (const line of this.#lines) line.values.push(productOf(line.layers));
    if (this.#steps.length <= MAX_SAMPLES) return;
    const isKept = (_: unknown, i: number): boolean => i % 2 === 0;
    this.#steps = this.#steps.filter(isKept);
    for (const line of this.#lines) line.values = line.values.filter(isKept);
    this.#gap *= 2;
  }
}

const productOf = (layers: readonly number[]): number => layers.reduce((all, value) => all * value, 1);
