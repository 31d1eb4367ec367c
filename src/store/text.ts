/**
 * The words of the interface. The English sentence is its own key, with {names} where values go; another language is a
 * catalogue from English to its own sentences. What a catalogue lacks appears in English.
 */
export type Catalogue = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

let catalogue: Catalogue = {};

/** Takes effect at the next drawing: the page draws everything anew when the language changes. */
export function chooseCatalogue(chosen: Catalogue): void {
  catalogue = chosen;
}

/** The sentence in the chosen language, with its values in place. */
export function t(english: string, values?: Values): string {
  const sentence = catalogue[english] ?? english;
  return values
    ? sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
    : sentence;
}
