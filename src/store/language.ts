/** The languages of the interface, and which one is spoken: `?lang=` in the address, else a person's choice, else the browser's. */
import { createStore } from "zustand/vanilla";
import { groupDigitsBy } from "./format.ts";
import { preferences } from "./preferences.ts";
import { chooseCatalogue, type Catalogue } from "./text.ts";

/** Each in its own words, with the sign between groups of three digits: a comma would be a decimal one in German. */
export const LANGUAGES = {
  en: { name: "English", groupSign: "," },
  de: { name: "Deutsch", groupSign: "\u202f" },
} as const;
export type Language = keyof typeof LANGUAGES;

const CATALOGUES: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: () => Promise.resolve({}),
  de: async () => (await import("./catalogues/de.ts")).GERMAN,
};

export const isLanguage = (name: unknown): name is Language =>
  typeof name === "string" && Object.hasOwn(LANGUAGES, name);

export function languageAsked(): Language {
  const asked = new URLSearchParams(window.location.search).get("lang");
  const wanted = [
    asked,
    preferences.getState().language,
    ...(navigator.languages ?? []).map((tag) => tag.slice(0, 2)),
  ];
  return wanted.find(isLanguage) ?? "en";
}

export const spoken = createStore<{ readonly language: Language }>(() => ({ language: "en" }));

/** Of what the page says within text that stays English. */
export const spokenLanguage = (): Language => spoken.getState().language;

/** Resolves when the words are there: those in English where the catalogue cannot be fetched. */
export async function speak(asked: Language): Promise<void> {
  let language: Language = asked;
  try {
    chooseCatalogue(await CATALOGUES[asked]());
  } catch {
    language = "en";
    chooseCatalogue({});
  }
  groupDigitsBy(LANGUAGES[language].groupSign);
  document.documentElement.lang = language;
  spoken.setState({ language });
}
