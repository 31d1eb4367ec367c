/** German: a file of one's own, and what is saved and opened. */
import type { Catalogue } from "../../text.ts";

export const FILES: Catalogue = {
  // A file of one's own.
  "File needed": "Datei nötig",
  "This experiment needs a file that is not open here.":
    "Dieses Experiment braucht eine Datei, die hier nicht geöffnet ist.",
  "Its checksum is {checksum}.": "Ihre Prüfsumme ist {checksum}.",
  "The open file, {name}, has {checksum}.": "Die geöffnete Datei {name} hat {checksum}.",
  "A link holds the settings and the checksum, never the file. Choose the file on this device; it is compared and stays here.":
    "Ein Link enthält die Einstellungen und die Prüfsumme, nie die Datei. Bitte die Datei auf diesem Gerät wählen; sie wird verglichen und bleibt hier.",
  "Choose the file…": "Datei wählen …",
  "Show a photograph instead": "Stattdessen ein Foto zeigen",
  "A matrix, a table, ratings or a picture. It is read on this device; nothing is uploaded.":
    "Eine Matrix, eine Tabelle, Bewertungen oder ein Bild. Sie wird auf diesem Gerät gelesen; nichts wird hochgeladen.",
  "The experiment needs the file with checksum {checksum}.":
    "Das Experiment braucht die Datei mit der Prüfsumme {checksum}.",
  "Choose a file…": "Datei wählen …",
  "Choose another file…": "Andere Datei wählen …",
  "or drop it anywhere on the page": "oder irgendwo auf der Seite ablegen",
  "Drop the file to look at it. It stays on this device.":
    "Datei hier ablegen, um sie anzusehen. Sie bleibt auf diesem Gerät.",
  Tables: "Tabellen",
  "CSV or TSV, with or without names; an empty cell is missing. NPY. Matrix Market.":
    "CSV oder TSV, mit oder ohne Namen; eine leere Zelle fehlt. NPY. Matrix Market.",
  Ratings: "Bewertungen",
  "Lines “user item rating”, as in MovieLens: u.data, ratings.dat, ratings.csv.":
    "Zeilen „user item rating“ wie bei MovieLens: u.data, ratings.dat, ratings.csv.",
  "PNG, JPEG, WebP, PGM.": "PNG, JPEG, WebP, PGM.",
  Limits: "Grenzen",
  "{mb} MB, {side} rows, {side} columns; pictures up to {pixels} million pixels. What has more is refused before it is read.":
    "{mb} MB, {side} Zeilen, {side} Spalten; Bilder bis {pixels} Millionen Pixel. Was mehr hat, wird vor dem Lesen abgelehnt.",
  "Reading {name}, {size} MB…": "{name} wird gelesen, {size} MB …",
  Reading: "Lesen",
  "Reading the file failed: {reason}": "Das Lesen der Datei ist gescheitert: {reason}",
  "{name} cannot be used.": "{name} kann nicht verwendet werden.",
  "Table (CSV or TSV)": "Tabelle (CSV oder TSV)",
  "NPY array": "NPY-Array",
  "Matrix Market": "Matrix Market",
  "Grey picture (PGM)": "Graubild (PGM)",
  "Read as": "Gelesen als",
  Size: "Größe",
  "{rows} rows × {cols} columns": "{rows} Zeilen × {cols} Spalten",
  Values: "Werte",
  "from {low} to {high}": "von {low} bis {high}",
  "Missing cells": "Fehlende Zellen",
  none: "keine",
  "{count} ({share} %)": "{count} ({share} %)",
  Checksum: "Prüfsumme",
  "The checksum is that of the experiment.": "Die Prüfsumme ist die des Experiments.",
  "This is another file than that of the experiment: its checksum is {checksum}.":
    "Dies ist eine andere Datei als die des Experiments: Deren Prüfsumme ist {checksum}.",
  "The networks see a share p of the known cells and are measured on the rest; with p = 1 they see all. It is among the settings of the problem.":
    "Die Netze sehen einen Anteil p der bekannten Zellen und werden am Rest gemessen; mit p = 1 sehen sie alle. p steht unter den Einstellungen des Problems.",
  "Use it": "Verwenden",
  "To train on: {rows} × {cols}": "Zum Training: {rows} × {cols}",
  "The matrix, {rows} × {cols}": "Die Matrix, {rows} × {cols}",
  "Values from {low} to {high}.": "Werte von {low} bis {high}.",
  "{count} missing": "{count} fehlen",
  "Singular values, relative to the largest": "Singulärwerte, relativ zum größten",
  "The first {known} of {count} hold less than 90 % of the sum of squares.":
    "Die ersten {known} von {count} enthalten weniger als 90 % der Quadratsumme.",
  "{rank} of {count} hold 90 % of the sum of squares.": "{rank} von {count} enthalten 90 % der Quadratsumme.",
  "Taken after the subtraction; missing cells count as 0.":
    "Nach dem Abziehen berechnet; fehlende Zellen zählen als 0.",
  "Part, counted from 1": "Ausschnitt, von 1 an gezählt",
  "First row": "Erste Zeile",
  "Last row": "Letzte Zeile",
  "First column": "Erste Spalte",
  "Last column": "Letzte Spalte",
  "Longer side": "Längere Seite",
  "Below {longest}, neighbouring rows and columns are averaged: right for pictures and maps, not for people and items. Up to 256 trains at a glance; the time per step grows with the cube.":
    "Unter {longest} werden benachbarte Zeilen und Spalten gemittelt: richtig für Bilder und Karten, nicht für Personen und Gegenstände. Bis 256 trainiert es im Nu; die Zeit je Schritt wächst mit der dritten Potenz.",

  // Save and open.
  "Save or open": "Sichern oder öffnen",
  "Everything is written and read on this device.": "Alles wird auf diesem Gerät geschrieben und gelesen.",
  "The whole run": "Der ganze Lauf",
  "Settings, curves and pinned runs in one file. Opened again, here or on another device, its curves stand behind a new run of the same experiment.":
    "Einstellungen, Kurven und angeheftete Läufe in einer Datei. Wieder geöffnet, hier oder auf einem anderen Gerät, stehen ihre Kurven hinter einem neuen Lauf desselben Experiments.",
  "Save the run (JSON)": "Lauf sichern (JSON)",
  "Open a saved run…": "Gesicherten Lauf öffnen …",
  "File of a saved run": "Datei eines gesicherten Laufs",
  "The browser could not read the file. Choose it again.":
    "Der Browser konnte die Datei nicht lesen. Bitte noch einmal wählen.",
  "The file has {count} runs and {pinned} others are pinned; there is room for {most}. Unpin some first.":
    "Die Datei hat {count} Läufe, und {pinned} andere sind angeheftet; Platz ist für {most}. Bitte erst einige lösen.",
  Numbers: "Zahlen",
  "Errors as CSV": "Fehler als CSV",
  "Singular values as CSV": "Singulärwerte als CSV",
  // Matrices.
  "Colours of the PNG: viridis from {low} to {high}.": "Farben des PNG: Viridis von {low} bis {high}.",
  "Completed by": "Vervollständigt von",
  "Completed matrix as CSV": "Vervollständigte Matrix als CSV",
  "Completed matrix as NPY": "Vervollständigte Matrix als NPY",
  "Completed matrix as PNG": "Vervollständigte Matrix als PNG",
  "Factors at the start as NPZ": "Faktoren am Anfang als NPZ",
  "Factors now as NPZ": "Faktoren jetzt als NPZ",
  "Factors of every network for NumPy, in float32: numpy.load(file)['original/W1'] is the original’s first weight matrix. While training goes on, those of the last snapshot; the step is in the file.":
    "Faktoren jedes Netzes für NumPy, in float32: numpy.load(file)['original/W1'] ist die erste Gewichtsmatrix des Originals. Während des Trainings die des letzten gesicherten Zustands; der Schritt steht in der Datei.",
  "Given values": "Gegebene Werte",
  "Grey of the PNG: black is {low}, white {high}.": "Grau des PNG: Schwarz ist {low}, Weiß {high}.",
  "Keep every value of the data, fill what is missing": "Jeden Wert der Daten behalten, Fehlendes füllen",
  "Keep what the networks see, fill the rest": "Behalten, was die Netze sehen, den Rest füllen",
  Matrices: "Matrizen",
  "The completed matrix is that of the first seed; arrays of factors begin with the seed.":
    "Die vervollständigte Matrix ist die des ersten Seeds; Arrays von Faktoren beginnen mit dem Seed.",
  "The estimate everywhere": "Überall die Schätzung",
  "This browser made no PNG; CSV and NPY work everywhere.":
    "Dieser Browser hat kein PNG erzeugt; CSV und NPY gehen überall.",
  "about {size}": "etwa {size}",
  "at most {size}": "höchstens {size}",
  "{rows} × {cols} values of step {step}.": "{rows} × {cols} Werte von Schritt {step}.",

  // Charts, and what to cite.
  Charts: "Diagramme",
  "Charts, in the colours of the present theme": "Diagramme, in den jetzigen Farben",
  "Measured time on this device": "Auf diesem Gerät gemessene Zeit",
  "Counted floating-point operations": "Gezählte Gleitkommaoperationen",
  "Behind: pinned runs.": "Dahinter: angeheftete Läufe.",
  "Quality of the hidden pixels, PSNR in dB": "Güte der verborgenen Pixel, PSNR in dB",
  "Quantity of the saved chart": "Größe im gesicherten Diagramm",
  "Horizontal axis of the saved chart": "Waagrechte Achse des gesicherten Diagramms",
  "Save {title} as PNG": "{title} als PNG sichern",
  "Save {title} as SVG": "{title} als SVG sichern",
  "This browser made no PNG; SVG works everywhere.": "Dieser Browser hat kein PNG erzeugt; SVG geht überall.",
  "{title}, as it will be saved": "{title}, wie es gesichert wird",
  "At step {step}. σ₁ of the target is 1. Both axes are logarithmic.":
    "Bei Schritt {step}. σ₁ des Ziels ist 1. Beide Achsen sind logarithmisch.",
  Index: "Index",
  "To cite": "Zitieren",
  "To cite the papers and this page": "Um die Arbeiten und diese Seite zu zitieren",
  "Copy BibTeX": "BibTeX kopieren",
  BibTeX: "BibTeX",
};
