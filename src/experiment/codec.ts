/**
 * The codec of every workload's config, based on the descriptions of the fields. It writes and reads links, and repairs,
 * changes and compares configs. Reading turns any input into a valid config: it ignores unknown keys and corrects wrong
 * types and values out of range, with one message for each. Reading throws only if its caller's `refuse` does.
 */
import { didYouMean } from "../core/did-you-mean.ts";
import { listFields, type Field, type Fields } from "./fields.ts";
import { LESSON_KEY, MF, RESULTS_KEY, WORKLOAD_KEY } from "./link-keys.ts";

export const LINK_VERSION = 2;
/** Relative tolerance, because JavaScript engines differ in the last digit of a power. */
const ROUNDING = 1e-12;

export interface RepairedConfig<C> {
  readonly config: C;
  /** One message for each value that was corrected and each key that was ignored. */
  readonly repairs: readonly string[];
}

/**
 * Lets a caller be strict: called for each value or key that is refused, with a message that says why and the name of
 * the setting.
 */
export type OnRefusal = (message: string, setting: string) => void;

/** Links and fields of one workload. */
export interface Codec<C> {
  /** Written as `id` in links; omitted for `mf`. */
  readonly id: string;
  /** The word for a step of its runs. */
  readonly stepName: string;
  readonly fields: readonly Field<C>[];
  encode(config: C): string;
  decode(link: string, refuse?: OnRefusal): RepairedConfig<C>;
  repair(input: unknown, refuse?: OnRefusal): RepairedConfig<C>;
}

/** Makes a workload's codec from its fields. */
export function codecOf<C extends object>(id: string, described: Fields<C>, stepName = "step"): Codec<C> {
  const fields = listFields(described);
  return {
    id,
    stepName,
    fields,
    encode: (config) => encodeConfig(fields, config),
    decode: (link, refuse) => decodeConfig(fields, link, refuse),
    repair: (input, refuse) => repairConfig(fields, input, refuse),
  };
}

/** A value in the form in which a link holds it. */
export const asText = (value: unknown): string => (Array.isArray(value) ? value.join(",") : String(value));

/** The fields that differ from their defaults by more than rounding. A link lists exactly these fields. */
export function overriddenFields<C>(fields: readonly Field<C>[], config: C): readonly Field<C>[] {
  return fields.filter(({ name, fallback }) => {
    const [value, usual] = [config[name], fallback(config)];
    return typeof value === "number" && typeof usual === "number"
      ? Math.abs(value - usual) > ROUNDING * Math.abs(usual)
      : asText(value) !== asText(usual);
  });
}

/** The values of these fields. */
export function overridesOf<C>(fields: readonly Field<C>[], config: C): Partial<C> {
  return Object.fromEntries(
    overriddenFields(fields, config).map(({ name }) => [name, config[name]]),
  ) as Partial<C>;
}

/** Whether a run of one config can continue with another config, because all settings that differ are live. */
export function isLiveChange<C>(fields: readonly Field<C>[], from: C, to: C): boolean {
  const changed = fields.filter(({ name }) => asText(from[name]) !== asText(to[name]));
  return changed.every(({ isLive }) => isLive === true);
}

/**
 * Changes some settings. Settings left at their defaults follow the change; values that no longer fit are
 * corrected.
 */
export function changeConfig<C>(
  fields: readonly Field<C>[],
  config: C,
  changes: Partial<C>,
): RepairedConfig<C> {
  return repairConfig(fields, { ...overridesOf(fields, config), ...changes });
}

/** The part of a link after `#`: `v=2&id=mlp&samples=100`. Defaults are left out. */
function encodeConfig<C extends object>(fields: readonly Field<C>[], config: C): string {
  const id = "id" in config ? [`${WORKLOAD_KEY}=${asText(config.id)}`] : [];
  const chosen = overriddenFields(fields, config).filter(({ key }) => key !== WORKLOAD_KEY);
  return [
    `v=${LINK_VERSION}`,
    ...id,
    ...chosen.map(({ key, name }) => `${key}=${asText(config[name])}`),
  ].join("&");
}

/** Accepts a hash with or without `#`, or a whole address that contains one. */
function decodeConfig<C>(fields: readonly Field<C>[], link: string, refuse?: OnRefusal): RepairedConfig<C> {
  const hash = link.includes("#") ? link.slice(link.indexOf("#") + 1) : link;
  /** Values by field name. */
  const given: Record<string, unknown> = {};
  const repairs: string[] = [];
  for (const [key, text] of new URLSearchParams(hash)) {
    if (key === LESSON_KEY || key === RESULTS_KEY || (key === WORKLOAD_KEY && text === MF)) continue;
    if (key === "v") {
      if (Number(text) === LINK_VERSION) continue;
      refuse?.(
        `v=${text.slice(0, 8)} is a link of another version; this version reads v=${LINK_VERSION}.`,
        key,
      );
      repairs.push(
        `The link was made by another version (${text.slice(0, 8)}). Settings known to this version were applied; all others have this version’s defaults. The address stays unchanged until you change a setting.`,
      );
      continue;
    }
    const field = fields.find((candidate) => candidate.key === key);
    if (!field && key === WORKLOAD_KEY) {
      const message = `No tab of this playground has the id ${shorten(text)}; this is matrix factorization.`;
      repairs.push(message);
      refuse?.(message, key);
    } else if (!field) {
      repairs.push(ignored(key));
      const named = fields.find(({ name }) => name === key);
      refuse?.(named ? `In a link, ${key} is written as ${named.key}.` : unknownSetting(key, fields), key);
    } else if (field.kind === "choices") given[String(field.name)] = text.split(",");
    else if (field.kind === "numbers") given[String(field.name)] = readNumbers(text);
    else if (field.kind === "choice" || field.kind === "text") given[String(field.name)] = text;
    else given[String(field.name)] = readNumber(text);
  }
  const repaired = repairConfig(fields, given, refuse);
  return { config: repaired.config, repairs: [...repairs, ...repaired.repairs] };
}

