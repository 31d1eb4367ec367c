/** Summarizes a model's metrics during training, from every step. */
import type { MetricSpec, PlannedModel } from "./plan.ts";

export const MILESTONES = ["1e-2", "1e-3"] as const;
export type Milestone = (typeof MILESTONES)[number];

/** A metric of an evaluation: its latest value, and its best so far. */
export interface EvaluatedMetric {
  readonly step: number;
  readonly value: number;
  readonly best: number;
  readonly bestStep: number;
  /** Its value at the step at which the first metric of its evaluation was best. Absent for that metric. */
  readonly atBest?: number;
}

/** Below this fraction of the initial loss, the model has begun to learn. Before that, a stall means nothing. */
const BEGUN = 0.9;
/** The same for the past best of a validation error: a network that learns only noise may never reach BEGUN. */
const MOVED = 0.999;

export interface Progress {
  /** The step at which `loss` and `headline` were measured. */
  readonly step: number;
  /** The model's first metric, which is the loss that training minimizes. */
  readonly loss: number;
  /** The loss before learning: known for the metric, or taken from the first observed step. */
  readonly lossAtStart: number;
  /** The current or latest value of the model's headline metric, and its best value. */
  readonly headline: number;
  readonly best: number;
  readonly bestStep: number;
  /** Smallest t ≥ 0 at which the headline metric is below the milestone. */
  readonly iterationsTo: Readonly<Record<Milestone, number | null>>;
  /** The evaluations' metrics by id, as far as they have been measured. */
  readonly evaluated: Readonly<Record<string, EvaluatedMetric>>;
  readonly diverged: boolean;
  /** Mean rise and mean fall of ln loss per step, over about the last OSCILLATION.memory steps; both ≥ 0. */
  readonly rise: number;
  readonly fall: number;
}

export const NO_PROGRESS: Progress = {
  step: 0,
  loss: NaN,
  lossAtStart: NaN,
  headline: NaN,
  best: NaN,
  bestStep: 0,
  iterationsTo: { "1e-2": null, "1e-3": null },
  evaluated: {},
  diverged: false,
  rise: 0,
  fall: 0,
};

/**
 * A relative error above this is divergence. Every initialization is near 1, and no stable run leaves that
 * neighbourhood.
 */
const DIVERGED_ABOVE = 1e4;
export const hasDivergedAt = (loss: number): boolean => !(loss < DIVERGED_ABOVE);

const OSCILLATION = {
  memory: 64,
  /** Smallest mean rise per step that cannot be rounding. */
  rise: 0.005,
  /** Smallest loss that can oscillate. Below it, float32 leaves nothing to learn, and rounding moves the loss. */
  floor: 1e-5,
  /** If the error keeps its level, rises and falls differ by at most this factor. */
  balance: 2,
};

/** Whether the loss oscillates without a trend, as it does beyond the largest stable rate. */
export function isOscillating({ diverged, loss, rise, fall }: Progress): boolean {
  const { floor, balance } = OSCILLATION;
  return (
    !diverged && loss > floor && rise > OSCILLATION.rise && rise < balance * fall && fall < balance * rise
  );
}

/** The parts of a planned model that progress follows. */
export type Followed = Pick<PlannedModel, "metrics" | "evaluations" | "headline">;

const isBetter = (better: MetricSpec["better"], value: number, than: number): boolean =>
  Number.isNaN(than) ? !Number.isNaN(value) : better === "lower" ? value < than : value > than;

/**
 * Takes the metrics of consecutive steps, starting at `firstStep`; states may repeat. Stops at the step of divergence,
 * because later values mean nothing.
 */
export function followProgress(
  before: Progress,
  { metrics, headline: headlineId }: Followed,
  firstStep: number,
  columns: Readonly<Record<string, ArrayLike<number>>>,
): Progress {
  let { step, loss, lossAtStart, headline, best, bestStep, diverged, rise, fall } = before;
  const iterationsTo = { ...before.iterationsTo };
  const losses = columns[metrics[0].id] ?? [];
  const spec = metrics.find(({ id }) => id === headlineId);
  const headlines = spec && columns[spec.id];
  for (let i = 0; i < losses.length && !diverged; i++) {
    const change = firstStep + i > step ? Math.log((losses[i] as number) / loss) : NaN;
    if (Number.isFinite(change)) {
      rise += (Math.max(0, change) - rise) / OSCILLATION.memory;
      fall += (Math.max(0, -change) - fall) / OSCILLATION.memory;
    }
    step = firstStep + i;
    loss = losses[i] as number;
    if (Number.isNaN(lossAtStart)) lossAtStart = metrics[0].start ?? loss;
    diverged = hasDivergedAt(loss);
    if (!spec || !headlines) continue;
    headline = headlines[i] as number;
    if (isBetter(spec.better, headline, best)) {
      best = headline;
      bestStep = step;
    }
    for (const milestone of MILESTONES)
      if (iterationsTo[milestone] === null && headline < Number(milestone)) iterationsTo[milestone] = step;
  }
  return { ...before, step, loss, lossAtStart, headline, best, bestStep, iterationsTo, diverged, rise, fall };
}

/** Whether the headline metric, a relative error, has been below BEGUN. If not, the model's savings are worthless. */
export const hasLearned = ({ diverged, best }: Progress): boolean => !diverged && best < BEGUN;

/** Whether the model has learned, and its current error is still below the level at which learning has begun. */
export const keepsLearned = (progress: Progress): boolean =>
  hasLearned(progress) && progress.headline < BEGUN;

/** Adds an evaluation's metrics at the current step. */
export function withEvaluation(
  progress: Progress,
  { headline: headlineId }: Followed,
  specs: readonly MetricSpec[],
  values: readonly number[],
): Progress {
  const { step } = progress;
  const evaluated = { ...progress.evaluated };
  let { headline, best, bestStep } = progress;
  let isFirstBest = false;
  specs.forEach(({ id, better }, i) => {
    const value = values[i] as number;
    const last = evaluated[id];
    const isBest = !last || isBetter(better, value, last.best);
    if (i === 0) isFirstBest = isBest;
    evaluated[id] = {
      step,
      value,
      best: isBest ? value : last.best,
      bestStep: isBest ? step : last.bestStep,
      ...(i > 0 && { atBest: isFirstBest ? value : (last?.atBest ?? NaN) }),
    };
    if (id === headlineId) ({ value: headline, best, bestStep } = evaluated[id]);
  });
  return { ...progress, evaluated, headline, best, bestStep };
}

/** Whether the loss has fallen, and an evaluation's metric has had no new best in the last `patience` steps. */
export function isPastBest(
  { loss, lossAtStart, evaluated }: Progress,
  id: string,
  patience: number,
): boolean {
  const metric = evaluated[id];
  return metric !== undefined && loss < MOVED * lossAtStart && metric.step - metric.bestStep >= patience;
}
