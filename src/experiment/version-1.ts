/**
 * Version 1 of the link. Its defaults for ε and for the number of steps do not depend on the depth. On real data, its
 * default rate with momentum is the rate of gradient descent.
 */
import { epsilonAtThree, hasStabilityLimit, isReal } from "./defaults.ts";
import { FIELDS, type Experiment, type Field } from "./experiment.ts";

const steps = ({ data, task }: Experiment): number => {
  if (data === "airports") return 2500;
  if (data === "canyon") return 500;
  if (data !== "random") return 400;
  return task === "mf" ? 1500 : 2000;
};

const rate = (e: Experiment): number => {
  if (!hasStabilityLimit(e)) return 1e-3;
  if (isReal(e)) return 0.75;
  if (e.data === "airports") return 0.5;
  return e.optimizer === "momentum" ? 0.025 : 0.25;
};

const DEFAULTS: Partial<Record<keyof Experiment, (e: Experiment) => number>> = {
  epsilon: epsilonAtThree,
  rate,
  steps,
};

export const FIELDS_OF_VERSION_1: readonly Field[] = FIELDS.map((field) => {
  const fallback = DEFAULTS[field.name];
  return fallback ? { ...field, fallback } : field;
});
