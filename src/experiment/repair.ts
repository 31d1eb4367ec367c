/**
 * Turns any input into a valid experiment. Unknown keys, wrong types and values out of range are corrected one by one,
 * with a message each. Never throws.
 */
import { FIELDS, type Experiment, type Field } from "./experiment.ts";

export interface Repaired {
  readonly experiment: Experiment;
  /** One sentence for each corrected value. */
  readonly repairs: readonly string[];
}

/** For a strict reader: receives each refusal, with the allowed values and the given one. */
export type OnRefusal = (message: string) => void;

/** `input` maps field names to values. Missing fields take their defaults from `fields`. */
export function repairExperiment(
  input: unknown,
  refuse: OnRefusal = () => undefined,
  fields: readonly Field[] = FIELDS,
): Repaired {
  const given = typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};
  const experiment: Record<string, unknown> = {};
  const repairs: string[] = [];
  for (const field of fields) {
    const e = experiment as unknown as Experiment;
    const present = Object.hasOwn(given, field.name) && given[field.name] !== undefined;
    const before = repairs.length;
    experiment[field.name] = present
      ? mend(field, given[field.name], e, (message) => repairs.push(message))
      : field.fallback(e);
    if (repairs.length > before) refuse(refusalOf(field, given[field.name], e));
  }
  const known = new Set<string>(fields.map((field) => field.name));
  for (const name of Object.keys(given))
    if (!known.has(name)) {
      repairs.push(ignored(name));
      refuse(unknownSetting(name));
    }
  return { experiment: experiment as unknown as Experiment, repairs };
}

export const ignored = (name: string): string =>
  `${shorten(name)} is not a setting of this playground; ignored.`;

export const unknownSetting = (name: string): string =>
  `${shorten(name)} is not a setting of this playground.`;

function refusalOf(field: Field, value: unknown, e: Experiment): string {
  const reasons =
    "options" in field
      ? field.options
          .filter((option) => [value].flat().includes(option))
          .flatMap((option) => field.refuses?.(option, e) ?? [])
          .map((reason) => `: ${reason}`)
      : [];
  return `${field.label} takes ${allowed(field, e)}, not ${shorten(value)}${reasons[0] ?? ""}.`;
}

/** The values of a field, in words. */
function allowed(field: Field, e: Experiment): string {
  if ("options" in field) {
    const possible = field.options.filter((option) => !field.refuses?.(option, e));
    return `${field.kind === "choice" ? "one" : "some"} of ${possible.join(", ")}`;
  }
  if (field.kind === "text") return `a text of the form ${field.pattern.source}`;
  if (field.kind === "numbers") return `numbers from ${field.min} to ${field.max} between commas`;
  const number = field.kind === "integer" ? "a whole number" : "a number";
  return `${number} from ${field.min(e)} to ${field.max(e)} (${field.because})`;
}

/** Changes some fields and corrects everything that no longer fits. */
export function withChanges(experiment: Experiment, changes: Partial<Experiment>): Repaired {
  return repairExperiment({ ...experiment, ...changes });
}

function mend(field: Field, value: unknown, e: Experiment, report: (message: string) => void): unknown {
  const label = field.label;
  const fallback = (): unknown => {
    const chosen = field.fallback(e);
    const written = Array.isArray(chosen) ? chosen.join(", ") : String(chosen);
    report(
      written
        ? `${label}: ${shorten(value)} is not possible here; using ${written}.`
        : `${label}: ${shorten(value)} is not possible here; left out.`,
    );
    return chosen;
  };
  if ("options" in field) {
    if (field.kind === "choice")
      return field.options.includes(value as string) && !field.refuses?.(value as string, e)
        ? value
        : fallback();
    const chosen = Array.isArray(value) ? value : [];
    const refused = field.options.filter(
      (option) => chosen.includes(option) && field.refuses?.(option, e) !== undefined,
    );
    const valid = field.options.filter((option) => chosen.includes(option) && !refused.includes(option));
    for (const option of refused) report(`${label}: ${field.refuses?.(option, e) ?? ""}; left out.`);
    if (valid.length === 0) return fallback();
    for (const item of chosen)
      if (!field.options.includes(item as string)) report(`${label}: ${shorten(item)} is unknown; left out.`);
    return valid;
  }
  if (field.kind === "text")
    return typeof value === "string" && field.pattern.test(value) ? value : fallback();
  if (field.kind === "numbers") {
    const fits = (item: unknown): boolean =>
      typeof item === "number" && item >= field.min && item <= field.max;
    return Array.isArray(value) && value.every(fits) ? [...value] : fallback();
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return fallback();
  const number = field.kind === "integer" ? Math.round(value) : value;
  const clamped = Math.min(field.max(e), Math.max(field.min(e), number));
  if (clamped !== value) {
    report(
      clamped !== number
        ? `${label}: ${value} is outside what is possible here; using ${clamped} (${field.because}).`
        : `${label}: ${value} is outside what is possible here; using ${clamped}.`,
    );
  }
  return clamped;
}

/** A value as given, in quotes and shortened. */
function shorten(value: unknown): string {
  const text = typeof value === "string" || typeof value === "number" ? `${value}` : asJson(value);
  return text.length > 40 ? `“${text.slice(0, 40)}…”` : `“${text}”`;
}

/** Values that are nested too deeply or circular have no JSON. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "nothing";
  } catch {
    return "…";
  }
}
