/** German: the settings of an experiment, their explanations and options, presets, and what is mended in a link. */
import type { Catalogue } from "../../text.ts";

export const SETTINGS: Catalogue = {
  // The settings, as in FIELDS.
  Problem: "Problem",
  "What the networks see: every entry (factorization), some entries (completion), or random projections (sensing).":
    "Was die Netze sehen: jeden Eintrag (Faktorisierung), einen Teil der Einträge (Vervollständigung) oder Zufallsprojektionen (Sensing).",
  Data: "Daten",
  "The matrix to learn: a photograph, distances between airports, noise (not low-rank: must fail), a random matrix of exact rank r, or a file of your own.":
    "Die Matrix, die gelernt wird: ein Foto, Entfernungen zwischen Flughäfen, Rauschen (nicht von niedrigem Rang: muss scheitern), eine Zufallsmatrix von genau Rang r oder eine eigene Datei.",
  File: "Datei",
  "The checksum of an own file (the start of its SHA-256). The file itself is in no link and leaves no device.":
    "Die Prüfsumme einer eigenen Datei (der Anfang ihres SHA-256). Die Datei selbst steht in keinem Link und verlässt kein Gerät.",
  Channel: "Farbkanal",
  "What is taken of a picture in colour: its brightness, or one of its colours.":
    "Was von einem farbigen Bild genommen wird: seine Helligkeit oder eine seiner Farben.",
  "Part of the file": "Ausschnitt der Datei",
  "First row and first column, counted from 0, then rows and columns of the part that is taken; empty for all.":
    "Erste Zeile und erste Spalte, von 0 an gezählt, dann Zeilen und Spalten des Ausschnitts; leer für alles.",
  "Size d": "Größe d",
  "The target has d rows; cost per step of the original network grows with d³.":
    "Das Ziel hat d Zeilen; der Aufwand je Schritt wächst beim Original mit d³.",
  "Columns n": "Spalten n",
  "Columns of the target; equal to d unless set.":
    "Spalten des Ziels; so viele wie d, wenn nichts anderes gewählt ist.",
  "Singular values of the target": "Singulärwerte des Ziels",
  "Evenly or geometrically from 1 down to σ_r, the leading ones of a Gaussian matrix (nearly equal, as in the papers), or a list of your own.":
    "Gleichmäßig oder geometrisch von 1 bis σ_r fallend, die größten einer Gaußschen Zufallsmatrix (fast gleich, wie in den Arbeiten) oder eine eigene Liste.",
  "List of singular values": "Liste der Singulärwerte",
  "σ₁, σ₂ … of the target; their number is its rank.": "σ₁, σ₂ … des Ziels; ihre Anzahl ist sein Rang.",
  "Rank r": "Rang r",
  "Rank of a generated target. On real data, the rank of the best low-rank approximation shown for comparison.":
    "Rang eines erzeugten Ziels. Bei echten Daten der Rang der besten Niedrigrang-Näherung, die zum Vergleich gezeigt wird.",
  "Smallest singular value σ_r": "Kleinster Singulärwert σ_r",
  "Relative to σ₁ = 1. Smaller values are learned later: the wait grows as 1/σ.":
    "Relativ zu σ₁ = 1. Kleinere Werte werden später gelernt: die Wartezeit wächst wie 1/σ.",
  "Observed fraction p": "Beobachteter Anteil p",
  "Share of the entries that the networks are shown.": "Anteil der Einträge, die den Netzen gezeigt werden.",
  "Which entries are seen": "Welche Einträge zu sehen sind",
  "Validation share v": "Validierungsanteil v",
  "Share of the observed entries that no network is trained on: an inner validation split. Training can stop where their error is least, without looking at the hidden entries that are tested.":
    "Anteil der beobachteten Einträge, mit denen kein Netz trainiert wird: eine innere Validierungsmenge. Das Training kann enden, wo ihr Fehler am kleinsten ist, ohne auf die verborgenen Einträge zu sehen, die geprüft werden.",
  "An exact number at random, each with probability p, equally many in each row, all but a rectangular block (which follows from the rest as long as the rest has the full rank), or as drawn by hand.":
    "Eine genaue Anzahl zufällig, jeder mit Wahrscheinlichkeit p, in jeder Zeile gleich viele, alle bis auf einen rechteckigen Block (der sich aus dem Rest ergibt, solange dieser den vollen Rang hat), oder von Hand gezeichnet.",
  "Drawn mask": "Gezeichnete Maske",
  "What was drawn by hand on the picture, on its own grid of at most 128 × 128 cells; at another size of the matrix, each entry takes the cell at its place.":
    "Was von Hand auf das Bild gezeichnet wurde, auf einem eigenen Raster von höchstens 128 × 128 Zellen; bei anderer Größe der Matrix nimmt jeder Eintrag die Zelle an seiner Stelle.",
  "Subtract first": "Zuvor abziehen",
  "From an own file's values, by the observed ones alone: their mean; the mean and how each row and column differs from it (drawn to 0 as by 5 more entries), as is usual for ratings; or nothing.":
    "Von den Werten einer eigenen Datei, allein nach den beobachteten: ihr Mittel; das Mittel und die Abweichungen jeder Zeile und Spalte davon (wie durch 5 weitere Einträge zur 0 gezogen), wie bei Bewertungen üblich; oder nichts.",
  "Noise level": "Rauschen",
  "Gaussian noise on what is seen, relative to the target's root mean square. Recovery is measured against the target without noise.":
    "Gaußsches Rauschen auf dem, was zu sehen ist, relativ zum quadratischen Mittel des Ziels. Die Rekonstruktion wird am Ziel ohne Rauschen gemessen.",
  "Measurements N": "Messungen N",
  "Number of random projections in sensing; about 5 for each degree of freedom of the target are enough.":
    "Anzahl der Zufallsprojektionen beim Sensing; etwa 5 je Freiheitsgrad des Ziels genügen.",
  "Scale of the loss": "Skala der Verlustfunktion",
  "Normalised: σ₁ = 1 and division by p, so that learning rates are comparable. The papers' own: mean over all entries (Law), mean over the seen ones (Kwon), or a sum, with the data as it is and η as given.":
    "Normiert: σ₁ = 1 und durch p geteilt, damit Lernraten vergleichbar sind. Wie in den Arbeiten: Mittel über alle Einträge (Law), Mittel über die sichtbaren (Kwon) oder die Summe, mit den Daten, wie sie sind, und η wie angegeben.",
  "Depth L": "Tiefe L",
  "Number of weight matrices of the original network. Deeper networks wait longer, then jump faster.":
    "Anzahl der Gewichtsmatrizen des Originals. Tiefere Netze warten länger und springen dann schneller.",
  Width: "Breite",
  "Hidden width of the original network. Below d, the compressed network no longer claims to follow it exactly.":
    "Innere Breite des Originals. Unterhalb von d folgt ihm das komprimierte Netz nicht mehr genau.",
  "Start scale ε": "Startskala ε",
  "Each weight matrix starts as ε times a random orthogonal matrix. Smaller: simpler solutions, longer wait.":
    "Jede Gewichtsmatrix beginnt als ε mal eine zufällige orthogonale Matrix. Kleiner: einfachere Lösungen, längere Wartezeit.",
  Start: "Anfang",
  "Random orthogonal matrices, as the theorem wants them, or independent normal or uniform entries of the same scale.":
    "Zufällige orthogonale Matrizen, wie der Satz sie voraussetzt, oder unabhängige normal- oder gleichverteilte Einträge derselben Größe.",
  "Start scale ε_s of depth 2": "Startskala ε_s der Tiefe 2",
  "Of the shallow and the Burer–Monteiro network. ε^(L/2) gives them the same end-to-end scale as the original.":
    "Des flachen und des Burer–Monteiro-Netzes. Mit ε^(L/2) ist ihr Produkt am Anfang so groß wie das des Originals.",
  "Compression rank r̂": "Kompressionsrang r̂",
  "The compressed networks have width 2r̂. At least the rank of the target; 2r is a good choice.":
    "Die komprimierten Netze haben die Breite 2r̂. Mindestens der Rang des Ziels; 2r ist eine gute Wahl.",
  "Factor rate γ": "Faktorrate γ",
  "The outer factors U and V of the compressed network learn at γη. 0 is exact for factorization and stalls for completion.":
    "Die äußeren Faktoren U und V des komprimierten Netzes lernen mit γη. 0 ist exakt bei der Faktorisierung und bleibt bei der Vervollständigung stecken.",
  "Factor rate α (Kwon)": "Faktorrate α (Kwon)",
  "The outer two factors of Kwon et al.'s network learn at αη.":
    "Die beiden äußeren Faktoren des Netzes von Kwon et al. lernen mit αη.",
  "GaLore rank": "GaLore: Rang",
  "Each gradient is projected on its leading singular vectors, this many. The rank of the target tracks the original; rank 1 does not.":
    "Jeder Gradient wird auf so viele seiner führenden Singulärvektoren projiziert. Mit dem Rang des Ziels folgt das Netz dem Original; mit Rang 1 nicht.",
  "GaLore refresh T": "GaLore: Erneuerung T",
  "Steps between refreshes of the projections. At each, the gradients' SVD is taken on the CPU.":
    "Schritte zwischen zwei Erneuerungen der Projektionen. Bei jeder wird die Singulärwertzerlegung der Gradienten auf der CPU berechnet.",
  "Ridge λ of alternating minimisation": "Regularisierung λ der alternierenden Minimierung",
  "Each row is solved by least squares with λ‖·‖² added. Tiny: fits what is seen exactly and may overfit where a row has few entries; larger: smoother and biased.":
    "Jede Zeile wird nach kleinsten Quadraten mit dem Zusatz λ‖·‖² gelöst. Winzig: trifft das Sichtbare genau und passt sich zu sehr an, wo eine Zeile wenige Einträge hat; größer: glatter und verzerrt.",
  Optimizer: "Optimierer",
  "Gradient descent, heavy ball, or Adam and RMSprop (for which the theorem does not hold).":
    "Gradientenabstieg, Heavy Ball, oder Adam und RMSprop (für die der Satz nicht gilt).",
  "Learning rates": "Lernraten",
  "One η for all networks (needed for equal paths), each at the same share of its own stability limit, or η itself.":
    "Ein η für alle Netze (nötig für gleiche Wege), jedes beim selben Anteil seiner eigenen Stabilitätsgrenze, oder η selbst.",
  "Learning rate η̂": "Lernrate η̂",
  "Learning rate η": "Lernrate η",
  "As a share of the largest stable rate, η = η̂·2/λ with λ = L for the original. Above .8 the loss may oscillate, above 1 it diverges.":
    "Als Anteil der größten stabilen Rate, η = η̂·2/λ mit λ = L für das Original. Über 0.8 kann der Verlust schwingen, über 1 divergiert er.",
  "Momentum β": "Momentum β",
  "Share of the previous velocity that is kept (heavy ball).":
    "Anteil der vorigen Geschwindigkeit, der bleibt (Heavy Ball).",
  "Weight decay λ": "Gewichtszerfall λ",
  "Each step also shrinks every weight by ηλ.":
    "Jeder Schritt verkleinert zudem jedes Gewicht um den Anteil ηλ.",
  Networks: "Netze",
  "Which networks are trained side by side from the same seed.":
    "Welche Netze nebeneinander vom selben Seed aus trainiert werden.",
  "Stop at step": "Ende bei Schritt",
  "Training pauses here.": "Hier hält das Training an.",
  "Stop early": "Früher enden",
  "Before the last step: when an error of all networks, or of any, is below a value; when no network’s recovery error falls any more; when no validation error does, and then back to where it was least; or when a network diverges. Of seeds that are trained together the worst counts. Play goes on without the rule.":
    "Vor dem letzten Schritt: wenn ein Fehler aller Netze oder irgendeines unter einem Wert liegt; wenn kein Rekonstruktionsfehler mehr fällt; wenn kein Validierungsfehler mehr fällt, und dann zurück, wo er am kleinsten war; oder wenn ein Netz divergiert. Von gemeinsam trainierten Seeds zählt der schlechteste. „Start“ geht ohne die Regel weiter.",
  "Stop below error": "Ende unter Fehler",
  "Relative, unsquared: the error that the chart shows. On hidden entries this looks at the very entries that are tested.":
    "Relativ, nicht quadriert: der Fehler, den das Diagramm zeigt. Bei verborgenen Einträgen schaut diese Regel auf eben die Einträge, an denen geprüft wird.",
  "Steps without progress": "Schritte ohne Fortschritt",
  "Training stops when no recovery error has fallen by 1 %, or no validation error has come to a new least, in this many steps. The wait before the first network has learned anything does not count.":
    "Das Training endet, wenn in so vielen Schritten kein Rekonstruktionsfehler um 1 % gefallen oder kein Validierungsfehler auf einen neuen kleinsten Wert gekommen ist. Die Wartezeit, bis das erste Netz etwas gelernt hat, zählt nicht.",
  "Stop after seconds": "Ende nach Sekunden",
  "Of training on this device, all networks together and waits at a chosen speed included; 0 for no limit.":
    "Trainingszeit auf diesem Gerät, alle Netze zusammen und das Warten bei gewähltem Tempo eingeschlossen; 0 für keine Grenze.",
  Seed: "Seed",
  "Every random number follows from it; the same seed gives the same start on every device.":
    "Aus ihm folgt jede Zufallszahl; derselbe Seed gibt auf jedem Gerät denselben Anfang.",
  "Runs together B": "Läufe zusammen B",
  "Trains seeds s … s + B − 1 in the same dispatches and shows their mean and spread.":
    "Trainiert die Seeds s … s + B − 1 in denselben Aufrufen und zeigt ihr Mittel und ihre Streuung.",

  // Around them.
  Experiment: "Experiment",
  "Your own settings": "Eigene Einstellungen",
  Settings: "Einstellungen",
  Done: "Fertig",
  Compression: "Kompression",
  Model: "Modell",
  Training: "Training",
  "About: {what}": "Erklärung: {what}",
  "Not here: {reason}.": "Hier nicht: {reason}.",
  "{label}, slider": "{label}, Schieberegler",
  "File with checksum {checksum}": "Datei mit Prüfsumme {checksum}",
  "of any kind": "beliebig",
  "{rows} × {cols}, averaged": "{rows} × {cols}, gemittelt",
  "{rows} × {cols}": "{rows} × {cols}",
  "Part and size…": "Ausschnitt und Größe …",
  "Open the file…": "Datei öffnen …",
  "Learning rate of each network": "Lernrate jedes Netzes",
  "{network}: no learning rate, solves least squares": "{network}: keine Lernrate, löst kleinste Quadrate",
  ", {percent} % of its limit": ", {percent} % seiner Grenze",

  // Options.
  Completion: "Vervollständigung",
  Factorization: "Faktorisierung",
  Sensing: "Sensing",
  "Photo: alpine landscape": "Foto: Alpenlandschaft",
  "Photo: canyon": "Foto: Canyon",
  "Airport distances": "Entfernungen von Flughäfen",
  "Noise, not low-rank": "Rauschen, nicht von niedrigem Rang",
  "Generated, of rank r": "Erzeugt, vom Rang r",
  "Your own file…": "Eigene Datei …",
  "Falling evenly": "Gleichmäßig fallend",
  "Falling geometrically": "Geometrisch fallend",
  "Nearly equal (Gaussian)": "Fast gleich (Gauß)",
  "A list of your own": "Eigene Liste",
  "Exact number, at random": "Genaue Anzahl, zufällig",
  "Each with probability p": "Jeder mit Wahrscheinlichkeit p",
  "Equally many in each row": "In jeder Zeile gleich viele",
  "All but one block": "Alle bis auf einen Block",
  "Drawn by hand…": "Von Hand gezeichnet …",
  Brightness: "Helligkeit",
  Red: "Rot",
  Green: "Grün",
  Blue: "Blau",
  "The mean": "Das Mittel",
  "Mean, rows and columns": "Mittel, Zeilen und Spalten",
  Nothing: "Nichts",
  "Normalised (σ₁ = 1, divided by p)": "Normiert (σ₁ = 1, durch p geteilt)",
  "Mean over all entries (Law)": "Mittel über alle Einträge (Law)",
  "Mean over seen entries (Kwon)": "Mittel über sichtbare Einträge (Kwon)",
  Sum: "Summe",
  Orthogonal: "Orthogonal",
  Gaussian: "Normalverteilt",
  Uniform: "Gleichverteilt",
  "One η for all networks": "Ein η für alle Netze",
  "Each relative to its own limit": "Jede relativ zur eigenen Grenze",
  "η as given": "η wie angegeben",
  No: "Nein",
  "Recovery error of all below …": "Rekonstruktionsfehler aller unter …",
  "Recovery error of any below …": "Rekonstruktionsfehler eines Netzes unter …",
  "Train error of all below …": "Trainingsfehler aller unter …",
  "Train error of any below …": "Trainingsfehler eines Netzes unter …",
  "No recovery error falls any more": "Kein Rekonstruktionsfehler fällt mehr",
  "No validation error falls any more": "Kein Validierungsfehler fällt mehr",
  "A network diverges": "Ein Netz divergiert",
  "Gradient descent": "Gradientenabstieg",
  "Momentum (heavy ball)": "Momentum (Heavy Ball)",
  Adam: "Adam",
  RMSprop: "RMSprop",
  "Yaras (compressed)": "Yaras (komprimiert)",
  "Thin (compressed)": "Dünn (komprimiert)",
  "Kwon (compressed)": "Kwon (komprimiert)",
  "Narrow (random)": "Schmal (zufällig)",
  "Shallow (depth 2)": "Flach (Tiefe 2)",
  "Burer–Monteiro (depth 2, width r̂)": "Burer–Monteiro (Tiefe 2, Breite r̂)",
  "GaLore (projected gradients)": "GaLore (projizierte Gradienten)",
  "Compressed (Yaras et al.)": "Komprimiert (Yaras et al.)",
  "Compressed (Kwon et al.)": "Komprimiert (Kwon et al.)",
  "Alternating minimisation": "Alternierende Minimierung",
  "Alternating minimisation (rank r̂)": "Alternierende Minimierung (Rang r̂)",

  // Presets.
  "Photograph, half the pixels missing": "Foto, die Hälfte der Pixel fehlt",
  "Photograph, larger, 60 % missing": "Foto, größer, 60 % fehlen",
  "Canyon photograph": "Foto eines Canyons",
  "Distances between airports": "Entfernungen zwischen Flughäfen",
  "Noise: must fail": "Rauschen: muss scheitern",
  "Factorization, d = 64, r = 3": "Faktorisierung, d = 64, r = 3",
  "Factorization, d = 128, r = 5": "Faktorisierung, d = 128, r = 5",
  "Factorization, d = 256, r = 8": "Faktorisierung, d = 256, r = 8",
  "Completion, d = 64, r = 2": "Vervollständigung, d = 64, r = 2",
  "Completion, d = 128, r = 3": "Vervollständigung, d = 128, r = 3",
  "Completion, d = 200, r = 3": "Vervollständigung, d = 200, r = 3",
  "Completion, d = 256, r = 3": "Vervollständigung, d = 256, r = 3",
  "Completion with few samples": "Vervollständigung aus wenigen Einträgen",
  "Sensing, d = 48, r = 2": "Sensing, d = 48, r = 2",

  // What is mended.
  "Settings that were changed": "Geänderte Einstellungen",
  "Some settings were not possible and were changed:":
    "Einige Einstellungen waren nicht möglich und wurden geändert:",
  "and {count} more.": "und {count} weitere.",
  "alternating minimisation solves for one row at a time from its own entries, and a sensing problem shows no entries":
    "alternierende Minimierung löst jeweils eine Zeile aus deren eigenen Einträgen, und ein Sensing-Problem zeigt keine Einträge",
  "no entries are set apart for validation (val=)":
    "es sind keine Einträge zur Validierung beiseitegelegt (val=)",
  "The link was made by a newer version ({version}). What this one understands was taken, and the address stays as it is until a setting is changed.":
    "Der Link stammt von einer neueren Version ({version}). Übernommen wurde, was diese hier versteht; die Adresse bleibt, wie sie ist, bis eine Einstellung geändert wird.",
  "{name} is not a setting of this playground; ignored.":
    "{name} ist hier keine Einstellung; wird nicht beachtet.",
  "{label}: {value} is not possible here; using {chosen}.":
    "{label}: {value} ist hier nicht möglich; stattdessen {chosen}.",
  "{label}: {value} is not possible here; left out.": "{label}: {value} ist hier nicht möglich; weggelassen.",
  "{label}: {reason}; left out.": "{label}: {reason}; weggelassen.",
  "{label}: {value} is unknown; left out.": "{label}: {value} ist unbekannt; weggelassen.",
  "{label}: {value} is outside what is possible here; using {chosen} ({because}).":
    "{label}: {value} liegt außerhalb des Möglichen; stattdessen {chosen} ({because}).",
  "{label}: {value} is outside what is possible here; using {chosen}.":
    "{label}: {value} liegt außerhalb des Möglichen; stattdessen {chosen}.",
  "Lesson “{lesson}” does not exist; the list of lessons is under “Lessons”.":
    "Die Lektion „{lesson}“ gibt es nicht; die Liste steht unter „Lektionen“.",
};
