/**
 * Describes each setting of a config once: link key, range, default and meaning. The link codec, the repair
 * of arbitrary input, the controls and the documentation all use these descriptions.
 */
interface FieldBase<C, K extends keyof C> {
  readonly name: K;
  /** The setting's key in a link. */
  readonly key: string;
  /** The name in the interface and in messages. */
  readonly label: string;
  readonly help: string;
  /** The symbol or formula of the value. */
  readonly formula?: string;
  /** The default, which may depend on the fields above this one. */
  readonly fallback: (config: C) => C[K];
  /** Whether a run can continue with another value without being rebuilt. */
  readonly isLive?: true;
}

export interface NumberField<C, K extends keyof C = keyof C> extends FieldBase<C, K> {
  readonly kind: "integer" | "real";
  readonly min: (config: C) => number;
  readonly max: (config: C) => number;
  /** The reason for the range, as the second half of a sentence. */
  readonly because: string;
  /** The effect of values near the ends of the range. */
  readonly ends: string;
}

export interface ChoiceField<C, K extends keyof C = keyof C> extends FieldBase<C, K> {
  readonly kind: "choice" | "choices";
  readonly options: readonly string[];
  /** The reason why an option is unavailable with the rest of the config. Undefined if it is available. */
  readonly refuses?: (option: string, config: C) => string | undefined;
}

/** A list of numbers. In a link, commas separate them. */
export interface NumbersField<C, K extends keyof C = keyof C> extends FieldBase<C, K> {
  readonly kind: "numbers";
  readonly min: number;
  readonly max: number;
}

interface TextField<C, K extends keyof C = keyof C> extends FieldBase<C, K> {
  readonly kind: "text";
  readonly pattern: RegExp;
}

export type Field<C> = NumberField<C> | ChoiceField<C> | NumbersField<C> | TextField<C>;

/** The kind of field that can describe a setting of this type. */
type FieldFor<C, K extends keyof C> = C[K] extends number
  ? NumberField<C, K>
  : C[K] extends readonly number[]
    ? NumbersField<C, K>
    : C[K] extends readonly string[]
      ? ChoiceField<C, K> & { readonly kind: "choices"; readonly options: readonly C[K][number][] }
      : string extends C[K]
        ? TextField<C, K>
        : ChoiceField<C, K> & { readonly kind: "choice"; readonly options: readonly C[K][] };

/**
 * One entry for each setting of C. A missing or mistyped entry does not compile. Links and defaults use the
 * order of the entries.
 */
export type Fields<C> = { readonly [K in keyof C]-?: Omit<FieldFor<C, K>, "name"> };

export function listFields<C>(fields: Fields<C>): readonly Field<C>[] {
  return Object.entries(fields).map(([name, field]) => ({ name, ...(field as object) }) as Field<C>);
}

/** A bound or a default that does not depend on other settings. */
export const constant = (value: number) => (): number => value;

const between =
  <Kind extends "integer" | "real">(kind: Kind) =>
  <C>(min: number, max: number | ((config: C) => number), usual = min) => ({
    kind,
    min: constant(min),
    max: typeof max === "number" ? constant(max) : max,
    fallback: constant(usual),
  });
/**
 * A setting's kind, its range, whose end may depend on other settings, and its default, which is the smallest value if
 * neither this call nor the field names another.
 */
export const integer = between("integer");
export const real = between("real");

/** One of some options. The first one is the default, unless the field names another. */
export const choice = <T extends string>(...options: readonly [T, ...T[]]) => ({
  kind: "choice" as const,
  options,
  fallback: (): T => options[0],
});

/** Makes a config from its differences from the defaults. */
export function fillConfig<C>(fields: Fields<C>, changes: Partial<C>): C {
  const config: Partial<C> = {};
  for (const { name, fallback } of listFields(fields))
    config[name] = name in changes ? changes[name] : fallback(config as C);
  return config as C;
}
