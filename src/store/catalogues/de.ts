/** German, by the English sentence. Symbols and the fields' standard terms stay; lessons are English. */
import type { Catalogue } from "../text.ts";

export const GERMAN: Catalogue = {
  About: "Über diese Seite",
};
