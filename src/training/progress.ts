/** What is remembered of a model's metrics while it trains. Looks at every step. */
import type { MetricSpec, PlannedModel } from "./workload.ts";

export const MILESTONES = ["1e-2", "1e-3"] as const;
export type Milestone = (typeof MILESTONES)[number];

/** A metric of an evaluation: at the last look at it, and at its best so far. */
export interface Look {
  readonly step: number;
  readonly value: number;
  readonly best: number;
  readonly bestStep: number;
}

/** Share of the loss at the start below which something has been learned; before that, standing still means nothing. */
const BEGUN = 0.9;

export interface Progress {
  /** Step of the state that the errors belong to. */
  readonly step: number;
  /** Of the model's first metric, which is minimised. */
  readonly loss: number;
  /** Where nothing was learned: known of the metric, or at the first step that was seen. */
  readonly lossAtStart: number;
  /** Of the model's headline metric: now, or at the last look at it, and at its best. */
  readonly headline: number;
  readonly best: number;
  readonly bestStep: number;
  /** Smallest t ≥ 0 with a headline below the milestone. */
  readonly iterationsTo: Readonly<Record<Milestone, number | null>>;
  /** The metrics of evaluations, by id; those that were looked at. */
  readonly looks: Readonly<Record<string, Look>>;
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
  looks: {},
  diverged: false,
  rise: 0,
  fall: 0,
};

/** A relative error above this is divergence: every start is near 1, and no stable run leaves that neighbourhood. */
const DIVERGED_ABOVE = 1e4;
export const hasDivergedAt = (loss: number): boolean => !(loss < DIVERGED_ABOVE);

const OSCILLATION = {
  memory: 64,
  /** A rise of this much per step is no rounding … */
  rise: 0.005,
  /** … unless nothing is left to learn in float32. */
  floor: 1e-5,
  /** Neither rises nor falls are more than this many times the other: the error stays where it is. */
  balance: 2,
};

/** Whether the loss goes up and down without leaving its neighbourhood, as beyond the largest stable rate. */
export function isOscillating({ diverged, loss, rise, fall }: Progress): boolean {
  const { floor, balance } = OSCILLATION;
  return (
    !diverged && loss > floor && rise > OSCILLATION.rise && rise < balance * fall && fall < balance * rise
  );
}

/** What is followed of a model. */
export type Followed = Pick<PlannedModel, "metrics" | "evaluations" | "headline">;

const isBetter = (better: MetricSpec["better"], value: number, than: number): boolean =>
  Number.isNaN(than) ? !Number.isNaN(value) : better === "lower" ? value < than : value > than;

/**
 * Takes in the metrics of consecutive steps, the first of them of `firstStep`; a state that was seen before may come again. Ends at the
 * step of divergence: what comes after means nothing.
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

/** Whether the headline, an error, has come down from the start: without it, what a model saves is no saving. */
export const hasLearned = ({ diverged, best }: Progress): boolean => !diverged && best < BEGUN;

/** Takes in a look at an evaluation's metrics, at the present step. */
export function withLook(
  progress: Progress,
  { headline: headlineId }: Followed,
  specs: readonly MetricSpec[],
  values: readonly number[],
): Progress {
  const { step } = progress;
  const looks = { ...progress.looks };
  let { headline, best, bestStep } = progress;
  specs.forEach(({ id, better }, i) => {
    const value = values[i] as number;
    const last = looks[id];
    const isBest = !last || isBetter(better, value, last.best);
    looks[id] = {
      step,
      value,
      best: isBest ? value : last.best,
      bestStep: isBest ? step : last.bestStep,
    };
    if (id === headlineId) ({ value: headline, best, bestStep } = looks[id]);
  });
  return { ...progress, looks, headline, best, bestStep };
}

/** Whether something was learned and a metric of an evaluation has come to no new best in the last `patience` steps. */
export function isPastBest({ loss, lossAtStart, looks }: Progress, id: string, patience: number): boolean {
  const look = looks[id];
  return look !== undefined && loss < BEGUN * lossAtStart && look.step - look.bestStep >= patience;
}
