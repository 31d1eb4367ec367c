/**
 * The words of the interface. The English sentence is its own key, with {names} where values go; another language is a
 * catalogue from English to its own sentences. What a catalogue lacks appears in English, and is named on the console.
 */
import { fill, type Sentence, type Values } from "../math/sentence.ts";
import { formatCount } from "./format.ts";

export { inEnglish, sentence, type Sentence } from "../math/sentence.ts";
export type Catalogue = Readonly<Record<string, string>>;

let catalogue: Catalogue | undefined;
const lacking = new Set<string>();

/** Takes effect at the next drawing: the page draws everything anew when the language changes. English is the empty one. */
export function chooseCatalogue(chosen: Catalogue): void {
  catalogue = Object.keys(chosen).length > 0 ? chosen : undefined;
}

/** The sentence in the chosen language, with its values in place. Written out where it is used; what is kept is a `Sentence`. */
export function t(english: string, values?: Values): string {
  const text = translated(english);
  return values ? fill(text, values, written) : text;
}

/** A sentence that was made elsewhere, or is kept in a table, in the chosen language. */
export const say = ({ english, values }: Sentence): string => t(english, values);

const written = (value: number | Sentence): string =>
  typeof value === "object" ? say(value) : Number.isInteger(value) ? formatCount(value) : String(value);

/** The sentence in the chosen language, in pieces: plain text, and at odd places the names of what goes there. */
export const pieces = (english: string): string[] => translated(english).split(/\{(\w+)\}/);

function translated(english: string): string {
  if (!catalogue || !english) return english;
  const text = catalogue[english];
  if (text === undefined && !lacking.has(english)) {
    lacking.add(english);
    console.warn(`Not translated: ${english}`);
  }
  return text ?? english;
}
