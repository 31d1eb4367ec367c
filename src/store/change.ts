/** Applies a user's changes. Settings at their defaults follow the change; those that the user chose stay. */
import { overriddenFields, type RepairedConfig } from "../experiment/codec.ts";
import { MF_CODEC } from "../workloads/mf/config/link.ts";
import type { Experiment, Field } from "../workloads/mf/config/fields.ts";

/** These settings describe one kind of data and mean nothing for another. */
const DESCRIBES: Readonly<Partial<Record<Experiment["data"], readonly (keyof Experiment)[]>>> = {
  random: ["spectrum", "vectors", "sigmas", "smallest"],
  file: ["file", "channel", "crop", "centre", "rows", "cols"],
};

/** Whether the changes choose another matrix, not only another form of the current one. */
const choosesOtherData = (experiment: Experiment, changes: Partial<Experiment>): boolean =>
  (["data", "file"] as const).some((name) => (changes[name] ?? experiment[name]) !== experiment[name]);

/**
 * Keeps the chosen settings and recomputes the defaults: r̂ follows r, and the width follows d. With other data,
 * settings that describe the earlier data are left out. The page names these settings, and all others that no
 * longer fit.
 */
export function changeExperiment(
  experiment: Experiment,
  changes: Partial<Experiment>,
): RepairedConfig<Experiment> {
  const left = choosesOtherData(experiment, changes) ? (DESCRIBES[experiment.data] ?? []) : [];
  const chosen = overriddenFields(MF_CODEC.fields, experiment);
  const kept = chosen.filter(({ name }) => !left.includes(name)).map(({ name }) => [name, experiment[name]]);
  const repaired = MF_CODEC.repair({ ...Object.fromEntries(kept), ...changes });
  const lost = chosen.filter(({ name }) => left.includes(name) && !(name in changes));
  if (lost.length === 0) return repaired;
  const labels = lost.map(({ label }) => label).join(", ");
  return {
    ...repaired,
    repairs: [
      ...repaired.repairs,
      `Left out, because they describe the earlier data: ${labels}. The browser’s Back button returns to those data.`,
    ],
  };
}

/** The page does not list these settings among the kept ones. */
const UNTOLD: readonly (keyof Experiment)[] = ["data", "task", "seed"];

/** The settings that the user changed with the earlier data and that stay with the new data. A preset's do not. */
export function keptFields(
  experiment: Experiment,
  changes: Partial<Experiment>,
  byHand: readonly string[],
): readonly Field[] {
  if (!choosesOtherData(experiment, changes)) return [];
  const left = [...UNTOLD, ...(DESCRIBES[experiment.data] ?? [])];
  return overriddenFields(MF_CODEC.fields, experiment).filter(
    ({ name }) => byHand.includes(name) && !left.includes(name) && !(name in changes),
  );
}
