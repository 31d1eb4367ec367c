/** Decides whether training can continue from its current state with another experiment. */
import { asText } from "./codec.ts";
import { FIELDS, type Experiment } from "./experiment.ts";

/** Settings that act only on later steps, such as stopping rules. All live settings do so, too. */
const ALWAYS = new Set<keyof Experiment>([
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
]);
/** Training can also continue after a change of these settings, but only on generated data, whose scale does not depend on them. */
const ON_GENERATED = new Set<keyof Experiment>(["noise", "observed", "mask", "drawn"]);

/** Momentum can start at zero, but the averages of Adam and RMSprop need the first steps. */
const hasSimpleState = ({ optimizer }: Experiment): boolean => optimizer === "gd" || optimizer === "momentum";

export function keepsState(before: Experiment, after: Experiment): boolean {
  return FIELDS.every(
    ({ name, isLive }) =>
      asText(before[name]) === asText(after[name]) ||
      isLive ||
      ALWAYS.has(name) ||
      (ON_GENERATED.has(name) && after.data === "random") ||
      (name === "optimizer" && hasSimpleState(before) && hasSimpleState(after)),
  );
}
