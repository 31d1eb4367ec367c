/**
 * A sentence for a person with its values apart: made where something is known, said where it is shown, in the language of
 * whoever reads it. {names} in the English sentence stand where values go. A value may itself be a sentence; whole numbers are
 * written with groups of digits.
 */
export interface Sentence {
  readonly english: string;
  readonly values?: Values;
}
export type Values = Readonly<Record<string, string | number | Sentence>>;

export const sentence = (english: string, values?: Values): Sentence =>
  values ? { english, values } : { english };

/** Puts values into a sentence of any language; `write` writes what is no text yet. */
export function fill(text: string, values: Values, write: (value: number | Sentence) => string): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    return typeof value === "string" ? value : write(value);
  });
}

export const inEnglish = ({ english, values }: Sentence): string =>
  values ? fill(english, values, written) : english;

const written = (value: number | Sentence): string =>
  typeof value === "object"
    ? inEnglish(value)
    : Number.isInteger(value)
      ? value.toLocaleString("en")
      : `${value}`;
