/**
 * The settings that a user chose in an experiment of matrix factorization, without those that follow from
 * them.
 */
import {
  overridesOf,
  overriddenFields as overriddenFieldsOf,
  isLiveChange as isLiveChangeOf,
} from "./codec.ts";
import { FIELDS, type Experiment, type Field } from "./experiment.ts";

/** The fields that differ from their defaults, as in a link. */
export const overriddenFields = (experiment: Experiment): readonly Field[] =>
  overriddenFieldsOf(FIELDS, experiment);

/** The values of the chosen fields. */
export const overrides = (experiment: Experiment): Partial<Experiment> => overridesOf(FIELDS, experiment);

export const isLiveChange = (from: Experiment, to: Experiment): boolean => isLiveChangeOf(FIELDS, from, to);
