/** A run's data that are too large for React: curves of every metric, and the views that probes have sent. */
import type { NetworkSteps, NetworkView } from "../library/api.ts";
import type { Progress } from "../training/progress.ts";
import type { RunSummary } from "../training/run-summary.ts";
import { overSeeds } from "../training/seeds.ts";
import { StepLog } from "../training/step-log.ts";
import { type Band, DEFAULT_SEED_STYLE, SeedSeries, type SeedStyle } from "./run/seed-series.ts";
import { meansOf, samplingOf, type StepRange, Series } from "./run/series.ts";

/** The values of a metric at the steps of its evaluations. */
interface EvaluatedCurve {
  readonly steps: number[];
  /** Means over the seeds. */
  readonly values: number[];
  readonly low: number[];
  readonly high: number[];
  readonly bySeed: (readonly number[])[];
}

/** Views by probe, each with its own step, because some probes take longer than others. */
interface Views {
  readonly view: Readonly<Record<string, unknown>>;
  readonly viewSteps: Readonly<Record<string, number>>;
}

export interface ModelData extends Views {
  /** Id of the headline metric. */
  readonly headline: string;
  /** The metrics that every step has: means over the seeds that train together. */
  readonly columns: Map<string, Series>;
  readonly evaluated: Map<string, EvaluatedCurve>;
  /** The seeds' values of the headline metric, if it is a column and several seeds train together. */
  readonly seeds: SeedSeries | undefined;
  /** Device time for one seed, measured up to a step. Within a round, time is divided evenly among the steps. */
  readonly seconds: Series;
  /** The step from which time is measured. */
  timedFrom: number;
  /** The views that are shown: of the current step, or of the step to which the user returned. */
  view: Readonly<Record<string, unknown>>;
  viewSteps: Readonly<Record<string, number>>;
}

/** The latest views of all models at a step. */
interface Frame {
  readonly step: number;
  readonly views: ReadonlyMap<string, Views>;
}

/** A metric over the steps, to draw. Each list is as long as `steps`. */
export interface MetricCurve {
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** The range over the seeds that train together. */
  readonly low?: readonly number[];
  readonly high?: readonly number[];
  /** The values of each seed, if they were requested. */
  readonly bySeed?: readonly (readonly number[])[];
}

export interface Drawing {
  /** About how many points it has at most, if it has a value at every step. */
  readonly most?: number;
  /** The steps that are shown. */
  readonly range?: StepRange | undefined;
  readonly style?: SeedStyle;
}

/** The curves of a model of a pinned run. */
export interface PinnedModel {
  readonly id: string;
  readonly flopsPerStep: number;
  /** Device time for one seed, measured up to some steps. */
  readonly seconds?: MetricCurve;
  /** Curves by metric. */
  readonly curves: Readonly<Record<string, MetricCurve>>;
}

/** Largest number of means in a curve. */
const MEANS_MAX = 200;
/** Number of samples of a curve, unless another number is asked for. */
const CURVE_SAMPLES = 400;
/** Largest number of steps of a model in a table. */
const MAX_LINES = 20_000;
/** Limit on the memory for earlier views, in bytes. */
export const RECORDING_BYTES = 64 * 2 ** 20;
const MAX_FRAMES = 400;

export class RunData<M extends ModelData = ModelData> {
  readonly models = new Map<string, M>();
  /** The run's views so far, for looking back. */
  readonly recording = new StepLog<Frame>(bytesOf, RECORDING_BYTES, MAX_FRAMES);
  /** A singular value that has risen last during training, if the workload follows them. */
  risen: { readonly index: number; readonly step: number } | undefined;
  /** Trajectories, if the workload records them. */
  path: unknown;
  #latest = new Map<string, Views>();
  /** The step of the run, as far as it is known. Later views are from before the run went back. */
  #now = Infinity;
  #isLookingBack = false;
  /** The probe whose views make a new frame. Undefined if every probe's do. */
  protected readonly framedBy: string | undefined;
  /** Whether values scatter from step to step, as errors of mini-batches do. Their curves are means. */
  protected readonly isNoisy: boolean = true;

