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

export type AlignmentProbe = ReturnType<typeof createAlignmentProbe>;

export function createAlignmentProbe({ rank, networks }: Experiment, { problems }: Training) {
  const [{ target }] = problems as [Training["problems"][number]];
  const count = Math.min(rank, MAX_COMPONENTS);
  const budget = new TimeBudget(BUDGET);
  /** The target's singular triplets, computed on first use. */
  let wanted: FollowedSvd | undefined;
  /** The latest singular triplets of each matrix, by name. The next search starts from them. */
  const last = new Map<string, FollowedSvd>();

  function search(name: string, matrix: Matrix): FollowedSvd {
    if (!matrix.data.every(Number.isFinite)) return NOTHING;
    const found = followSingular(matrix, count, last.get(name)?.v);
    last.set(name, found);
    return found;
  }
  function between(found: FollowedSvd, side: "u" | "v"): number[] {
    const ofTarget = (wanted ??= search("target", target));
    return Array.from({ length: count }, (_, i) =>
      isFound(found, i) && isFound(ofTarget, i)
        ? Math.min(1, Math.abs(dotOfColumns(found[side], ofTarget[side], i)))
        : NaN,
    );
  }
  /** Compares the left vectors of one matrix, and the right vectors of the same or another one, with the target's. */
  function cosines(name: string, left: Matrix, right: Matrix): Cosines {
    const ofLeft = search(`${name} left`, left);
    const ofRight = left === right ? ofLeft : search(`${name} right`, right);
    return { left: between(ofLeft, "u"), right: between(ofRight, "v") };
  }
  return {
    get isDue(): boolean {
      return budget.isDue;
    },
    /** Makes a measurement due again soon, whatever the last one cost. */
    restart: (): void => budget.restart(BUDGET.intervalMs),
    /** Cosines of every network for the first seed, from its last forward pass. */
    async measure(session: Session): Promise<Alignment[]> {
      const started = performance.now();
      const alignments: Alignment[] = [];
      for (const [network, f] of (await session.allEndToEnd()).entries()) {
        const own = cosines(`f ${network}`, f, f);
        if (networks[network] === "original") {
          const outer = await session.outerFactors(network);
          alignments.push({ ...own, outer: cosines("W", outer.last, outer.first) });
        } else alignments.push(own);
      }
      budget.done(started);
      return alignments;
    },
  };
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

/** Returns a function that gives one line per σ, from step 0 to a last step. */
export function alignedPath(setting: AlignedSetting): (last: number) => PredictedValue[] {
  /** For each σ: the layers' current values, and their product at each sample. */
  const lines = setting.sigmas.map((sigma) => ({ sigma, layers: setting.start, values: [] as number[] }));
  let steps: number[] = [];
  let step = 0;
  /** Number of steps from one sample to the next. */
  let gap = 1;
  function sample(): void {
    steps.push(step);
    for (const line of lines) line.values.push(productOf(line.layers));
    if (steps.length <= MAX_SAMPLES) return;
    const isKept = (_: unknown, i: number): boolean => i % 2 === 0;
    steps = steps.filter(isKept);
    for (const line of lines) line.values = line.values.filter(isKept);
    gap *= 2;
  }
  sample();
  return (last) => {
    while (step < Math.min(last, MAX_STEPS)) {
      step++;
      for (const line of lines) line.layers = alignedStep(line.layers, line.sigma, setting);
      if (step % gap === 0) sample();
    }
    const count = steps.filter((at) => at <= last).length;
    const shown = steps.slice(0, count);
    return lines.map(({ values }) => ({ steps: shown, values: values.slice(0, count) }));
  };
}

const productOf = (layers: readonly number[]): number => layers.reduce((all, value) => all * value, 1);
