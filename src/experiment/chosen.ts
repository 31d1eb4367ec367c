/** What somebody chose of an experiment, as against what follows from it. */
import { FIELDS, type Experiment } from "./experiment.ts";

const asText = (value: unknown): string => (Array.isArray(value) ? value.join(",") : String(value));

/** The fields that differ from their defaults: those that somebody chose, as in a link. */
export function chosenFields(experiment: Experiment): Partial<Experiment> {
  const chosen = FIELDS.filter(
    ({ name, fallback }) => asText(experiment[name]) !== asText(fallback(experiment)),
  );
  return Object.fromEntries(chosen.map(({ name }) => [name, experiment[name]]));
}
