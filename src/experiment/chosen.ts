/**
 * The settings that a user chose in an experiment of matrix factorization, without those that follow from
 * them.
 */
import { chosenOf, fieldsChosen as fieldsChosenOf, isLiveChange as isLiveChangeOf } from "./codec.ts";
import { FIELDS, type Experiment, type Field } from "./experiment.ts";

/** The fields that differ from their defaults, as in a link. */
export const fieldsChosen = (experiment: Experiment): readonly Field[] => fieldsChosenOf(FIELDS, experiment);

/** The values of the chosen fields. */
export const chosenFields = (experiment: Experiment): Partial<Experiment> => chosenOf(FIELDS, experiment);

export const isLiveChange = (from: Experiment, to: Experiment): boolean => isLiveChangeOf(FIELDS, from, to);
