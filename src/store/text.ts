/**
 * The words of the interface. The English sentence is its own key, with {names} where values go; another language is a
 * catalogue from English to its own sentences. What a catalogue lacks appears in English, and is named on the console.
 */
export type Catalogue = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

let catalogue: Catalogue | undefined;
const lacking = new Set<string>();

/** Takes effect at the next drawing: the page draws everything anew when the language changes. English is the empty one. */
export function chooseCatalogue(chosen: Catalogue): void {
  catalogue = Object.keys(chosen).length > 0 ? chosen : undefined;
}

/** The sentence in the chosen language, with its values in place. */
export function t(english: string, values?: Values): string {
  const sentence = translated(english);
  return values
    ? sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
    : sentence;
}

/** The sentence in the chosen language, in pieces: plain text, and at odd places the names of what goes there. */
export const pieces = (english: string): string[] => translated(english).split(/\{(\w+)\}/);

function translated(english: string): string {
  if (!catalogue || !english) return english;
  const sentence = catalogue[english];
  if (sentence === undefined && !lacking.has(english)) {
    lacking.add(english);
    console.warn(`Not translated: ${english}`);
  }
  return sentence ?? english;
}
