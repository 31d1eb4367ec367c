/** Writes the metrics of every step as a table. */
import type { RunConfig, RunMetrics } from "../../library/api.ts";

/** Metrics of consecutive steps of one model. */
export interface StepErrors {
  readonly id: string;
  readonly firstStep: number;
  /** For each metric and step, starting with `firstStep`, the value of each seed that trains together. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** The latest value, for each seed, of each metric that is not measured at every step. */
  readonly evaluated: Readonly<Record<string, { readonly step: number; readonly values: readonly number[] }>>;
}

export const errorsOf = ({ model, step, columns, bySeed, progressBySeed }: RunMetrics): StepErrors => ({
  id: model,
  firstStep: step,
  columns: bySeed ?? columns,
  evaluated: Object.fromEntries(
    Object.entries(progressBySeed[0]?.evaluated ?? {}).map(([metric, { step: at }]) => [
      metric,
      { step: at, values: progressBySeed.map(({ evaluated }) => evaluated[metric]?.value ?? NaN) },
    ]),
  ),
});

/** Titles of the columns that are not named after their metrics. */
const TITLES: Readonly<Record<string, string>> = { train: "train_error", recovery: "recovery_error" };

/** The seeds that train together: the first one, and their number. */
export type Seeds = Pick<RunConfig, "seed" | "seeds">;

interface Line {
  readonly id: string;
  readonly seed: number;
  readonly step: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** One line per seed and step of each network, in ascending order. If a step comes twice, the later value counts. */
function linesOf(errors: readonly StepErrors[], { seed: first, seeds }: Seeds): Line[] {
  const found = new Map<string, Map<number, Record<string, number>[]>>();
  for (const { id, firstStep, columns, evaluated } of errors) {
    const steps = found.get(id) ?? new Map<number, Record<string, number>[]>();
    found.set(id, steps);
    const write = (step: number, b: number, metric: string, value: number): void => {
      const bySeed = steps.get(step) ?? Array.from({ length: seeds }, () => ({}));
      (bySeed[b] as Record<string, number>)[metric] = value;
      steps.set(step, bySeed);
    };
    for (const [metric, values] of Object.entries(columns))
      values.forEach((value, i) => write(firstStep + Math.floor(i / seeds), i % seeds, metric, value));
    for (const [metric, { step, values }] of Object.entries(evaluated))
      values.forEach((value, b) => write(step, b, metric, value));
  }
  return [...found].flatMap(([id, steps]) =>
    [...steps]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([step, bySeed]) =>
        bySeed.map((metrics, b): Line => ({ id, seed: first + b, step, metrics })),
      ),
  );
}

/** The columns network, seed (if there are several) and step, then the metrics. A cell without a value stays empty. */
export function errorsCsv(errors: readonly StepErrors[], seeds: Seeds): string {
  const names = [
    ...new Set(
      errors.flatMap(({ columns, evaluated }) => [...Object.keys(columns), ...Object.keys(evaluated)]),
    ),
  ];
  const several = seeds.seeds > 1;
  const lines = linesOf(errors, seeds).map(({ id, seed, step, metrics }) =>
    [id, ...(several ? [seed] : []), step, ...names.map((name) => metrics[name] ?? "")].join(","),
  );
  const titles = names.map((name) => TITLES[name] ?? name);
  return [["network", ...(several ? ["seed"] : []), "step", ...titles].join(","), ...lines, ""].join("\n");
}

/** The same table as JSON, one object per line. */
export const errorsJsonl = (errors: readonly StepErrors[], seeds: Seeds): string =>
  linesOf(errors, seeds)
    .map(({ id, seed, step, metrics }) => {
      const line = { model: id, ...(seeds.seeds > 1 && { seed }), step, ...metrics };
      return `${JSON.stringify(line)}\n`;
    })
    .join("");

/** Whether a value from a file has the form of such metrics. May throw on other values. */
export const isStepErrors = (
  { id, firstStep, columns, evaluated }: StepErrors,
  ids: readonly string[],
): boolean => {
  const values = Object.values(columns);
  return (
    ids.includes(id) &&
    Number.isSafeInteger(firstStep) &&
    firstStep >= 0 &&
    values.every((column) => column instanceof Float64Array && column.length === values[0]?.length) &&
    Object.values(evaluated).every(
      (one) => Number.isSafeInteger(one.step) && one.values.every((value) => typeof value === "number"),
    )
  );
};

/** The metrics of the steps before `step`. */
export function errorsBefore(errors: readonly StepErrors[], step: number, seeds: number): StepErrors[] {
  return errors
    .filter(({ firstStep }) => firstStep < step)
    .map(({ id, firstStep, columns, evaluated }) => ({
      id,
      firstStep,
      columns: Object.fromEntries(
        Object.entries(columns).map(([metric, values]) => [
          metric,
          values.slice(0, seeds * (step - firstStep)),
        ]),
      ),
      evaluated: Object.fromEntries(Object.entries(evaluated).filter(([, { step: at }]) => at < step)),
    }));
}
