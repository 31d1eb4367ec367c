/** German of the files that are saved: completed matrices and factors. */
import type { Catalogue } from "../text.ts";

export const GERMAN_FILES: Catalogue = {
  "Colours of the PNG: viridis from {low} to {high}.": "Farben des PNG: Viridis von {low} bis {high}.",
  "Completed by": "Vervollständigt von",
  "Completed matrix as CSV": "Vervollständigte Matrix als CSV",
  "Completed matrix as NPY": "Vervollständigte Matrix als NPY",
  "Completed matrix as PNG": "Vervollständigte Matrix als PNG",
  "Factors at the start as NPZ": "Faktoren am Anfang als NPZ",
  "Factors now as NPZ": "Faktoren jetzt als NPZ",
  "Factors of every network for NumPy, in float32: numpy.load(file)['original/W1'] is the original’s first weight matrix. While training goes on, those of the last snapshot; the step is in the file.":
    "Faktoren jedes Netzes für NumPy, in float32: numpy.load(file)['original/W1'] ist die erste Gewichtsmatrix des Originals. Während des Trainings die des letzten Schnappschusses; der Schritt steht in der Datei.",
  "Given values": "Gegebene Werte",
  "Grey of the PNG: black is {low}, white {high}.": "Grau des PNG: Schwarz ist {low}, Weiß {high}.",
  "Keep every value of the data, fill what is missing": "Jeden Wert der Daten behalten, Fehlendes füllen",
  "Keep what the networks see, fill the rest": "Behalten, was die Netze sehen, den Rest füllen",
  Matrices: "Matrizen",
  "The completed matrix is that of the first seed; arrays of factors begin with the seed.":
    "Die vervollständigte Matrix ist die des ersten Startwerts; Felder von Faktoren beginnen mit dem Startwert.",
  "The estimate everywhere": "Überall die Schätzung",
  "This browser made no PNG; CSV and NPY work everywhere.":
    "Dieser Browser hat kein PNG gemacht; CSV und NPY gehen überall.",
  "about {size}": "etwa {size}",
  "at most {size}": "höchstens {size}",
  "{rows} × {cols} values of step {step}.": "{rows} × {cols} Werte von Schritt {step}.",
};