/** Text that is not a number stays as written, so that the repair can quote it. */
function readNumber(text: string): number | string {
  const number = text.trim() === "" ? NaN : Number(text);
  return Number.isNaN(number) ? text : number;
}

/** An empty text is an empty list. An empty place within a list is not a number; in particular it is not 0. */
function readNumbers(text: string): readonly number[] | string {
  if (text === "") return [];
  const numbers = text.split(",").map(readNumber);
  return numbers.every((item) => typeof item === "number") ? numbers : text;
}

export const fieldOf = <C>(fields: readonly Field<C>[], name: string): Field<C> | undefined =>
  fields.find((field) => field.name === name) ?? fields.find(({ key }) => key === name);

/** `input` maps field names, or link keys, to values. Missing fields get their defaults. */
export function repairConfig<C>(
  fields: readonly Field<C>[],
  input: unknown,
  refuse: OnRefusal = () => undefined,
): RepairedConfig<C> {
  const given: Record<string, unknown> = {};
  const config: Record<string, unknown> = {};
  const repairs: string[] = [];
  for (const [name, value] of Object.entries(typeof input === "object" && input !== null ? input : {})) {
    const field = fieldOf(fields, name);
    const known = String(field?.name);
    if (field && (name === known || !Object.hasOwn(input as object, known))) given[known] = value;
    else {
      repairs.push(ignored(name));
      refuse(field ? `${field.key} and ${known} are the same setting.` : unknownSetting(name, fields), name);
    }
  }
  for (const field of fields) {
    const name = String(field.name);
    const e = config as C;
    const before = repairs.length;
    config[name] =
      given[name] === undefined
        ? field.fallback(e)
        : sanitize(field, given[name], e, (message) => repairs.push(message));
    if (repairs.length > before) refuse(refusalOf(field, given[name], e), name);
  }
  return { config: config as C, repairs };
}

const ignored = (name: string): string => `${shorten(name)} is not a setting of this playground; ignored.`;

export const unknownSetting = <C>(name: string, fields: readonly Field<C>[]): string =>
  `${shorten(name)} is not a setting of this playground.${didYouMean(
    name,
    fields.flatMap((field) => [String(field.name), field.key]),
  )}`;

function refusalOf<C>(field: Field<C>, value: unknown, e: C): string {
  const reasons =
    "options" in field
      ? field.options
          .filter((option) => [value].flat().includes(option))
          .flatMap((option) => field.refuses?.(option, e) ?? [])
          .map((reason) => `: ${reason}`)
      : [];
  return `${field.label} takes ${allowed(field, e)}, not ${shorten(value)}${reasons[0] ?? ""}.`;
}

/** A field's allowed values, in words. */
function allowed<C>(field: Field<C>, e: C): string {
  if ("options" in field) {
    const possible = field.options.filter((option) => !field.refuses?.(option, e));
    return `${field.kind === "choice" ? "one" : "some"} of ${possible.join(", ")}`;
  }
  if (field.kind === "text") return `a text of the form ${field.pattern.source}`;
  if (field.kind === "numbers") return `numbers from ${field.min} to ${field.max}, separated by commas`;
  const number = field.kind === "integer" ? "a whole number" : "a number";
  return `${number} from ${field.min(e)} to ${field.max(e)} (${field.because})`;
}

function sanitize<C>(field: Field<C>, value: unknown, e: C, report: (message: string) => void): unknown {
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
  const [min, max] = [field.min(e), field.max(e)];
  const clamped = Math.min(max, Math.max(min, number));
  if (clamped !== value) {
    report(
      clamped === number
        ? `${label}: ${value} is not a whole number; using ${clamped}.`
        : min === max
          ? `${label}: ${value} became ${clamped}, the only possible value here (${field.because}).`
          : `${label}: ${value} is out of range; using ${clamped} (${field.because}).`,
    );
  }
  return clamped;
}

/** A value as the user gave it, quoted and of limited length. */
function shorten(value: unknown): string {
  const text = typeof value === "string" || typeof value === "number" ? `${value}` : asJson(value);
  return text.length > 40 ? `“${text.slice(0, 40)}…”` : `“${text}”`;
}

/** Values that are circular or nested too deeply have no JSON. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "nothing";
  } catch {
    return "…";
  }
}
