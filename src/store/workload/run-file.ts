/** Reads and writes files of a workload's runs. */
import * as v from "valibot";
import { flopsPerStep, PIN, runFilesOf, samples, steps, type RunFiles } from "../files/run-files.ts";
import { decodeConfig, encodeConfig } from "./config.ts";
import type { WorkloadKind } from "./kind.ts";
import type { WorkloadPin } from "./state.ts";
import type { MetricCurve } from "./run-data.ts";

const MAX_MODELS = 32;
const MAX_METRICS = 32;
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(40));

const curve = v.pipe(
  v.object({ steps, values: samples, low: v.optional(samples), high: v.optional(samples) }),
  v.check(({ steps: at, values, low = at, high = at }) =>
    [values, low, high].every(({ length }) => length === at.length),
  ),
);

const model = v.object({
  id: name,
  flopsPerStep,
  curves: v.pipe(
    v.record(name, curve),
    v.check((curves) => Object.keys(curves).length <= MAX_METRICS),
  ),
});

const pin = v.object({ ...PIN, models: v.pipe(v.array(model), v.maxLength(MAX_MODELS)) });

type Written = v.InferOutput<typeof pin>;

/** A value that is not finite is written as null, because JSON has only finite numbers. */
const written = (values: readonly number[]): (number | null)[] =>
  values.map((value) => (Number.isFinite(value) ? value : null));
const read = (values: readonly (number | null)[]): number[] => values.map((value) => value ?? NaN);

const mapped = <A, B>(curves: Readonly<Record<string, A>>, change: (curve: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(curves).map(([metric, one]) => [metric, change(one)]));

const toCurve = ({ steps: at, values, low, high }: MetricCurve): v.InferOutput<typeof curve> => ({
  steps: [...at],
  values: written(values),
  ...(low ? { low: written(low) } : {}),
  ...(high ? { high: written(high) } : {}),
});

const fromCurve = ({ steps: at, values, low, high }: v.InferOutput<typeof curve>): MetricCurve => ({
  steps: at,
  values: read(values),
  ...(low ? { low: read(low) } : {}),
  ...(high ? { high: read(high) } : {}),
});

export function runFiles(kind: WorkloadKind): RunFiles<WorkloadPin> {
  return runFilesOf<WorkloadPin, Written>(
    kind.id,
    pin,
    ({ config, models, ...rest }) => ({
      ...rest,
      link: encodeConfig(kind, config),
      models: models.map((one) => ({ ...one, curves: mapped(one.curves, toCurve) })),
    }),
    ({ link, models, ...rest }) => ({
      ...rest,
      config: decodeConfig(kind, link).config,
      models: models.map((one) => ({ ...one, curves: mapped(one.curves, fromCurve) })),
    }),
  );
}
