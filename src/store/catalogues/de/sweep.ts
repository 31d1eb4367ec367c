/** German: the view of sweeps. */
import type { Catalogue } from "../../text.ts";

export const SWEEP: Catalogue = {
  Sweep: "Versuchsreihe",
  "One or two settings of the present experiment, varied: every combination is trained from its start for each seed, in a worker of its own, {most} runs at most. Training on the page pauses meanwhile; closing this view stops the sweep, and what has finished stays.":
    "Eine oder zwei Einstellungen des jetzigen Experiments in mehreren Werten: Jede Kombination wird für jeden Seed vom Anfang an trainiert, in einem eigenen Worker, höchstens {most} Läufe. Das Training auf der Seite ruht so lange; wird diese Ansicht geschlossen, endet die Reihe, und was fertig ist, bleibt.",

  // What is varied.
  "What is varied": "Was sich ändert",
  Vary: "Ändern",
  and: "und",
  "– nothing –": "– nichts –",
  "Values of {setting}": "Werte von {setting}",
  "Choose what to vary": "Wählen, was sich ändert",
  "Make {runs} runs of {steps} steps": "{runs} Läufe zu {steps} Schritten",
  "A file of your own can be swept on the command line: dmf sweep --data FILE.":
    "Mit einer eigenen Datei geht das auf der Kommandozeile: dmf sweep --data DATEI.",
  "Each setting needs at least one value.": "Jede Einstellung braucht mindestens einen Wert.",
  "{runs} runs are more than the {most} that this page makes in one sweep. Take fewer values or seeds, or the command line.":
    "{runs} Läufe sind mehr als die {most}, die diese Seite in einer Reihe macht. Weniger Werte oder Seeds wählen, oder die Kommandozeile.",
  "Link to this sweep": "Link auf diese Reihe",
  "Link to this sweep, set up but not run": "Link auf diese Reihe, vorbereitet, nicht gerechnet",

  // Examples.
  Examples: "Beispiele",
  "Examples: each replaces the present experiment": "Beispiele: jedes ersetzt das jetzige Experiment",
  "Depth × width": "Tiefe × Breite",
  "Few samples: which depth and width recover the matrix?":
    "Wenige Einträge: Mit welcher Tiefe und Breite wird die Matrix gefunden?",
  "How large must r̂ be for the compressed networks to keep up with the original?":
    "Wie groß muss r̂ sein, damit die komprimierten Netze mit dem Original mithalten?",
  "With γ = 0 the compressed network stalls on completion; which γ lets it follow?":
    "Mit γ = 0 bleibt das komprimierte Netz bei der Vervollständigung stehen; mit welchem γ folgt es?",
  "How many entries does each network need?": "Wie viele Einträge braucht jedes Netz?",
  "Depth 2 from ever smaller starts ε_s": "Tiefe 2 von immer kleineren Anfängen ε_s",
  "The claim “depth-fair”: is it depth that recovers, or the small start?":
    "Die Behauptung „depth-fair“: Liegt es an der Tiefe oder am kleinen Anfang?",

  // How far it is.
  "Progress of the sweep": "Fortschritt der Reihe",
  "run {run} of {all}": "Lauf {run} von {all}",
  "about {seconds} s left": "noch etwa {seconds} s",
  "about {minutes} min left": "noch etwa {minutes} min",
  "Running.": "Läuft.",
  "Done: {all} runs.": "Fertig: {all} Läufe.",
  "Done: {finished} of {all} runs, {refused} of them could not be made.":
    "Fertig: {finished} von {all} Läufen, {refused} davon waren nicht möglich.",
  "Cancelled after {finished} of {all} runs; those that have finished are not made again.":
    "Abgebrochen nach {finished} von {all} Läufen; die fertigen werden nicht noch einmal gemacht.",
  "The sweep failed: {message}": "Die Reihe ist gescheitert: {message}",
  "The sweep could not be loaded: reload the page.":
    "Die Versuchsreihe konnte nicht geladen werden: Bitte die Seite neu laden.",
  "A run could not be made: {reason}": "Ein Lauf war nicht möglich: {reason}",

  // What came of it.
  Results: "Ergebnisse",
  "Recovery error at the end": "Rekonstruktionsfehler am Ende",
  "Train error at the end": "Trainingsfehler am Ende",
  "Steps to recovery 1e-2": "Schritte bis Rekonstruktion 1e-2",
  "Steps to recovery 1e-3": "Schritte bis Rekonstruktion 1e-3",
  "Measured ms per step": "Gemessene ms je Schritt",
  "not reached": "nicht erreicht",
  "Map of the sweep": "Karte der Reihe",
  "Table of the sweep": "Tabelle der Reihe",
  "{quantity}, {network}. {seeds} Stronger colour: larger. A value opens its experiment.":
    "{quantity}, {network}. {seeds} Kräftigere Farbe: größer. Ein Wert öffnet sein Experiment.",
  "{quantity}. {seeds}": "{quantity}. {seeds}",
  "{quantity} over {setting}; the table below has the values":
    "{quantity} über {setting}; die Tabelle darunter enthält die Werte",
  "Median of seeds {first} … {last}, in brackets smallest and largest.":
    "Median der Seeds {first} … {last}, in Klammern kleinster und größter.",
  "Seed {seed}.": "Seed {seed}.",
  "{value} at {name}: open this experiment": "{value} bei {name}: dieses Experiment öffnen",
  "Open this experiment: {name}": "Dieses Experiment öffnen: {name}",
  Open: "Öffnen",
};