  start({ networks, experiment }: Pick<RunSummary, "networks" | "experiment">): void {
    this.models.clear();
    this.recording.clear();
    this.#latest = new Map();
    this.#now = Infinity;
    this.#isLookingBack = false;
    this.path = undefined;
    for (const { id, headline } of networks)
      this.models.set(
        id,
        this.createModel({
          headline,
          columns: new Map(),
          evaluated: new Map(),
          seeds: experiment.seeds > 1 ? new SeedSeries(experiment.seeds) : undefined,
          seconds: new Series(),
          timedFrom: 0,
          view: {},
          viewSteps: {},
        }),
      );
  }

  protected createModel(model: ModelData): M {
    return model as M;
  }

  /** Takes the values that a workload evaluates besides its columns. */
  protected takeProgress(_model: M, _bySeed: readonly Progress[]): void {}

  /** Takes facts that may change when the run continues. */
  resume(_summary: RunSummary): void {}

  /** Returns the current run's data, which then remain when another run starts. */
  present(): this {
    const copy = new (this.constructor as new () => this)();
    for (const [id, model] of this.models) copy.models.set(id, model);
    copy.#latest = this.#latest;
    return copy;
  }

  append({ id, firstStep, columns, bySeed, progressBySeed, msPerStep, isRetraced }: NetworkSteps): void {
    const model = this.models.get(id);
    const count = Object.values(columns)[0]?.length ?? 0;
    this.#now = firstStep + Math.max(0, count - 1);
    if (!model || isRetraced) return;
    this.takeProgress(model, progressBySeed);
    // After a return to an earlier step, time measurement restarts there.
    if (Number.isNaN(msPerStep)) model.timedFrom = firstStep;
    const { seconds, timedFrom } = model;
    seconds.write(firstStep, secondsOf(seconds, firstStep, count, msPerStep, timedFrom));
    for (const [metric, values] of Object.entries(columns)) {
      const series = model.columns.get(metric) ?? new Series();
      model.columns.set(metric, series);
      series.write(firstStep, values);
    }
    const headlines = bySeed?.[model.headline];
    if (headlines) model.seeds?.write(firstStep, headlines);
    for (const metric of Object.keys(progressBySeed[0]?.evaluated ?? {}))
      takeEvaluated(model, metric, progressBySeed);
    for (const curve of model.evaluated.values()) cut(curve, firstStep + (count || 1));
  }

