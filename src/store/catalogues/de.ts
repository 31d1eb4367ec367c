/** German, by the English sentence. Symbols and the fields' standard terms stay; lessons are English. */
import type { Catalogue } from "../text.ts";
import { GERMAN_ADVICE } from "./de-advice.ts";
import { GERMAN_FILES } from "./de-files.ts";

export const GERMAN: Catalogue = {
  "+ −": "+ −",
  ...GERMAN_ADVICE,
  ...GERMAN_FILES,
  About: "Über diese Seite",
  "A hundred steps": "Hundert Schritte",
  "Back to the same start": "Zurück zum selben Start",
  "Closes what is open, takes the crosshair away": "Schließt, was offen ist; nimmt das Fadenkreuz weg",
  Esc: "Esc",
  "Everything on this page can be done without a pointer.": "Auf dieser Seite geht alles ohne Maus.",
  Faster: "Schneller",
  "Home End": "Pos1 Ende",
  "In charts: the first and the last step": "In Diagrammen: erster und letzter Schritt",
  "In sliders, tabs, charts and pictures: to the next value, part, step or entry":
    "In Reglern, Reitern, Diagrammen und Bildern: zum nächsten Wert, Teil, Schritt oder Eintrag",
  "In the chart of errors: zoom, and the whole run": "Im Diagramm der Fehler: näher, und der ganze Lauf",
  Keyboard: "Tastatur",
  "Look at the recorded step after": "Den nächsten aufgezeichneten Schritt ansehen",
  "Look at the recorded step before": "Den vorigen aufgezeichneten Schritt ansehen",
  "New seed": "Neuer Seed",
  "Of the kernels that multiply matrices this run uses {kernels}: on a graphics card the fastest for its shapes in a trial at the start. {kernel} in the address takes another.":
    "Von den Kernels, die Matrizen multiplizieren, nutzt dieser Lauf {kernels}: auf einer Grafikkarte die für seine Größen schnellsten in einer Probe am Anfang. {kernel} in der Adresse nimmt einen anderen.",
  "One step": "Ein Schritt",
  "oscillating at {error}": "schwankt um {error}",
  "Pin this run": "Diesen Lauf anheften",
  "Play or pause": "Trainieren oder anhalten",
  Share: "Teilen",
  "Single keys": "Einzelne Tasten",
  "Single keys do something; turn them off if they get in the way of speech input":
    "Einzelne Tasten tun etwas; ausschalten, wenn sie einer Spracheingabe im Weg sind",
  Slower: "Langsamer",
  Space: "Leertaste",
  Tab: "Tab",
  "Ten steps": "Zehn Schritte",
  "This list": "Diese Liste",
  "To the next control; with Shift, to the one before":
    "Zum nächsten Bedienelement; mit Umschalt zum vorigen",
  "To the next part of the page": "Zum nächsten Teil der Seite",
  "Where the focus is": "Wo der Fokus ist",
  "← →": "← →",
};
