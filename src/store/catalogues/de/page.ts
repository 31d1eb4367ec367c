/** German: the frame of the page: header, transport, messages, foot, and the views that are not long. */
import type { Catalogue } from "../../text.ts";

export const PAGE: Catalogue = {
  // Header and foot.
  Menu: "Menü",
  Views: "Ansichten",
  "A deep network {chain} learns a matrix from part of its entries.":
    "Ein tiefes Netz {chain} lernt eine Matrix aus einem Teil ihrer Einträge.",
  "Trained next to it, from the same start: compressed copies of width 2r̂ that follow the same path at a fraction of the work.":
    "Daneben, vom selben Anfang aus: komprimierte Kopien der Breite 2r̂, die denselben Weg mit einem Bruchteil der Arbeit gehen.",
  "The paper": "Zur Arbeit",
  Automatic: "Automatisch",
  WebGPU: "WebGPU",
  CPU: "CPU",
  "CPU · 1 thread": "CPU · 1 Thread",
  "CPU · {threads} threads": "CPU · {threads} Threads",
  Engine: "Engine",
  "starting…": "startet …",
  "unknown adapter": "unbekannte Grafikkarte",
  "WebGPU · {adapter} · software adapter, slow": "WebGPU · {adapter} · nur simuliert, langsam",
  "Colours: as the system": "Farben: wie das System",
  "Colours: light": "Farben: hell",
  "Colours: dark": "Farben: dunkel",
  "About this page": "Über diese Seite",
  "After C. Yaras, P. Wang, L. Balzano, Q. Qu, {paper}. The compressed network of Kwon, Zhang, Song, Balzano and Qu is from {kwon}; “thin” is a variant of this playground.":
    "Nach C. Yaras, P. Wang, L. Balzano, Q. Qu, {paper}. Das komprimierte Netz von Kwon, Zhang, Song, Balzano und Qu stammt aus {kwon}; „Dünn“ ist eine Variante von dieser Seite.",
  "Photographs courtesy of the Getty’s Open Content Program. Everything is computed on this device.":
    "Fotos mit freundlicher Genehmigung aus dem Open Content Program des Getty. Alles wird auf diesem Gerät berechnet.",

  // Views and sheets.
  About: "Über diese Seite",
  "How it works": "So funktioniert es",
  Picture: "Bild",
  "Your own file": "Eigene Datei",
  Lessons: "Lektionen",
  Gallery: "Galerie",
  Code: "Code",
  Share: "Teilen",
  Benchmark: "Benchmark",
  Save: "Sichern",
  Close: "Schließen",
  Cancel: "Abbrechen",
  "Loading…": "Lädt …",
  "This part of the page could not be shown. Training goes on behind it.":
    "Dieser Teil der Seite konnte nicht gezeigt werden. Das Training läuft dahinter weiter.",

  // Transport.
  "preparing…": "bereitet vor …",
  ready: "bereit",
  training: "trainiert",
  paused: "angehalten",
  finished: "fertig",
  stopped: "beendet",
  diverged: "divergiert",
  "stopped by an error": "durch einen Fehler beendet",
  "waiting for its file": "wartet auf seine Datei",
  "Back to the same start": "Zurück zum selben Anfang",
  Reset: "Zurücksetzen",
  Play: "Start",
  Pause: "Pause",
  "Step {n}": "{n} weiter",
  "One step": "Ein Schritt",
  "{n} steps": "{n} Schritte",
  "New seed": "Neuer Seed",
  "Another start and mask; the seed is {seed}":
    "Ein anderer Anfang und eine andere Maske; der Seed ist {seed}",
  Speed: "Tempo",
  "How fast training may go; the measured time per step does not depend on it":
    "Wie schnell das Training laufen darf; die gemessene Zeit je Schritt hängt davon nicht ab",
  "Watch (≥ {seconds} s)": "Sehen (≥ {seconds} s)",
  "Full speed": "Volles Tempo",
  "{n} steps/s": "{n} Schritte/s",
  "1 step/s": "1 Schritt/s",
  "step {step} of {last}": "Schritt {step} von {last}",
  "step {step} beyond {last}": "Schritt {step}, über {last} hinaus",
  "Look back at a recorded step": "Auf einen aufgezeichneten Schritt zurückblicken",
  "step {shown} of {step}": "Schritt {shown} von {step}",
  "Pictures and spectra are of step {shown}; training is at step {step}.":
    "Bilder und Spektren sind von Schritt {shown}; das Training steht bei Schritt {step}.",
  "Back to the present": "Zurück zur Gegenwart",
  "The last complete state up to the step that is shown; the curves so far stay as a pinned run":
    "Der letzte vollständige Zustand bis zum gezeigten Schritt; die bisherigen Kurven bleiben als angehefteter Lauf",
  "Train anew from step {step}": "Von Schritt {step} aus neu trainieren",

  // Messages.
  Notice: "Hinweis",
  Dismiss: "Ausblenden",
  "The page could not be drawn.": "Die Seite konnte nicht gezeichnet werden.",
  "Reload it; your experiment is in its address. The browser says: {message}":
    "Bitte neu laden; das Experiment steht in der Adresse. Der Browser meldet: {message}",
  "This part of the page could not be loaded. Training goes on.":
    "Dieser Teil der Seite ließ sich nicht laden. Das Training geht weiter.",
  "There is no network at the moment.": "Im Moment gibt es kein Netz.",
  "If it stays so, reload the page; your experiment is in its address. The browser says: {message}":
    "Bleibt es so, bitte die Seite neu laden; das Experiment steht in ihrer Adresse. Der Browser sagt: {message}",
  Offline: "Ohne Netz",
  "There is no network. Everything goes on working: this browser holds a copy of the whole page. Links to papers do not open.":
    "Es gibt kein Netz. Alles geht weiter: Dieser Browser hat eine Kopie der ganzen Seite. Links zu Aufsätzen öffnen sich nicht.",
  "There is no network. Training, settings and everything that is open go on; views and data that were not loaded yet come when it is back.":
    "Es gibt kein Netz. Training, Einstellungen und alles, was offen ist, gehen weiter; Ansichten und Daten, die noch nicht geladen sind, kommen, wenn es wieder da ist.",
  "Reload the page": "Seite neu laden",
  "Skip the settings": "Einstellungen überspringen",
  "Skip to the result": "Zum Ergebnis springen",
  Preparing: "Vorbereitung",
  "Preparing: {what}…": "Wird vorbereitet: {what} …",
  "Preparing…": "Wird vorbereitet …",
  "Parts prepared": "Vorbereitete Teile",
  "reading the data": "Daten lesen",
  "making the problem": "Aufgabe erzeugen",
  "making the problem of seed {b} of {seeds}": "Aufgabe von Seed {b} von {seeds} erzeugen",
  "making the start of {network}": "Anfang erzeugen: {network}",
  "making the start of {network}, seed {b} of {seeds}": "Anfang erzeugen: {network}, Seed {b} von {seeds}",
  "compiling the kernels": "Kernel übersetzen",
  "What was being prepared was given up. Its settings are as they were.":
    "Was vorbereitet wurde, ist aufgegeben. Die Einstellungen sind, wie sie waren.",
  "What was being prepared was given up, and the run before it is back, at step {step}. The browser’s Back button brings the other settings back.":
    "Was vorbereitet wurde, ist aufgegeben, und der Lauf davor ist wieder da, bei Schritt {step}. „Zurück“ im Browser bringt die anderen Einstellungen wieder.",
  "compiling…": "übersetzt …",
  cancelled: "abgebrochen",
  "too large for this device": "zu groß für dieses Gerät",
  "its engine is lost": "seine Engine ist verloren",
  "Training stopped ({code}).": "Das Training ist abgebrochen ({code}).",
  "Try again": "Noch einmal versuchen",
  "Train on the CPU": "Auf der CPU trainieren",
  "Open it with {rows} × {cols}, the nearest size for this device":
    "Mit {rows} × {cols} öffnen, der nächsten Größe für dieses Gerät",
  "Average it to {rows} × {cols}, the nearest size for this device":
    "Auf {rows} × {cols} mitteln, die nächste Größe für dieses Gerät",
  "Try it with {rows} × {cols}, which needs about half the memory":
    "Mit {rows} × {cols} versuchen, was etwa den halben Speicher braucht",
  "{network} diverged at step {step}.": "{network} ist bei Schritt {step} divergiert.",
  "Its learning rate is {times}× the stability limit.":
    "Die Lernrate ist das {times}-Fache der Stabilitätsgrenze.",
  "Its learning rate is below the stability limit: the start (ε) is too large.":
    "Die Lernrate liegt unter der Stabilitätsgrenze: Der Anfang (ε) ist zu groß.",
  "Use a stable learning rate": "Stabile Lernrate wählen",
  "Use a tenth of the rate": "Ein Zehntel der Lernrate wählen",
  "Stopped: recovery error of all networks below {error} at step {step}.":
    "Beendet: Rekonstruktionsfehler aller Netze unter {error} bei Schritt {step}.",
  "Stopped: recovery error of {network} below {error} at step {step}.":
    "Beendet: Rekonstruktionsfehler von {network} unter {error} bei Schritt {step}.",
  "Stopped: train error of all networks below {error} at step {step}.":
    "Beendet: Trainingsfehler aller Netze unter {error} bei Schritt {step}.",
  "Stopped: train error of {network} below {error} at step {step}.":
    "Beendet: Trainingsfehler von {network} unter {error} bei Schritt {step}.",
  "Stopped: no recovery error has fallen by 1 % in {patience} steps, up to step {step}.":
    "Beendet: In {patience} Schritten bis Schritt {step} ist kein Rekonstruktionsfehler um 1 % gefallen.",
  "Stopped: no validation error has come to a new least in {patience} steps, up to step {step}; back at its best step, {best}.":
    "Beendet: In {patience} Schritten bis Schritt {step} ist kein Validierungsfehler auf einen neuen kleinsten Wert gekommen; zurück bei seinem besten Schritt, {best}.",
  "The last step, {step}, is made; back at the step of the least validation error, {best}.":
    "Der letzte Schritt, {step}, ist gemacht; zurück beim Schritt mit dem kleinsten Validierungsfehler, {best}.",
  "Stopped: {network} diverged at step {step}.": "Beendet: {network} ist bei Schritt {step} divergiert.",
  "Stopped: after {seconds} s of training, at step {step}.":
    "Beendet: nach {seconds} s Training, bei Schritt {step}.",

  // Announcements.
  "{network} reached recovery error {error} at step {step}.":
    "{network} hat bei Schritt {step} den Rekonstruktionsfehler {error} erreicht.",
  "{network} oscillates: its error goes up and down.": "{network} schwankt: Der Fehler steigt und fällt.",
  "Finished.": "Fertig.",
  "Paused at step {step}.": "Angehalten bei Schritt {step}.",
  "Training.": "Das Training läuft.",

  // Keyboard.
  Keyboard: "Tastatur",
  "Everything on this page can be done without a pointer.": "Auf dieser Seite geht alles ohne Maus.",
  "Single keys": "Einzelne Tasten",
  "Single keys do something; turn them off if they get in the way of speech input":
    "Einzelne Tasten tun etwas; ausschalten, wenn sie einer Spracheingabe im Weg sind",
  Space: "Leertaste",
  "Play or pause": "Start oder Pause",
  "Ten steps": "Zehn Schritte",
  "A hundred steps": "Hundert Schritte",
  Slower: "Langsamer",
  Faster: "Schneller",
  "Look at the recorded step before": "Den vorigen aufgezeichneten Schritt ansehen",
  "Look at the recorded step after": "Den nächsten aufgezeichneten Schritt ansehen",
  "To the next part of the page": "Zum nächsten Teil der Seite",
  "This list": "Diese Liste",
  "Where the focus is": "Wo der Fokus ist",
  Tab: "Tab",
  "To the next control; with Shift, to the one before":
    "Zum nächsten Bedienelement; mit Umschalt zum vorigen",
  Esc: "Esc",
  "Closes what is open, takes the crosshair away": "Schließt, was offen ist; nimmt das Fadenkreuz weg",
  "← →": "← →",
  "In sliders, tabs, charts and pictures: to the next value, part, step or entry":
    "In Reglern, Reitern, Diagrammen und Bildern: zum nächsten Wert, Teil, Schritt oder Eintrag",
  "Home End": "Pos1 Ende",
  "In charts: the first and the last step": "In Diagrammen: erster und letzter Schritt",
  "+ −": "+ −",
  "In the chart of errors: zoom, and the whole run": "Im Diagramm der Fehler: näher, und der ganze Lauf",

  // Share, code.
  Copied: "Kopiert",
  "This browser does not allow it: copy the marked text yourself.":
    "Dieser Browser erlaubt es nicht: Bitte den markierten Text selbst kopieren.",
  "QR code of the link": "QR-Code des Links",
  "Share this experiment": "Dieses Experiment teilen",
  "The link holds every setting and the seed: on any device it opens the same experiment from the same start.":
    "Der Link enthält jede Einstellung und den Seed: Auf jedem Gerät öffnet er dasselbe Experiment vom selben Anfang aus.",
  "The file itself is not in it: who opens the link is asked for {name}, so send that, too.":
    "Die Datei selbst ist nicht darin: Wer den Link öffnet, wird nach {name} gefragt; sie gehört also dazu.",
  Link: "Link",
  "Copy link": "Link kopieren",
  "Link to this experiment": "Link zu diesem Experiment",
  "For a screen in a lecture hall": "Für die Leinwand im Hörsaal",
  "This experiment as code": "Dieses Experiment als Code",
  "One Python file that runs by itself. It makes the same random numbers as this page, so it starts from the same weights and follows the same curves.":
    "Eine Python-Datei, die für sich läuft. Sie erzeugt dieselben Zufallszahlen wie diese Seite, beginnt also mit denselben Gewichten und folgt denselben Kurven.",
  Language: "Sprache",
  Copy: "Kopieren",
  "Download {file}": "{file} herunterladen",
  "Copied.": "Kopiert.",
  "The browser did not allow copying: select the text or download it.":
    "Der Browser hat das Kopieren nicht erlaubt: Bitte den Text markieren oder herunterladen.",
  "Alternating minimisation is not in it: it is not trained by gradients.":
    "Die alternierende Minimierung ist nicht darin: Sie wird nicht mit Gradienten trainiert.",
  "The script takes your matrix as its argument: {file} as saved here, or your file itself where it is a 2-D NPY (NaN is missing) or a CSV of numbers between commas without names (an empty cell is missing).":
    "Das Skript nimmt die eigene Matrix als Argument: {file}, hier gespeichert, oder die Datei selbst, wenn sie ein zweidimensionales NPY ist (NaN fehlt) oder ein CSV aus Zahlen zwischen Kommas, ohne Namen (leere Zellen fehlen).",
  Script: "Skript",

  // Gallery; the claims themselves are English.
  pass: "bestanden",
  fails: "nicht bestanden",
  "needs a large machine": "braucht einen großen Rechner",
  "needs your file": "braucht Ihre Datei",
  "{claim}, recorded": "{claim}, aufgezeichnet",
  Setting: "Einstellung",
  Paper: "Arbeit",
  Ours: "Hier",
  "not run yet": "noch nicht gerechnet",
  "Passes when": "Bestanden, wenn",
  "recorded {date}": "aufgezeichnet am {date}",
  "Run it here: {claim}": "Hier rechnen: {claim}",
  "Run it here": "Hier rechnen",
  "{title}: {label} over {right}, from {bottom} to {top}":
    "{title}: {label} über {right}, von {bottom} bis {top}",
  "The papers’ claims, checked": "Die Behauptungen der Arbeiten, nachgeprüft",
  "Every picture and figure is a recorded result of our own with its date; {command} makes them again. “Run it here” trains the experiment on this page.":
    "Jedes Bild und jede Zahl ist ein eigenes, aufgezeichnetes Ergebnis mit Datum; {command} erzeugt sie neu. „Hier rechnen“ trainiert das Experiment auf dieser Seite.",
  Claims: "Behauptungen",
  "{pass} of {all} pass at our scaled settings, {fail} fail, {others} not run.":
    "{pass} von {all} bestehen in unseren verkleinerten Einstellungen, {fail} nicht, {others} nicht gerechnet.",

  // About.
  "Your data stays here": "Ihre Daten bleiben hier",
  "Everything is computed in this browser. The page asks no other host for anything, sends nothing, counts no visits and sets no cookies. Pinned runs, predictions in lessons and what you prefer (colours, language, single keys) are kept in this browser’s storage.":
    "Alles wird in diesem Browser berechnet. Die Seite fragt keinen anderen Server, sendet nichts, zählt keine Besuche und setzt keine Cookies. Angeheftete Läufe, Vorhersagen in Lektionen und Vorlieben (Farben, Sprache, einzelne Tasten) bleiben im Speicher dieses Browsers.",
  "A copy is kept in this browser: the page opens without a network.":
    "Dieser Browser hat eine Kopie: Die Seite öffnet sich auch ohne Netzverbindung.",
  "No copy is kept in this browser yet: the page needs the network to open.":
    "Dieser Browser hat noch keine Kopie: Die Seite braucht zum Öffnen eine Netzverbindung.",
  Version: "Version",
  "DMF Playground {version}, MIT licence.": "DMF Playground {version}, MIT-Lizenz.",
  "Photographs: Adolphe Braun, French alpine landscape, and Timothy H. O’Sullivan, Black Cañon, Colorado River; digital images courtesy of the Getty’s Open Content Program, CC0 1.0. Positions of airports: vega-datasets, U.S. Government works.":
    "Fotos: Adolphe Braun, French alpine landscape, und Timothy H. O’Sullivan, Black Cañon, Colorado River; digitale Bilder aus dem Open Content Program des Getty, CC0 1.0. Lage der Flughäfen: vega-datasets, Werke der US-Regierung.",
  "What the page is built from": "Woraus die Seite gebaut ist",
  "{count} packages, each with its licence:": "{count} Pakete, jedes mit seiner Lizenz:",
  "The package brings no text of its licence.": "Das Paket bringt keinen Lizenztext mit.",
};
