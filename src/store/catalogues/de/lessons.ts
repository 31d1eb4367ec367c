/** German: what is around the lessons, whose text is English, and the glossary. */
import type { Catalogue } from "../../text.ts";

export const LESSONS: Catalogue = {
  "Nine short lessons beside the live playground, for a second-year student who knows matrices and gradients: a question, a prediction, a run, a check with one’s own numbers.":
    "Neun kurze Lektionen neben der laufenden Seite, auf Englisch, für Studierende im zweiten Jahr, die Matrizen und Gradienten kennen: eine Frage, eine Vorhersage, ein Lauf, eine Probe mit den eigenen Zahlen.",
  "Print the sheet": "Blatt drucken",
  "Start lesson {number}": "Lektion {number} beginnen",
  "about {minutes} minutes": "etwa {minutes} Minuten",
  "Exercises and answers": "Aufgaben und Antworten",
  Glossary: "Glossar",
  "Lesson {number} of {count}": "Lektion {number} von {count}",
  "Large type": "Große Schrift",
  "Close lesson": "Lektion schließen",
  "Loading the lesson…": "Die Lektion lädt …",
  "Pages of the lesson": "Seiten der Lektion",
  Back: "Zurück",
  Next: "Weiter",
  "Next lesson": "Nächste Lektion",
  "{screen} of {screens}": "{screen} von {screens}",
  "Run “{name}” first: this reads your own run.":
    "Bitte zuerst „{name}“ rechnen: Hier wird Ihr eigener Lauf gelesen.",
  "What happened": "Was geschehen ist",
  "✓ As you predicted.": "✓ Wie vorhergesagt.",
  "Not what you predicted. That is what predictions are for.":
    "Nicht wie vorhergesagt. Dafür sind Vorhersagen da.",
  "To keep": "Zum Merken",
  Exercises: "Aufgaben",
  "Open the set-up": "Aufbau öffnen",
  Answer: "Antwort",
  Sources: "Quellen",
  "Your prediction:": "Ihre Vorhersage:",
  Change: "Ändern",
  "That is my prediction": "Das ist meine Vorhersage",
  "Run: {name}": "Rechnen: {name}",
  "✓ run": "✓ gerechnet",
  noise: "Rauschen",
  photograph: "Foto",
  "The {what}": "Das {what}",
  "The {what} at rank {k}": "Das {what} mit Rang {k}",
  "Rank k = {k}": "Rang k = {k}",
  "{numbers} numbers instead of {all}; relative error {error}.":
    "{numbers} Zahlen statt {all}; relativer Fehler {error}.",
  "Singular values relative to the first: second {second}, tenth {tenth}":
    "Singulärwerte relativ zum ersten: zweiter {second}, zehnter {tenth}",
  "A network of two 2 × 2 matrices": "Ein Netz aus zwei 2 × 2-Matrizen",
  "Start again": "Von vorn",
  "step {n}, η = 0.2": "Schritt {n}, η = 0.2",
  "In the last step": "Im letzten Schritt",
  "All lessons": "Alle Lektionen",

  // Glossary.
  residual: "Residuum",
  "What the network still gets wrong, f − Φ, 0 at hidden entries: the gradient with respect to f.":
    "Was am Netz noch falsch ist, f − Φ, an verborgenen Einträgen 0: der Gradient nach f.",
  gradient: "Gradient",
  "Of the loss with respect to W_l: D seen through all the other factors.":
    "Des Verlusts nach W_l: D, durch alle anderen Faktoren gesehen.",
  mask: "Maske",
  "1 at the entries that are seen, 0 at the hidden ones.":
    "1 an den gesehenen Einträgen, 0 an den verborgenen.",
  sharpness: "Schärfe",
  "Largest curvature of the loss where the target is learned: rates above 2/λ are unstable.":
    "Größte Krümmung des Verlusts, wo das Ziel gelernt ist: Raten über 2/λ sind instabil.",
  "start scale of depth 2": "Startskala der Tiefe 2",
  "That of the shallow network; unless chosen, its product starts as small as the original’s.":
    "Die des flachen Netzes; wenn nicht gewählt, beginnt sein Produkt so klein wie das des Originals.",
  "counted work": "gezählte Arbeit",
  "Additions and multiplications of a training step, counted; the same on every device.":
    "Additionen und Multiplikationen eines Trainingsschritts, gezählt; auf jedem Gerät dieselben.",
  "peak signal-to-noise ratio": "Spitzen-Signal-Rausch-Verhältnis",
  "Closeness in decibels: −10 log₁₀ of the mean squared error over the square of the peak value.":
    "Nähe in Dezibel: −10 log₁₀ des mittleren quadratischen Fehlers durch das Quadrat des Spitzenwerts.",
  network: "Netz",
  "The product W_L ⋯ W_1 of all weight matrices: one matrix, m × n.":
    "Das Produkt W_L ⋯ W_1 aller Gewichtsmatrizen: eine Matrix, m × n.",
  "weight matrix": "Gewichtsmatrix",
  "Weights of layer l, counted from the input.": "Gewichte der Schicht l, vom Eingang an gezählt.",
  "The matrix to learn, scaled so that its largest singular value is 1.":
    "Die Matrix, die gelernt wird, so skaliert, dass ihr größter Singulärwert 1 ist.",
  depth: "Tiefe",
  "Number of weight matrices of the original network.": "Anzahl der Gewichtsmatrizen des Originals.",
  size: "Größe",
  "Rows (and columns) of the target.": "Zeilen (und Spalten) des Ziels.",
  rank: "Rang",
  "Number of singular values of the target that are not zero.":
    "Anzahl der Singulärwerte des Ziels, die nicht null sind.",
  "compression rank": "Kompressionsrang",
  "The compressed networks keep 2r̂ directions; a guess of r, better too large than too small.":
    "Die komprimierten Netze behalten 2r̂ Richtungen; eine Schätzung von r, lieber zu groß als zu klein.",
  "start scale": "Startskala",
  "Each weight matrix starts as ε times a random orthogonal one.":
    "Jede Gewichtsmatrix beginnt als ε mal eine zufällige orthogonale.",
  "learning rate": "Lernrate",
  "What the gradient is multiplied by in each step.":
    "Womit der Gradient in jedem Schritt multipliziert wird.",
  "relative learning rate": "relative Lernrate",
  "η as a share of the largest stable one, 2/λ.": "η als Anteil der größten stabilen, 2/λ.",
  "factor rate": "Faktorrate",
  "The outer factors U and V of the compressed network learn at γη.":
    "Die äußeren Faktoren U und V des komprimierten Netzes lernen mit γη.",
  "factor rate (Kwon)": "Faktorrate (Kwon)",
  "The outer factors of Kwon et al.’s network learn at αη.":
    "Die äußeren Faktoren des Netzes von Kwon et al. lernen mit αη.",
  "observed fraction": "beobachteter Anteil",
  "singular value": "Singulärwert",
  "How much a matrix stretches its i-th principal direction; descending.":
    "Wie stark eine Matrix ihre i-te Hauptrichtung streckt; absteigend.",
  "left singular vector": "linker Singulärvektor",
  "The direction in which σ_i comes out.": "Die Richtung, in der σ_i herauskommt.",
  "right singular vector": "rechter Singulärvektor",
  "The direction in which σ_i goes in.": "Die Richtung, in der σ_i hineingeht.",
  "bulk value": "Bulk-Wert",
  "The common size of the d − 2r directions of layer l that only shrink.":
    "Die gemeinsame Größe der d − 2r Richtungen der Schicht l, die nur schrumpfen.",
  leak: "Leck",
  "Share of layer l that leads out of the invariant subspace; 0 where the theorem holds.":
    "Anteil der Schicht l, der aus dem invarianten Unterraum hinausführt; 0, wo der Satz gilt.",
  "left factor": "linker Faktor",
  "d × 2r̂: what the output directions of the compressed network are.":
    "d × 2r̂: welche Richtungen am Ausgang das komprimierte Netz hat.",
  "right factor": "rechter Faktor",
  "d × 2r̂: what the input directions of the compressed network are.":
    "d × 2r̂: welche Richtungen am Eingang das komprimierte Netz hat.",
};
