/** Separates the settings that a user chose from those that follow from them. */
import { FIELDS, type Experiment, type Field } from "./experiment.ts";

/** Relative, because JavaScript engines differ in the last digit of a power. */
const ROUNDING = 1e-12;

/** A value as written in a link. */
export const asText = (value: Experiment[keyof Experiment]): string =>
  Array.isArray(value) ? value.join(",") : String(value);

/** The fields that differ from their defaults by more than rounding. A link lists the same ones. */
export function fieldsChosen(experiment: Experiment): readonly Field[] {
  return FIELDS.filter(({ name, fallback }) => {
    const [value, usual] = [experiment[name], fallback(experiment)];
    return typeof value === "number" && typeof usual === "number"
      ? Math.abs(value - usual) > ROUNDING * Math.abs(usual)
      : asText(value) !== asText(usual);
  });
}

/** The values of the chosen fields. */
export function chosenFields(experiment: Experiment): Partial<Experiment> {
  return Object.fromEntries(fieldsChosen(experiment).map(({ name }) => [name, experiment[name]]));
}

/** Whether a run of one experiment can go on as one of the other, because all differing settings are live. */
export function isLiveChange(from: Experiment, to: Experiment): boolean {
  const changed = FIELDS.filter(({ name }) => asText(from[name]) !== asText(to[name]));
  return changed.every(({ isLive }) => isLive === true);
}
