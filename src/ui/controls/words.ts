/** A workload's settings in words. */
import { overriddenFields } from "../../experiment/codec.ts";
import { formatCount } from "../../store/format.ts";
import type { Config, Pin, Retuned, Run } from "../../store/state.ts";
import { valueWords, type WorkloadPage } from "../parts/workload-page.ts";

type Described = Pick<WorkloadPage, "fields" | "words" | "applies" | "stepName">;

/** Texts such as “Learning rate η 0.1 → 0.8”, one for each of these settings that differs. */
const differencesOf = (page: Described, fields: Described["fields"], from: Config, to: Config): string[] =>
  fields.flatMap(({ name, label }) => {
    const [before, now] = [from, to].map((config) => valueWords(page, name, config[name]));
    return before === now ? [] : [`${label} ${before} → ${now}`];
  });

/** Number of differences that are listed one by one. */
const MAX_TOLD = 4;

/**
 * The first differences from a pinned run to the current run, and how many others there are, among the settings that one of
 * the two sets explicitly.
 */
export function differenceText(
  page: Described,
  { config }: Pick<Pin, "config">,
  run: Pick<Run, "config">,
): string {
  const chosen = [config, run.config].flatMap((one) => overriddenFields(page.fields, one));
  const explicit = page.fields.filter((field) => chosen.includes(field));
  const differences = differencesOf(page, explicit, config, run.config);
  if (differences.length === 0) return "the same settings as now";
  const told = differences.slice(0, MAX_TOLD).join("; ");
  const more = differences.length - MAX_TOLD;
  return more > 0 ? `${told}; and ${formatCount(more)} more` : told;
}

/**
 * Says which settings were changed in the middle of a run, and when. This includes settings that change with
 * another one.
 */
export function retunedText(page: Described, { firstStep, lastStep, before }: Retuned, now: Config): string {
  const [from, to] = [firstStep, lastStep].map((step) => `${page.stepName} ${formatCount(step)}`);
  const steps = firstStep === lastStep ? `at ${from}` : `from ${from} to ${to}`;
  const applying = page.fields.filter(({ name }) => page.applies?.(name, now) ?? true);
  const changes = differencesOf(page, applying, before, now);
  return `Changed ${steps}: ${changes.length > 0 ? changes.join("; ") : "rates, which are now back at their earlier values"}.`;
}
