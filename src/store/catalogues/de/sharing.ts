/** German: embeds, and the link with results. */
import type { Catalogue } from "../../text.ts";

export const SHARING: Catalogue = {
  // The embed itself.
  "DMF Playground: an experiment": "DMF Playground: ein Experiment",
  "This experiment is about a file that is not part of it. Open it in the playground to choose the file.":
    "Zu diesem Experiment gehört eine Datei, die nicht dabei ist. Öffnen Sie es im Playground, um die Datei zu wählen.",
  "Open in the playground": "Im Playground öffnen",

  "Errors of every network": "Fehler aller Netze",

  // The form that makes its code.
  "In a page of your own": "In einer eigenen Seite",
  "Result in words": "Ergebnis in Worten",
  "Chart of errors": "Diagramm der Fehler",
  "Slider of the rank r̂": "Schieber für den Rang r̂",
  "Steps, speed and seed": "Schritte, Tempo und Seed",
  "as the reader’s system": "wie das System der Leser",
  light: "hell",
  dark: "dunkel",
  Height: "Höhe",
  Colours: "Farben",
  "Shown, besides play, pause and the link to the playground":
    "Gezeigt wird, außer Start, Pause und dem Link zum Playground",
  "Starts by itself": "Startet von selbst",
  "This experiment is about your own file. The file is in no link: readers see the embed only where they have it themselves.":
    "Dieses Experiment nutzt Ihre eigene Datei. Sie steht in keinem Link: Leser sehen das Eingebettete nur, wenn sie die Datei selbst haben.",
  "Copy code": "Code kopieren",
  "Code of the embed": "Code zum Einbetten",
  "Preview of the embed": "Vorschau",
  "The code lets the frame run this playground’s own scripts and open the whole page in a new tab, and nothing else: it cannot move or read the page around it. It trains on the reader’s device, sends nothing and keeps nothing there.":
    "Der Code erlaubt dem Rahmen, die Skripte dieses Playgrounds auszuführen und die ganze Seite in einem neuen Tab zu öffnen, sonst nichts: Er kann die Seite um ihn weder bewegen noch lesen. Trainiert wird auf dem Gerät der Leser; nichts wird gesendet und nichts dort behalten.",

  // The link with results.
  "With the results so far": "Mit den bisherigen Ergebnissen",
  "Copy link with results": "Link mit Ergebnissen kopieren",
  "Link with results": "Link mit Ergebnissen",
  "version {version}": "Version {version}",
  "The link brings results of step {step}; they are compared when training is there.":
    "Der Link bringt Ergebnisse von Schritt {step} mit; sie werden verglichen, wenn das Training dort ist.",
  "{name} {theirs}, here diverged": "{name} {theirs}, hier divergiert",
  "{name} {theirs}, here {ours} (Δ {percent} %)": "{name} {theirs}, hier {ours} (Δ {percent} %)",
  "Same as the link’s results at step {step}, within {tolerance} %: recovery error of {parts}.":
    "Wie die Ergebnisse des Links bei Schritt {step}, auf {tolerance} % genau: Rekonstruktionsfehler von {parts}.",
  "Different from the link’s results at step {step}, by more than {tolerance} %: recovery error of {parts}.":
    "Anders als die Ergebnisse des Links bei Schritt {step}, um mehr als {tolerance} %: Rekonstruktionsfehler von {parts}.",
  "The link repeats the run from the same start. Errors may differ in their last digits on another device, times will.":
    "Der Link wiederholt den Lauf vom selben Anfang aus. Fehler können auf einem anderen Gerät in den letzten Stellen abweichen, Zeiten weichen ab.",
  "depth {depth}, r̂ = {rHat}": "Tiefe {depth}, r̂ = {rHat}",
  "seeds {first} to {last}, numbers of the first": "Seeds {first} bis {last}, Zahlen des ersten",
  "seed {seed}": "Seed {seed}",
  "At step {at}, still training.": "Bei Schritt {at}, das Training läuft noch.",
  "After all {last} steps.": "Nach allen {last} Schritten.",
  "At step {at}; {last} were planned.": "Bei Schritt {at}; geplant waren {last}.",
  "Recovery error: relative, over the hidden entries; train error: over those that are seen.":
    "Rekonstruktionsfehler: relativ, über die verborgenen Einträge; Trainingsfehler: über die gesehenen.",
  "Recovery error: relative, over all entries; train error: over what is seen.":
    "Rekonstruktionsfehler: relativ, über alle Einträge; Trainingsfehler: über das Gesehene.",
  "{parameters} parameters, {flops} FLOPs per step (counted)":
    "{parameters} Parameter, {flops} FLOPs je Schritt (gezählt)",
  "diverged at step {step}": "divergiert bei Schritt {step}",
  "not trained": "nicht trainiert",
  "recovery error {error}": "Rekonstruktionsfehler {error}",
  "best {error}": "bester {error}",
  " at step {step}": " bei Schritt {step}",
  "train error {error}": "Trainingsfehler {error}",
  "{ms} ms per step (measured)": "{ms} ms je Schritt (gemessen)",
  "Trained on the CPU (WebAssembly)": "Trainiert auf der CPU (WebAssembly)",
  "Trained on WebGPU ({adapter}, a software adapter)": "Trainiert auf WebGPU ({adapter}, nur simuliert)",
  "Trained on WebGPU ({adapter})": "Trainiert auf WebGPU ({adapter})",
};
