/** A workload run's data that are too large for React: curves of every metric, and the probes' payloads. */
import type { NetworkSteps } from "../../library/api.ts";
import { overSeeds } from "../../training/seeds.ts";
import { Series } from "../run/series.ts";

/** A metric over the steps. Each list is as long as `steps`. */
export interface MetricCurve {
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** The range over the seeds that train together. */
  readonly low?: readonly number[];
  readonly high?: readonly number[];
}

interface ProbeView {
  readonly step: number;
  readonly payload: unknown;
}

interface EvaluatedCurve {
  steps: number[];
  values: number[];
  low: number[];
  high: number[];
}

interface ModelData {
  readonly columns: Map<string, Series>;
  readonly evaluated: Map<string, EvaluatedCurve>;
  readonly views: Map<string, ProbeView>;
}

/** Largest number of points in a drawn curve. */
const POINTS_MAX = 200;

export class WorkloadData {
  readonly #models = new Map<string, ModelData>();

  start(ids: readonly string[]): void {
    this.#models.clear();
    for (const id of ids)
      this.#models.set(id, { columns: new Map(), evaluated: new Map(), views: new Map() });
  }

  /** Returns the current run's data, which then remain when another run starts. */
  present(): WorkloadData {
    const copy = new WorkloadData();
    for (const [id, model] of this.#models) copy.#models.set(id, model);
    return copy;
  }

  append({ id, firstStep, columns, progressBySeed, isRetraced }: NetworkSteps): void {
    const model = this.#models.get(id);
    if (!model || isRetraced) return;
    for (const [metric, values] of Object.entries(columns)) {
      const series = model.columns.get(metric) ?? new Series();
      model.columns.set(metric, series);
      series.write(firstStep, values);
    }
    for (const metric of Object.keys(progressBySeed[0]?.evaluated ?? {}))
      takeEvaluated(model, metric, progressBySeed);
    for (const curve of model.evaluated.values())
      cut(curve, firstStep + (Object.values(columns)[0]?.length ?? 1));
  }

  show(step: number, id: string, views: Readonly<Record<string, unknown>>): void {
    const known = this.#models.get(id)?.views;
    for (const [probe, payload] of Object.entries(views)) known?.set(probe, { step, payload });
  }

  /** A probe's latest payload for a model. */
  viewOf(id: string, probe: string): ProbeView | undefined {
    return this.#models.get(id)?.views.get(probe);
  }

  /** The metrics for which a model has values. */
  metricsOf(id: string): readonly string[] {
    const model = this.#models.get(id);
    return model ? [...model.columns.keys(), ...model.evaluated.keys()] : [];
  }

  /** The curve of an evaluated metric at its own steps, or of any other metric as means over short intervals. */
  curveOf(id: string, metric: string): MetricCurve {
    const model = this.#models.get(id);
    const curve = model?.evaluated.get(metric);
    if (curve) return curve;
    const series = model?.columns.get(metric);
    const steps: number[] = [];
    const values: number[] = [];
    if (!series) return { steps, values };
    const stretch = Math.max(1, Math.ceil((series.lastStep + 1) / POINTS_MAX));
    for (let from = 0; from <= series.lastStep; from += stretch) {
      const to = Math.min(series.lastStep, from + stretch - 1);
      let sum = 0;
      for (let step = from; step <= to; step++) sum += series.at(step);
      steps.push(to);
      values.push(sum / (to - from + 1));
    }
    return { steps, values };
  }
}

function takeEvaluated(
  model: ModelData,
  metric: string,
  progressBySeed: NetworkSteps["progressBySeed"],
): void {
  const evaluated = progressBySeed.map((progress) => progress.evaluated[metric]);
  const step = evaluated[0]?.step ?? 0;
  const curve = model.evaluated.get(metric) ?? { steps: [], values: [], low: [], high: [] };
  model.evaluated.set(metric, curve);
  cut(curve, step);
  const { mean, low, high } = overSeeds(
    Float64Array.from(evaluated, (value) => value?.value ?? NaN),
    evaluated.length,
  );
  curve.steps.push(step);
  curve.values.push(mean[0] ?? NaN);
  curve.low.push(low[0] ?? NaN);
  curve.high.push(high[0] ?? NaN);
}

/** Drops a step and all later ones, because a run that goes back repeats them. */
function cut(curve: EvaluatedCurve, from: number): void {
  const kept = curve.steps.findIndex((step) => step >= from);
  if (kept < 0) return;
  for (const list of [curve.steps, curve.values, curve.low, curve.high]) list.length = kept;
}
