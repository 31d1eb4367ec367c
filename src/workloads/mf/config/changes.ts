/**
 * Changes of an experiment of matrix factorization: repair, the settings that a user chose, and whether training
 * can continue.
 */
import {
  repairConfig,
  type OnRefusal,
  type RepairedConfig,
  overridesOf,
  overriddenFields as overriddenFieldsOf,
} from "../../../experiment/codec.ts";
import { FIELDS, type Experiment, type Field } from "./fields.ts";

export type Repaired = RepairedConfig<Experiment>;

/** `input` maps field names to values. Missing fields get their defaults. Throws only if `refuse` does. */
export const repairExperiment = (input: unknown, refuse?: OnRefusal): Repaired =>
  repairConfig(FIELDS, input, refuse);

/** The fields that differ from their defaults, as in a link. */
export const overriddenFields = (experiment: Experiment): readonly Field[] =>
  overriddenFieldsOf(FIELDS, experiment);

/** The values of the chosen fields. */
export const overrides = (experiment: Experiment): Partial<Experiment> => overridesOf(FIELDS, experiment);

// Decides whether training can continue from its current state after a change of a setting.

/** Settings that act only on later steps, such as stopping rules. All live settings do so, too. */
export const ACT_LATER: readonly (keyof Experiment)[] = [
  "gamma",
  "alpha",
  "galoreGap",
  "ridge",
  "beta",
  "steps",
  "stop",
  "stopError",
  "patience",
  "seconds",
];
/** Training can also continue after a change of these settings, but only on generated data, whose scale does not depend on them. */
const ON_GENERATED: readonly string[] = ["noise", "observed", "mask", "drawn"] satisfies (keyof Experiment)[];

/** Momentum can start at zero, but the averages of Adam and RMSprop need the first steps. */
const hasSimpleState = ({ optimizer }: Experiment): boolean => optimizer === "gd" || optimizer === "momentum";

/** Whether training can continue after a change of a setting that is not in `ACT_LATER`. */
export const mayChange = (name: string, before: Experiment, after: Experiment): boolean =>
  (ON_GENERATED.includes(name) && after.data === "random") ||
  (name === "optimizer" && hasSimpleState(before) && hasSimpleState(after));
