/** German: what the engine says when something is different from what was asked for, and of files that it does not take. */
import type { Catalogue } from "../../text.ts";

export const ENGINE: Catalogue = {
  // Where training runs.
  "{problem} Training runs on the CPU instead.": "{problem} Das Training läuft stattdessen auf der CPU.",
  "Training runs on the CPU: in a short trial the CPU made {cpu} steps per second and WebGPU in software ({adapter}) {gpu}; “Engine” switches.":
    "Das Training läuft auf der CPU: In einer kurzen Probe machte die CPU {cpu} Schritte je Sekunde und simuliertes WebGPU ({adapter}) {gpu}; „Engine“ wechselt.",
  "Training runs on WebGPU: in a short trial the CPU made {cpu} steps per second and WebGPU in software ({adapter}) {gpu}; “Engine” switches.":
    "Das Training läuft auf WebGPU: In einer kurzen Probe machte die CPU {cpu} Schritte je Sekunde und simuliertes WebGPU ({adapter}) {gpu}; „Engine“ wechselt.",
  "was not ready after {ms} ms": "war nach {ms} ms nicht bereit",
  "none in {ms} ms": "keinen in {ms} ms",
  "failed ({reason})": "scheiterte ({reason})",
  "{problem} That was at step {failedAt}; training goes on on the CPU, from step {from}.":
    "{problem} Das war bei Schritt {failedAt}; das Training geht auf der CPU weiter, von Schritt {from} an.",
  "{problem} That was at step {failedAt}; training goes on on a new device, from step {from}.":
    "{problem} Das war bei Schritt {failedAt}; das Training geht auf einem neuen Gerät weiter, von Schritt {from} an.",
  "The engine stopped ({reason}). It was started again, and the run goes on from step {step}.":
    "Die Engine ist stehen geblieben ({reason}). Sie wurde neu gestartet, und der Lauf geht von Schritt {step} an weiter.",
  "The engine stopped ({reason}). It was started again, and the run goes on from its start.":
    "Die Engine ist stehen geblieben ({reason}). Sie wurde neu gestartet, und der Lauf geht vom Anfang an weiter.",
  "The engine stopped ({reason}), several times in a row. Reload the page, or choose a smaller experiment.":
    "Die Engine ist mehrmals nacheinander stehen geblieben ({reason}). Bitte die Seite neu laden oder ein kleineres Experiment wählen.",
  "no answer for {seconds} seconds": "{seconds} Sekunden keine Antwort",
  "There is no memory left to prepare this run. Choose a smaller size, fewer networks or fewer seeds, or close other pages.":
    "Für die Vorbereitung dieses Laufs ist kein Speicher mehr frei. Bitte eine kleinere Größe, weniger Netze oder weniger Seeds wählen oder andere Seiten schließen.",
  "A single entry is observed, so none can be set apart for validation. Show the networks more entries, or set the validation share to 0.":
    "Ein einziger Eintrag ist beobachtet, also lässt sich keiner zur Validierung beiseitelegen. Bitte den Netzen mehr Einträge zeigen oder den Validierungsanteil auf 0 setzen.",
  "without a reason": "ohne Grund",
  "one of its messages could not be read": "eine ihrer Nachrichten war nicht zu lesen",

  // WebGPU and memory.
  "This browser has no WebGPU.": "Dieser Browser hat kein WebGPU.",
  "WebGPU works only on secure pages: open this one over https or from localhost.":
    "WebGPU geht nur auf sicheren Seiten: Bitte diese über https oder von localhost öffnen.",
  "WebGPU is missing: the optional package “webgpu” is not installed or does not load.":
    "WebGPU fehlt: Das optionale Paket „webgpu“ ist nicht installiert oder lädt nicht.",
  "This browser has WebGPU but found no graphics adapter for it ({reason}): it may be blocked, or its driver too old.":
    "Dieser Browser hat WebGPU, fand aber keine Grafikkarte dafür ({reason}): Sie ist vielleicht gesperrt oder ihr Treiber zu alt.",
  "WebGPU found no graphics adapter ({reason}): it needs a Vulkan driver (Debian, Ubuntu: mesa-vulkan-drivers), Metal or Direct3D 12.":
    "WebGPU fand keine Grafikkarte ({reason}): Es braucht einen Vulkan-Treiber (Debian, Ubuntu: mesa-vulkan-drivers), Metal oder Direct3D 12.",
  "none was offered": "keine wurde angeboten",
  "The graphics adapter {adapter} refused to open a WebGPU device ({reason}).":
    "Die Grafikkarte {adapter} hat kein WebGPU-Gerät geöffnet ({reason}).",
  "The graphics driver could not compile the kernel {name} ({reason}).":
    "Der Grafiktreiber konnte den Kernel {name} nicht übersetzen ({reason}).",
  "The graphics device has no memory for {what}. Choose a smaller size, fewer networks or fewer seeds, or close other pages that use the GPU.":
    "Die Grafikkarte hat keinen Speicher für {what}. Bitte eine kleinere Größe, weniger Netze oder weniger Seeds wählen oder andere Seiten schließen, die die GPU benutzen.",
  "this run": "diesen Lauf",
  "the {size} MiB of this run": "die {size} MiB dieses Laufs",
  "the bind groups of this run": "die Bindegruppen dieses Laufs",
  "The graphics device stopped working.": "Die Grafikkarte arbeitet nicht mehr.",
  "The graphics device stopped working ({reason}).": "Die Grafikkarte arbeitet nicht mehr ({reason}).",
  "This browser has no WebAssembly SIMD.": "Dieser Browser hat kein WebAssembly-SIMD.",
  "This run needs {needed} MiB of memory on the CPU, and {why}. Choose a smaller size, fewer networks or fewer seeds.":
    "Dieser Lauf braucht {needed} MiB Speicher auf der CPU, und {why}. Bitte eine kleinere Größe, weniger Netze oder weniger Seeds wählen.",
  "WebAssembly allows 4 GiB": "WebAssembly erlaubt 4 GiB",
  "so much is not free at the moment": "so viel ist im Augenblick nicht frei",
  "{name} needs {needed} in one buffer and this device allows {allowed}. Choose a smaller size, fewer measurements or fewer seeds.":
    "{name} braucht {needed} in einem Puffer, und dieses Gerät erlaubt {allowed}. Bitte eine kleinere Größe, weniger Messungen oder weniger Seeds wählen.",
  "Sensing with {measurements} measurements of a {rows} × {cols} matrix (seeds: {seeds}) needs {gigabytes} GiB for A alone, and at most 1 GiB is possible here. Choose a smaller matrix, fewer measurements or fewer seeds.":
    "Sensing mit {measurements} Messungen einer {rows} × {cols}-Matrix (Seeds: {seeds}) braucht allein für A {gigabytes} GiB, und höchstens 1 GiB ist hier möglich. Bitte eine kleinere Matrix, weniger Messungen oder weniger Seeds wählen.",
  "There is a fault in this program ({fault}).": "In diesem Programm ist ein Fehler ({fault}).",
  "The run was cancelled: its executor was destroyed.":
    "Der Lauf wurde abgebrochen: Seine Recheneinheit wurde aufgelöst.",
  "This state belongs to another experiment ({what} differs): keep its sizes, networks, optimiser and number of seeds.":
    "Dieser Zustand gehört zu einem anderen Experiment (verschieden: {what}): Größen, Netze, Optimierer und Zahl der Seeds müssen dieselben sein.",
  "the number of networks": "die Zahl der Netze",
  "The benchmark could not be loaded: reload the page.":
    "Der Benchmark konnte nicht geladen werden: Bitte die Seite neu laden.",
  "{engine}: {reason}": "{engine}: {reason}",

  // Data.
  "The bundled file {name} could not be read ({reason}). Try again, or choose other data.":
    "Die mitgelieferte Datei {name} konnte nicht gelesen werden ({reason}). Bitte noch einmal versuchen oder andere Daten wählen.",
  "The bundled photograph is damaged. Reload the page to fetch it again.":
    "Das mitgelieferte Foto ist beschädigt. Bitte die Seite neu laden, um es erneut zu holen.",
  "This experiment needs the file with checksum {wanted}, and {name} has {checksum}. Open that file.":
    "Dieses Experiment braucht die Datei mit der Prüfsumme {wanted}, und {name} hat {checksum}. Bitte jene Datei öffnen.",
  "This experiment needs the file with checksum {wanted}. Open that file.":
    "Dieses Experiment braucht die Datei mit der Prüfsumme {wanted}. Bitte diese Datei öffnen.",
  "This experiment needs a file of your choice. Open one.":
    "Dieses Experiment braucht eine Datei Ihrer Wahl. Bitte eine öffnen.",
  "The matrix has {missing} missing cells, and only completion can do without them. Choose the problem “Completion”, or a file without missing cells.":
    "Der Matrix fehlen {missing} Zellen, und nur die Vervollständigung kommt ohne sie aus. Bitte das Problem „Vervollständigung“ wählen oder eine Datei ohne fehlende Zellen.",
  "{rows} × {cols} values from {height} rows and {width} columns, beginning at row {row}, column {column}, are more than the file's {fileRows} × {fileCols} have. Choose the file again, or a smaller size.":
    "{rows} × {cols} Werte aus {height} Zeilen und {width} Spalten ab Zeile {row}, Spalte {column} sind mehr, als die {fileRows} × {fileCols} der Datei hergeben. Bitte die Datei neu wählen oder eine kleinere Größe.",
  "The chosen part of the file has no two different values: there is nothing to learn. Choose another part.":
    "Der gewählte Ausschnitt hat keine zwei verschiedenen Werte: Es gibt nichts zu lernen. Bitte einen anderen Ausschnitt wählen.",
  "Every singular value of the target is 0: there is nothing to learn. Choose one that is above 0.":
    "Jeder Singulärwert des Ziels ist 0: Es gibt nichts zu lernen. Bitte einen über 0 wählen.",
  "Every value that the networks would see is what is subtracted first: there is nothing to learn. Show them more entries, or subtract nothing.":
    "Jeder Wert, den die Netze sähen, wird zuvor abgezogen: Es gibt nichts zu lernen. Bitte mehr Einträge zeigen oder nichts abziehen.",
  "Every hidden value is what is subtracted first: there is nothing to learn. Choose another seed, another share of the entries, or subtract nothing.":
    "Jeder verborgene Wert wird zuvor abgezogen: Es gibt nichts zu lernen. Bitte einen anderen Seed oder einen anderen Anteil der Einträge wählen oder nichts abziehen.",
  "This device has too little memory for the file. Cut it, or make it smaller.":
    "Dieses Gerät hat zu wenig Speicher für die Datei. Bitte kürzen oder verkleinern.",
  "The browser could not read the file. It may have been moved or changed, or be a folder. Choose it again.":
    "Der Browser konnte die Datei nicht lesen. Vielleicht wurde sie verschoben oder geändert oder ist ein Ordner. Bitte noch einmal wählen.",

  // Files that are not taken.
  "Byte {byte}: {what}": "Byte {byte}: {what}",
  "Row {row}: {what}": "Zeile {row}: {what}",
  "Row {row}, column {column}: {what}": "Zeile {row}, Spalte {column}: {what}",
  "The file has {size} MB, and at most {most} MB are read. Cut it, or save it in a smaller format.":
    "Die Datei hat {size} MB, und höchstens {most} MB werden gelesen. Bitte kürzen oder in einem kleineren Format sichern.",
  "The file is empty.": "Die Datei ist leer.",
  "A matrix of {rows} × {cols} values: at least 2 rows and 2 columns are needed.":
    "Eine Matrix von {rows} × {cols} Werten: Mindestens 2 Zeilen und 2 Spalten sind nötig.",
  "A matrix of {rows} × {cols} values is too large: at most {side} rows and {side} columns are possible. Cut the file.":
    "Eine Matrix von {rows} × {cols} Werten ist zu groß: Höchstens {side} Zeilen und {side} Spalten sind möglich. Bitte die Datei kürzen.",
  "{value} is too large (at most 1e100).": "{value} ist zu groß (höchstens 1e100).",
  "{value} is not a finite number.": "{value} ist keine endliche Zahl.",
  "The file has no value: every cell is missing.": "Die Datei hat keinen Wert: Jede Zelle fehlt.",
  "Every value of the file is {value}: there is nothing to learn.":
    "Jeder Wert der Datei ist {value}: Es gibt nichts zu lernen.",
  "Row {line} has {cells} cells, and the first row of values has {width}. Give every row the same number; leave a cell empty where a value is missing.":
    "Zeile {line} hat {cells} Zellen, und die erste Zeile mit Werten hat {width}. Jede Zeile braucht gleich viele; wo ein Wert fehlt, bleibt die Zelle leer.",
  "{cell} is not a number. Use a point for decimals, or a semicolon between cells.":
    "{cell} ist keine Zahl. Bitte einen Dezimalpunkt verwenden oder ein Semikolon zwischen Zellen.",
  "{cell} is not a number. Leave the cell empty where a value is missing.":
    "{cell} ist keine Zahl. Wo ein Wert fehlt, bleibt die Zelle leer.",
  "The first row was taken as names.": "Die erste Zeile wurde als Namen gelesen.",
  "The first column was taken as names.": "Die erste Spalte wurde als Namen gelesen.",
  "The {kind} picture has {width} × {height} pixels; at least 2 × 2 are needed.":
    "Das {kind}-Bild hat {width} × {height} Pixel; mindestens 2 × 2 sind nötig.",
  "The {kind} picture has {width} × {height} pixels, more than are decoded here ({most} million). Make it smaller first.":
    "Das {kind}-Bild hat {width} × {height} Pixel, mehr als hier dekodiert werden ({most} Millionen). Bitte zuvor verkleinern.",
  "The {kind} picture ends in its header (byte {byte}).":
    "Das {kind}-Bild endet in seinem Kopf (Byte {byte}).",
  "The {kind} picture's header is damaged at byte {byte}.":
    "Der Kopf des {kind}-Bilds ist bei Byte {byte} beschädigt.",
  "{kind} pictures are decoded by the browser only. Convert it to PGM, e.g. with ImageMagick.":
    "{kind}-Bilder dekodiert nur der Browser. Bitte in PGM umwandeln, z. B. mit ImageMagick.",
  "The {kind} picture of {width} × {height} pixels is damaged: the browser cannot decode it.":
    "Das {kind}-Bild von {width} × {height} Pixeln ist beschädigt: Der Browser kann es nicht dekodieren.",
  "The picture of {fullWidth} × {fullHeight} pixels was read at {width} × {height}.":
    "Das Bild von {fullWidth} × {fullHeight} Pixeln wurde mit {width} × {height} gelesen.",
  "The PGM file's header (byte 0) is not that of a binary grey picture.":
    "Der Kopf der PGM-Datei (Byte 0) ist nicht der eines binären Graubilds.",
  "A PGM file with values up to {most} is not read here (byte 0).":
    "Eine PGM-Datei mit Werten bis {most} wird hier nicht gelesen (Byte 0).",
  "The PGM file ends at byte {byte}; {cols} × {rows} pixels need {needed}.":
    "Die PGM-Datei endet bei Byte {byte}; {cols} × {rows} Pixel brauchen {needed}.",
  "{line} is not “user item rating”.": "{line} ist nicht „user item rating“.",
  "The ratings are of {users} users and {items} items; at least 2 of each are needed.":
    "Die Bewertungen stammen von {users} Personen zu {items} Gegenständen; mindestens je 2 sind nötig.",
  "Read as ratings: {count} of {users} users and {items} items, those with the most first.":
    "Als Bewertungen gelesen: {count} von {users} Personen zu {items} Gegenständen, die mit den meisten zuerst.",
  "Of these, the {rows} users and {cols} items with the most ratings are kept.":
    "Davon bleiben die {rows} Personen und {cols} Gegenstände mit den meisten Bewertungen.",
  "The file is neither text nor of a kind that is known here (a zero at byte {byte}). Possible are CSV, TSV, NPY, Matrix Market, ratings, PNG, JPEG, WebP and PGM.":
    "Die Datei ist weder Text noch von einer hier bekannten Art (eine Null bei Byte {byte}). Möglich sind CSV, TSV, NPY, Matrix Market, Bewertungen, PNG, JPEG, WebP und PGM.",
  "Version {version} of NPY is not known here; 1 to 3 are (byte 6).":
    "Version {version} von NPY ist hier nicht bekannt, nur 1 bis 3 (Byte 6).",
  "The NPY file ends in its header (byte {byte}).": "Die NPY-Datei endet in ihrem Kopf (Byte {byte}).",
  "The NPY file ends at byte {byte}; {rows} × {cols} values of {size} bytes need {needed}.":
    "Die NPY-Datei endet bei Byte {byte}; {rows} × {cols} Werte zu {size} Bytes brauchen {needed}.",
  "The NPY file's header (byte {byte}) is not one of a plain array of numbers.":
    "Der Kopf der NPY-Datei (Byte {byte}) ist nicht der eines einfachen Arrays von Zahlen.",
  "Values of type {type} are not read here (byte {byte}). Save them as floats, integers or booleans, e.g. {example}.":
    "Werte vom Typ {type} werden hier nicht gelesen (Byte {byte}). Bitte als float, integer oder boolean sichern, z. B. {example}.",
  "The array has {count} dimensions (byte {byte}); a matrix has two. Save one matrix of it, e.g. a[0].":
    "Das Array hat {count} Dimensionen (Byte {byte}); eine Matrix hat zwei. Bitte eine Matrix daraus sichern, z. B. a[0].",
  "{line} should be {count} numbers.": "{line} sollten {count} Zahlen sein.",
  "The file says {entries} entries, and here is one more.":
    "Die Datei kündigt {entries} Einträge an, und hier ist einer mehr.",
  "{i}, {j} is no place in a {rows} × {cols} matrix (counted from 1).":
    "{i}, {j} ist kein Platz in einer {rows} × {cols}-Matrix (von 1 an gezählt).",
  "The entry at {i}, {j} comes twice.": "Der Eintrag bei {i}, {j} kommt zweimal vor.",
  "The Matrix Market file has no line with its size.":
    "Die Matrix-Market-Datei hat keine Zeile mit ihrer Größe.",
  "The Matrix Market file ends after {read} of {entries} entries.":
    "Die Matrix-Market-Datei endet nach {read} von {entries} Einträgen.",
  "Entries that the file leaves out are zeros, as Matrix Market defines them.":
    "Einträge, die die Datei auslässt, sind Nullen, wie Matrix Market es festlegt.",
  "{what} is not read here; possible are: {possible}.":
    "{what} wird hier nicht gelesen; möglich sind: {possible}.",
  "{word} is not a number.": "{word} ist keine Zahl.",
  "Here should be the size: rows, columns, entries.":
    "Hier sollte die Größe stehen: Zeilen, Spalten, Einträge.",
  "Here should be the size: rows, columns.": "Hier sollte die Größe stehen: Zeilen, Spalten.",
  "A {symmetry} matrix is square, not {rows} × {cols}.":
    "Eine Matrix der Art „{symmetry}“ ist quadratisch, nicht {rows} × {cols}.",
  "{entries} entries do not fit into a {rows} × {cols} matrix.":
    "{entries} Einträge passen nicht in eine {rows} × {cols}-Matrix.",

  // Runs that were saved.
  "The file is too large for a run of this playground.": "Die Datei ist zu groß für einen Lauf dieser Seite.",
  "The file is not JSON. Choose a run that was exported here.":
    "Die Datei ist kein JSON. Bitte einen Lauf wählen, der hier gesichert wurde.",
  "The file is not a run of this playground: {where} is not as it should be. Choose a run that was exported here.":
    "Die Datei ist kein Lauf dieser Seite: {where} ist nicht, wie es sein sollte. Bitte einen Lauf wählen, der hier gesichert wurde.",
  "the file itself": "die Datei selbst",
};
