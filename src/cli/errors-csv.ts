/** Errors of every step as a table. */
import type { NetworkSteps } from "../engine/engine.ts";
import { NETWORK_NAMES } from "../experiment/experiment.ts";

/** What a run tells of its errors, as far as it is kept: one value for each step from firstStep on. */
export interface StepErrors {
  readonly id: string;
  readonly firstStep: number;
  readonly train: Float64Array;
  readonly recovery: Float64Array;
}

export const errorsOf = ({ id, firstStep, columns }: NetworkSteps): StepErrors => ({
  id,
  firstStep,
  train: columns["train"] ?? new Float64Array(0),
  recovery: columns["recovery"] ?? new Float64Array(0),
});

/** network, step, train error, recovery error: one line for each step of each network. Of a step that came twice the last counts. */
export function errorsCsv(errors: readonly StepErrors[]): string {
  const byNetwork = new Map<string, Map<number, string>>();
  for (const { id, firstStep, train, recovery } of errors) {
    const lines = byNetwork.get(id) ?? new Map<number, string>();
    byNetwork.set(id, lines);
    train.forEach((value, i) => {
      lines.set(firstStep + i, `${id},${firstStep + i},${value},${recovery[i] ?? NaN}`);
    });
  }
  const lines = [...byNetwork.values()].flatMap((steps) => [...steps.values()]);
  return ["network,step,train_error,recovery_error", ...lines, ""].join("\n");
}

/** Whether a value that was read from a file has this form. May throw where it is nothing like it. */
export const isStepErrors = ({ id, firstStep, train, recovery }: StepErrors): boolean =>
  NETWORK_NAMES.some((name) => name === id) &&
  Number.isSafeInteger(firstStep) &&
  firstStep >= 0 &&
  train instanceof Float64Array &&
  recovery instanceof Float64Array &&
  train.length === recovery.length;

/** The same without the steps from `step` on. */
export function errorsBefore(errors: readonly StepErrors[], step: number): StepErrors[] {
  return errors
    .filter(({ firstStep }) => firstStep < step)
    .map(({ id, firstStep, train, recovery }) => ({
      id,
      firstStep,
      train: train.slice(0, step - firstStep),
      recovery: recovery.slice(0, step - firstStep),
    }));
}
