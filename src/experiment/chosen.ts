/** What somebody chose of an experiment, as against what follows from it. */
import { FIELDS, type Experiment, type Field } from "./experiment.ts";

/** Relative: in the last digit of a power, engines of JavaScript differ. */
const ROUNDING = 1e-12;

/** A value as a link has it. */
export const asText = (value: Experiment[keyof Experiment]): string =>
  Array.isArray(value) ? value.join(",") : String(value);

/** The fields that differ from their defaults by more than rounding: those that somebody chose, as in a link. */
export function fieldsChosen(experiment: Experiment): readonly Field[] {
  return FIELDS.filter(({ name, fallback }) => {
    const [value, usual] = [experiment[name], fallback(experiment)];
    return typeof value === "number" && typeof usual === "number"
      ? Math.abs(value - usual) > ROUNDING * Math.abs(usual)
      : asText(value) !== asText(usual);
  });
}

/** Their values. */
export function chosenFields(experiment: Experiment): Partial<Experiment> {
  return Object.fromEntries(fieldsChosen(experiment).map(({ name }) => [name, experiment[name]]));
}

/** Whether a run of one experiment can go on as one of the other: all settings that differ are live. */
export function isLiveChange(from: Experiment, to: Experiment): boolean {
  const changed = FIELDS.filter(({ name }) => asText(from[name]) !== asText(to[name]));
  return changed.every(({ isLive }) => isLive === true);
}
