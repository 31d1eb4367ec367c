/**
 * Measures how far each network has found the target's principal components: |⟨u_i(t), u_i*⟩| and |⟨v_i(t), v_i*⟩| of
 * the singular vectors of f(t) and of the target Φ. For the original it also compares the outer layers: u_i of W_L and
 * v_i of W_1 (Kwon et al. 2024).
 */
import type { Experiment } from "../config/fields.ts";
import type { Matrix } from "../../../math/matrix.ts";
import { ENOUGH, followSingular, type FollowedSvd } from "../../../math/top-singular.ts";
import { TimeBudget } from "../../../training/time-budget.ts";
import type { Session } from "../session.ts";
import type { Training } from "../training.ts";
import { alignedStep, type AlignedSetting } from "../network/theory.ts";

/** Cosines from 0 to 1, largest singular value first. NaN where float32 cannot determine a vector. */
export interface Cosines {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

export interface Alignment extends Cosines {
  /** For the original only: left vectors of W_L, right vectors of W_1. */
  readonly outer?: Cosines;
}

const BUDGET = { fraction: 0.03, intervalMs: 100, patienceMs: 2000 };
const MAX_COMPONENTS = 8;

export class AlignmentProbe {
  readonly #target: Matrix;
  readonly #count: number;
  readonly #original: number;
  readonly #budget = new TimeBudget(BUDGET);
  /** The target's singular triplets, computed on first use. */
  #wanted: FollowedSvd | undefined;
  /** The latest singular triplets of each matrix, by name. The next search starts from them. */
  readonly #last = new Map<string, FollowedSvd>();

  constructor({ rank, networks }: Experiment, { problems }: Training) {
    const [problem] = problems as [Training["problems"][number]];
    this.#target = problem.target;
    this.#count = Math.min(rank, MAX_COMPONENTS);
    this.#original = networks.indexOf("original");
  }

  get isDue(): boolean {
    return this.#budget.isDue;
  }

  /** Makes a measurement due again soon, whatever the last one cost. */
  restart(): void {
    this.#budget.restart(BUDGET.intervalMs);
  }

  /** Cosines of every network for the first seed, from its last forward pass. */
  async measure(session: Session): Promise<Alignment[]> {
    const started = performance.now();
    const alignments: Alignment[] = [];
    for (const [network, f] of (await session.allEndToEnd()).entries()) {
      const own = this.#cosines(`f ${network}`, f, f);
      if (network === this.#original) {
        const { first, last } = await session.outerFactors(network);
        alignments.push({ ...own, outer: this.#cosines("W", last, first) });
      } else alignments.push(own);
    }
    this.#budget.done(started);
    return alignments;
  }

  /** Compares the left vectors of one matrix, and the right vectors of the same or another one, with the target's. */
  #cosines(name: string, left: Matrix, right: Matrix): Cosines {
    const wanted = (this.#wanted ??= this.#search("target", this.#target));
    const ofLeft = this.#search(`${name} left`, left);
    const ofRight = left === right ? ofLeft : this.#search(`${name} right`, right);
    return {
      left: this.#between(ofLeft, wanted, "u"),
      right: this.#between(ofRight, wanted, "v"),
    };
  }

  #search(name: string, matrix: Matrix): FollowedSvd {
    if (!matrix.data.every(Number.isFinite)) return NOTHING;
    const found = followSingular(matrix, this.#count, this.#last.get(name)?.v);
    this.#last.set(name, found);
    return found;
  }

  #between(found: FollowedSvd, wanted: FollowedSvd, side: "u" | "v"): number[] {
    return Array.from({ length: this.#count }, (_, i) =>
      isFound(found, i) && isFound(wanted, i)
        ? Math.min(1, Math.abs(dotOfColumns(found[side], wanted[side], i)))
        : NaN,
    );
  }
}

const EMPTY: Matrix = { rows: 0, cols: 0, data: new Float64Array(0) };
const NOTHING: FollowedSvd = { u: EMPTY, sigma: [], v: EMPTY, doubt: [] };

const isFound = ({ doubt }: FollowedSvd, i: number): boolean => (doubt[i] ?? Infinity) <= ENOUGH;

function dotOfColumns(a: Matrix, b: Matrix, j: number): number {
  let sum = 0;
  for (let i = 0; i < a.rows; i++)
    sum += (a.data[i * a.cols + j] as number) * (b.data[i * b.cols + j] as number);
  return sum;
}

// The prediction of the aligned layers' recursion for each singular value of f, step by step, in bounded memory.

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