  /**
   * Takes views of the state at `step`. They are shown after the next `publish`. Views of other probes stay as they
   * are, and so do views of later steps: slow probes may report earlier ones. Returns whether the views make a frame.
   */
  take(step: number, networks: readonly NetworkView[]): boolean {
    const { framedBy } = this;
    const isFrame = framedBy !== undefined && networks.some((views) => views[framedBy] !== undefined);
    for (const { id, ...views } of networks) {
      const before = viewsUpTo(this.#now, this.#latest.get(id));
      const frameStep = framedBy === undefined || isFrame ? undefined : before.viewSteps[framedBy];
      const newer = Object.entries(views).filter(([probe]) => {
        const last = before.viewSteps[probe] ?? -1;
        // A probe that comes with frames waits for the next one.
        return last <= step && !(last === frameStep && step > last);
      });
      this.#latest.set(id, {
        view: { ...before.view, ...Object.fromEntries(newer) },
        viewSteps: { ...before.viewSteps, ...Object.fromEntries(newer.map(([probe]) => [probe, step])) },
      });
      const model = this.models.get(id);
      if (model) this.takeViews(model, step, views);
    }
    // Views that arrive later complete the frame of the same step.
    if (framedBy === undefined || isFrame || this.recording.last?.step === step)
      this.recording.add({ step, views: new Map(this.#latest) });
    return isFrame;
  }

  /** Shows the latest views. Between two calls, all parts of the page see the same ones. */
  publish(): void {
    if (this.#isLookingBack) return;
    for (const [id, model] of this.models) Object.assign(model, this.#latest.get(id));
  }

  /** Forgets views of later steps, because the run is at this one. */
  cut(step: number): void {
    this.recording.cut(step);
    for (const [id, views] of this.#latest) this.#latest.set(id, viewsUpTo(step, views));
  }

  /** For histories that a workload keeps. */
  protected takeViews(_model: M, _step: number, _views: Readonly<Record<string, unknown>>): void {}

  /** Shows the last frame up to a step and returns its step. Without a step, shows the current state. */
  lookAt(step: number | undefined): number | undefined {
    const frame = step === undefined ? undefined : this.recording.upTo(step);
    this.#isLookingBack = frame !== undefined;
    for (const [id, model] of this.models)
      Object.assign(model, (frame?.views ?? this.#latest).get(id) ?? NO_VIEWS);
    return frame?.step;
  }

  /** A probe's displayed payload for a model. */
  viewOf(id: string, probe: string): { readonly step: number; readonly payload: unknown } | undefined {
    const model = this.models.get(id);
    const step = model?.viewSteps[probe];
    return step === undefined ? undefined : { step, payload: model?.view[probe] };
  }

  /** A probe's payload at a step, if it is the latest one, also while an earlier step is displayed. */
  latestAt(step: number, id: string, probe: string): unknown {
    const latest = this.#latest.get(id);
    return latest?.viewSteps[probe] === step ? latest.view[probe] : undefined;
  }

  /** The metrics for which a model has values. */
  metricsOf(id: string): readonly string[] {
    const model = this.models.get(id);
    return model ? [...model.columns.keys(), ...model.evaluated.keys()] : [];
  }

  /** The values of a metric that has one at every step. */
  protected seriesOf({ columns }: M, metric: string, _band: Band): Series | undefined {
    return columns.get(metric);
  }

  /**
   * The curve of an evaluated metric at its own steps, and of any other metric at most `most` samples with every peak, or
   * means over short intervals.
   */
  curveOf(
    id: string,
    metric: string,
    { most = CURVE_SAMPLES, range, style = DEFAULT_SEED_STYLE }: Drawing = {},
  ): MetricCurve {
    const model = this.models.get(id);
    const series = model && this.seriesOf(model, metric, style.band);
    if (!series) return evaluatedCurve(model?.evaluated.get(metric), style);
    if (this.isNoisy || series.lastStep < 0) return meansOf(series, MEANS_MAX);
    const [first = series] = model.columns.values();
    const { steps, sample } = samplingOf(first.lastStep, most, range);
    const seeds = metric === model.headline ? model.seeds : undefined;
    const bounds = seeds?.bands[style.band];
    return {
      steps,
      values: sample(series),
      ...(bounds && { low: sample(bounds.low), high: sample(bounds.high) }),
      ...(seeds && style.each && { bySeed: seeds.bySeed.map(sample) }),
    };
  }

  /** A model's curves for a pinned run or a file, with at most about this many samples each. Undefined without data. */
  pinned(
    { id, flopsPerStep }: Pick<PinnedModel, "id" | "flopsPerStep">,
    most: number,
  ): PinnedModel | undefined {
    const own = this.models.get(id);
    if (!own) return undefined;
    const curves = this.metricsOf(id)
      .map((metric) => [metric, this.curveOf(id, metric, { most })] as const)
      .filter(([, { steps }]) => steps.length > 0);
    const [metric = ""] = own.columns.keys();
    const { steps } = this.curveOf(id, metric, { most });
    return {
      id,
      flopsPerStep,
      seconds: { steps, values: steps.map((step) => own.seconds.at(step)) },
      curves: Object.fromEntries(curves),
    };
  }

  /** A model's values of every step, or of every second, third … step of a long run. Undefined without data. */
  everyStep({ id, flopsPerStep }: Pick<PinnedModel, "id" | "flopsPerStep">): PinnedModel | undefined {
    const own = this.models.get(id);
    if (!own) return undefined;
    const { lastStep } = own.seconds;
    const every = Math.max(1, Math.ceil(lastStep / MAX_LINES));
    const steps = Array.from({ length: Math.floor(lastStep / every) + 1 }, (_, i) => i * every);
    const at = (series: Series): number[] => steps.map((step) => series.at(step));
    const range = own.seeds?.bands.range;
    const curves = [...own.columns].map(([metric, series]): [string, MetricCurve] => [
      metric,
      {
        steps,
        values: at(series),
        ...(range && metric === own.headline && { low: at(range.low), high: at(range.high) }),
      },
    ]);
    return {
      id,
      flopsPerStep,
      seconds: { steps, values: at(own.seconds) },
      curves: Object.fromEntries([...curves, ...own.evaluated]),
    };
  }

  /** Whether a model's headline metric has two points, which make a curve. */
  hasCurve(): boolean {
    return [...this.models.values()].some(
      ({ headline, columns, evaluated }) =>
        (columns.get(headline)?.lastStep ?? evaluated.get(headline)?.steps.length ?? 0) > 0 &&
        (evaluated.get(headline)?.steps.length ?? 2) > 1,
    );
  }

  /** A metric's mean over the seeds at a step, or at the evaluation before it. */
  valueAt(id: string, metric: string, step: number, { band } = DEFAULT_SEED_STYLE): number {
    const model = this.models.get(id);
    if (!model) return NaN;
    return this.seriesOf(model, metric, band)?.at(step) ?? this.#valueAt(model, metric, step);
  }

  /** A metric's value at a step, or at the evaluation before it; of one seed, if its values are recorded. */
  #valueAt({ headline, columns, evaluated, seeds }: ModelData, metric: string, step: number, seed?: number) {
    const curve = evaluated.get(metric);
    if (curve) {
      const at = curve.steps.findLastIndex((one) => one <= step);
      return (seed === undefined ? undefined : curve.bySeed[at]?.[seed]) ?? curve.values[at] ?? NaN;
    }
    const ofSeed = seed !== undefined && metric === headline ? seeds?.bySeed[seed] : undefined;
    return (ofSeed ?? columns.get(metric))?.at(step) ?? NaN;
  }

  /** A model's headline metric and training loss at a step. The loss is NaN if training has not reached the step. */
  resultAt(id: string, step: number): Pick<Progress, "headline" | "loss"> | undefined {
    const model = this.models.get(id);
    if (!model) return undefined;
    const [loss = ""] = model.columns.keys();
    return {
      headline: this.#valueAt(model, model.headline, step),
      loss: this.#valueAt(model, loss, step),
    };
  }

  /** A model's progress at an earlier step, as far as its curves show it: of one seed, or the mean. */
  progressAt(id: string, last: Progress, step: number, seed?: number): Progress {
    const model = this.models.get(id);
    if (!model || step >= last.step) return last;
    const [loss = ""] = model.columns.keys();
    const { headline } = model;
    const stepsOf = (metric: string): readonly number[] =>
      model.evaluated.get(metric)?.steps.filter((one) => one <= step) ??
      Array.from({ length: step + 1 }, (_, at) => at);
    let bestOfFirst = 0;
    const evaluated = Object.entries(last.evaluated).flatMap(([metric, end]) => {
      const at = stepsOf(metric).at(-1);
      if (at === undefined) return [];
      const value = this.#valueAt(model, metric, at, seed);
      const best = this.#bestOf(model, metric, end, stepsOf(metric), step, seed);
      if (end.atBest === undefined) bestOfFirst = best.bestStep;
      const atBest = end.atBest !== undefined && { atBest: this.#valueAt(model, metric, bestOfFirst, seed) };
      return [[metric, { step: at, value, ...best, ...atBest }]];
    });
    const upTo = (at: number | null): number | null => (at !== null && at <= step ? at : null);
    return {
      ...last,
      step,
      loss: this.#valueAt(model, loss, step, seed),
      headline: this.#valueAt(model, headline, step, seed),
      ...this.#bestOf(model, headline, last, stepsOf(headline), step, seed),
      iterationsTo: { "1e-2": upTo(last.iterationsTo["1e-2"]), "1e-3": upTo(last.iterationsTo["1e-3"]) },
      evaluated: Object.fromEntries(evaluated) as Progress["evaluated"],
      diverged: false,
      rise: 0,
      fall: 0,
    };
  }

  /** The best value up to a step. The first and the best value of the run tell whether larger values are better. */
  #bestOf(
    model: ModelData,
    metric: string,
    { best: finalBest, bestStep: finalStep }: Pick<Progress, "best" | "bestStep">,
    steps: readonly number[],
    upTo: number,
    seed?: number,
  ): Pick<Progress, "best" | "bestStep"> {
    if (finalStep <= upTo) return { best: finalBest, bestStep: finalStep };
    const isHigherBetter = this.#valueAt(model, metric, steps[0] ?? 0, seed) < finalBest;
    let [best, bestStep] = [NaN, 0];
    for (const step of steps) {
      const value = this.#valueAt(model, metric, step, seed);
      const isBetter = isHigherBetter ? value > best : value < best;
      if (Number.isNaN(best) ? !Number.isNaN(value) : isBetter) [best, bestStep] = [value, step];
    }
    return { best, bestStep };
  }
}

/** A curve with the wanted band. Without an evaluation, an empty one. */
function evaluatedCurve(curve: EvaluatedCurve | undefined, { band, each }: SeedStyle): MetricCurve {
  if (!curve) return { steps: [], values: [] };
  const { steps, values, low, high, bySeed } = curve;
  const bounds = band === "range" ? { low, high } : aroundMean(curve);
  const seeds = bySeed[0]?.map((_, b) => bySeed.map((all) => all[b] ?? NaN));
  return { steps, values, ...bounds, ...(each && seeds && { bySeed: seeds }) };
}

/** One standard deviation below and above the mean. */
function aroundMean({ values, bySeed }: EvaluatedCurve): Pick<EvaluatedCurve, "low" | "high"> {
  const spread = bySeed.map((all, i) => {
    const squares = all.reduce((sum, value) => sum + (value - (values[i] ?? NaN)) ** 2, 0);
    return Math.sqrt(squares / (all.length - 1));
  });
  const edge = (sign: number): number[] => values.map((value, i) => value + sign * (spread[i] ?? NaN));
  return { low: edge(-1), high: edge(1) };
}

function takeEvaluated(
  model: ModelData,
  metric: string,
  progressBySeed: NetworkSteps["progressBySeed"],
): void {
  const evaluated = progressBySeed.map((progress) => progress.evaluated[metric]);
  const step = evaluated[0]?.step ?? 0;
  const curve = model.evaluated.get(metric) ?? { steps: [], values: [], low: [], high: [], bySeed: [] };
  model.evaluated.set(metric, curve);
  cut(curve, step);
  const bySeed = Float64Array.from(evaluated, (value) => value?.value ?? NaN);
  const { mean, low, high } = overSeeds(bySeed, evaluated.length);
  curve.steps.push(step);
  curve.values.push(mean[0] ?? NaN);
  curve.low.push(low[0] ?? NaN);
  curve.high.push(high[0] ?? NaN);
  curve.bySeed.push([...bySeed]);
}

/** Drops a step and all later ones, because a run that goes back repeats them. */
function cut({ steps, values, low, high, bySeed }: EvaluatedCurve, from: number): void {
  const kept = steps.findIndex((step) => step >= from);
  if (kept < 0) return;
  for (const list of [steps, values, low, high, bySeed]) list.length = kept;
}

/** The views of the steps up to this one. */
function viewsUpTo(step: number, { view, viewSteps }: Views = NO_VIEWS): Views {
  const isKept = ([probe]: readonly [string, unknown]): boolean => (viewSteps[probe] ?? Infinity) <= step;
  return {
    view: Object.fromEntries(Object.entries(view).filter(isKept)),
    viewSteps: Object.fromEntries(Object.entries(viewSteps).filter(isKept)),
  };
}

const NO_VIEWS: Views = { view: {}, viewSteps: {} };

/** Bytes of the arrays in a frame. Views of earlier steps do not count, because earlier frames have them. */
function bytesOf({ step, views }: Frame): number {
  let bytes = 0;
  for (const { view, viewSteps } of views.values())
    for (const [probe, payload] of Object.entries(view))
      if (viewSteps[probe] === step) bytes += sizeOf(payload);
  return bytes;
}

function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value) && typeof value[0] === "number") return 8 * value.length;
  return Object.values(value).reduce((sum: number, one) => sum + sizeOf(one), 0);
}

/**
 * Time up to each of `count` steps, from the time before them and the mean time per step from `timedFrom` to the
 * last step.
 */
function secondsOf(
  known: Series,
  firstStep: number,
  count: number,
  msPerStep: number,
  timedFrom: number,
): Float64Array {
  const last = firstStep + count - 1;
  const before = Math.max(0, firstStep - 1);
  const start = before > 0 ? known.at(before) || 0 : 0;
  // Where the time measurement restarts, the time up to that step stays.
  const measured = Number.isNaN(msPerStep)
    ? known.at(last)
    : (known.at(timedFrom) || 0) + ((last - timedFrom) * msPerStep) / 1000;
  const end = last > 0 ? Math.max(start, measured || 0) : 0;
  return Float64Array.from(
    { length: count },
    (_, i) => start + ((end - start) * (firstStep + i - before)) / Math.max(1, last - before),
  );
}
