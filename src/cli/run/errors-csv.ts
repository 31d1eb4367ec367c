/** Writes the metrics of every step as a table. */
import type { RunMetrics } from "../../library/api.ts";

/** Metrics of consecutive steps of one model. */
export interface StepErrors {
  readonly id: string;
  readonly firstStep: number;
  /** For each metric, one value per step, starting with `firstStep`. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** The latest value of each metric that is not measured at every step. */
  readonly evaluated: Readonly<Record<string, { readonly step: number; readonly value: number }>>;
}

export const errorsOf = ({ model, step, columns, progress }: RunMetrics): StepErrors => ({
  id: model,
  firstStep: step,
  columns,
  evaluated: Object.fromEntries(
    Object.entries(progress.evaluated).map(([metric, { step: at, value }]) => [metric, { step: at, value }]),
  ),
});

/** Titles of the columns that are not named after their metrics. */
const TITLES: Readonly<Record<string, string>> = { train: "train_error", recovery: "recovery_error" };

interface Line {
  readonly id: string;
  readonly step: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** One line per step of each network, in ascending order. If a step comes twice, the later value counts. */
function linesOf(errors: readonly StepErrors[]): Line[] {
  const byNetwork = new Map<string, Map<number, Record<string, number>>>();
  for (const { id, firstStep, columns, evaluated } of errors) {
    const lines = byNetwork.get(id) ?? new Map<number, Record<string, number>>();
    byNetwork.set(id, lines);
    const write = (step: number, metric: string, value: number): void => {
      const line = lines.get(step) ?? {};
      line[metric] = value;
      lines.set(step, line);
    };
    for (const [metric, values] of Object.entries(columns))
      values.forEach((value, i) => write(firstStep + i, metric, value));
    for (const [metric, { step, value }] of Object.entries(evaluated)) write(step, metric, value);
  }
  return [...byNetwork].flatMap(([id, steps]) =>
    [...steps].toSorted(([a], [b]) => a - b).map(([step, metrics]): Line => ({ id, step, metrics })),
  );
}

/** The columns network and step, then the metrics. A cell without a value stays empty. */
export function errorsCsv(errors: readonly StepErrors[]): string {
  const names = [
    ...new Set(
      errors.flatMap(({ columns, evaluated }) => [...Object.keys(columns), ...Object.keys(evaluated)]),
    ),
  ];
  const lines = linesOf(errors).map(({ id, step, metrics }) =>
    [id, step, ...names.map((name) => metrics[name] ?? "")].join(","),
  );
  return [["network", "step", ...names.map((name) => TITLES[name] ?? name)].join(","), ...lines, ""].join(
    "\n",
  );
}

/** The same table as JSON, one object per line. */
export const errorsJsonl = (errors: readonly StepErrors[]): string =>
  linesOf(errors)
    .map(({ id, step, metrics }) => `${JSON.stringify({ model: id, step, ...metrics })}\n`)
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
      ({ step, value }) => Number.isSafeInteger(step) && typeof value === "number",
    )
  );
};

/** The metrics of the steps before `step`. */
export function errorsBefore(errors: readonly StepErrors[], step: number): StepErrors[] {
  return errors
    .filter(({ firstStep }) => firstStep < step)
    .map(({ id, firstStep, columns, evaluated }) => ({
      id,
      firstStep,
      columns: Object.fromEntries(
        Object.entries(columns).map(([metric, values]) => [metric, values.slice(0, step - firstStep)]),
      ),
      evaluated: Object.fromEntries(Object.entries(evaluated).filter(([, { step: at }]) => at < step)),
    }));
}
