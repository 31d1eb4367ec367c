/** A workload's settings and its engine in words. */
import { overriddenFields } from "../../experiment/codec.ts";
import type { BackendChoice } from "../../library/api.ts";
import { formatCount } from "../../store/format.ts";
import type { Config, Retuned, State } from "../../store/state.ts";
import { valueWords } from "../views/sheet-kind.ts";
import type { WorkloadPage } from "../parts/workload-page.ts";

export const ENGINES: Readonly<Record<BackendChoice, string>> = {
  auto: "Automatic",
  webgpu: "WebGPU",
  cpu: "CPU",
};

/** The engine that trains the run. */
export function engineName({ run, status }: Pick<State, "run" | "status">): string {
  if (run) return ENGINES[run.backend];
  return status === "failed" ? "no engine" : "starting…";
}

/**
 * Texts such as “Learning rate η 0.1 → 0.8”, one for each setting that differs, if a config sets it explicitly.
 */
export function differencesBetween(page: WorkloadPage, from: Config, to: Config): string[] {
  const chosen = [from, to].flatMap((config) => overriddenFields(page.fields, config));
  return page.fields.flatMap((field) => {
    const [before, now] = [from, to].map((config) => valueWords(page, field.name, config[field.name]));
    return before === now || !chosen.includes(field) ? [] : [`${field.label} ${before} → ${now}`];
  });
}

/**
 * Says which settings were changed in the middle of a run, and when. This includes settings that change with
 * another one.
 */
export function retunedText(
  page: WorkloadPage,
  { firstStep, lastStep, before }: Retuned,
  now: Config,
): string {
  const steps =
    firstStep === lastStep
      ? `at step ${formatCount(firstStep)}`
      : `from step ${formatCount(firstStep)} to step ${formatCount(lastStep)}`;
  const changes = page.fields.flatMap((field) => {
    const [was, is] = [before, now].map((config) => valueWords(page, field.name, config[field.name]));
    return was === is || !page.applies(field.name, now) ? [] : [`${field.label} ${was} → ${is}`];
  });
  return `Changed ${steps}: ${changes.length > 0 ? changes.join("; ") : "rates, which are now back at their earlier values"}.`;
}
