/** German: how the page works, and how fast. */
import type { Catalogue } from "../../text.ts";

export const INSIDE: Catalogue = {
  // How it works.
  "Everything is computed here, in this browser. The code that does it is short enough to be read: this page shows where each part is, and the kernels themselves.":
    "Alles wird hier berechnet, in diesem Browser. Der Code dazu ist kurz genug, um gelesen zu werden: Diese Seite zeigt, wo jeder Teil ist, und die Kernel selbst.",
  "From a link to a curve": "Vom Link zur Kurve",
  "On the page": "Auf der Seite",
  "One value that says everything: read from the link, each field repaired into its range.":
    "Ein Wert, der alles sagt: aus dem Link gelesen, jedes Feld in seinen Bereich gebracht.",
  "In a worker, so that the page stays free": "In einem Worker, damit die Seite frei bleibt",
  "The seed makes the target, the mask and the noise, the same on every device.":
    "Aus dem Seed entstehen Ziel, Maske und Rauschen, auf jedem Gerät dieselben.",
  "Chains of factors. The first gradient, in 64-bit numbers, gives the bases of the compressed ones.":
    "Ketten von Faktoren. Der erste Gradient, in 64-Bit-Zahlen, liefert die Basen der komprimierten.",
  Plan: "Plan",
  "A fixed list of kernel calls over named tensors: made once, with the cheapest order of multiplication.":
    "Eine feste Liste von Kernel-Aufrufen über benannte Tensoren: einmal erstellt, mit der günstigsten Reihenfolge der Produkte.",
  Session: "Sitzung",
  "Replays the list, many steps per submit, each network in turn, and keeps snapshots to go on from.":
    "Spielt die Liste ab, viele Schritte auf einmal, ein Netz nach dem anderen, und behält Zustände, von denen es weitergehen kann.",
  "One list, three ways to compute it": "Eine Liste, drei Arten, sie zu rechnen",
  "Hand-written WGSL kernels on the graphics card, in 32-bit numbers.":
    "Von Hand geschriebene WGSL-Kernel auf der Grafikkarte, in 32-Bit-Zahlen.",
  WebAssembly: "WebAssembly",
  "The same kernels with SIMD on the processor: faster where the graphics card is only simulated.":
    "Dieselben Kernel mit SIMD auf dem Prozessor: schneller, wo die Grafikkarte nur simuliert ist.",
  Reference: "Referenz",
  "The same kernels in plain 64-bit TypeScript: what the tests hold the other two against.":
    "Dieselben Kernel in einfachem TypeScript mit 64 Bit: woran die Tests die beiden anderen messen.",
  "Back on the page": "Zurück auf der Seite",
  Store: "Speicher",
  "Two errors per step and network come back, pictures and spectra now and then; nothing else does.":
    "Zwei Fehler je Schritt und Netz kommen zurück, Bilder und Spektren ab und zu; sonst nichts.",
  "Redrawn at most ten times a second, whatever the engine does. While the tab is hidden, training goes on.":
    "Höchstens zehnmal in der Sekunde neu gezeichnet, was immer die Engine tut. Ist der Tab verdeckt, geht das Training weiter.",
  "The kernels": "Die Kernel",
  "A step of training is a list of these: products forward and backward along the chain, the residual between them, an update for each factor. Every kernel is tested against its reference on two WebGPU compilers.":
    "Ein Trainingsschritt ist eine Liste davon: Produkte vorwärts und rückwärts entlang der Kette, dazwischen das Residuum, eine Aktualisierung je Faktor. Jeder Kernel ist auf zwei WebGPU-Compilern gegen seine Referenz getestet.",
  "As the GPU runs it": "Wie die GPU ihn ausführt",
  "The reference, in 64-bit numbers": "Die Referenz, in 64-Bit-Zahlen",
  "The time that each kernel takes here": "Die Zeit, die jeder Kernel hier braucht",
  "Each kernel of a step of the present experiment, alone and many times over, on every engine that this browser has. Training pauses meanwhile.":
    "Jeder Kernel eines Schritts des jetzigen Experiments, allein und viele Male, auf jeder Engine, die dieser Browser hat. Das Training hält solange an.",
  "Of the kernels that multiply matrices this run uses {kernels}: on a graphics card the fastest for its shapes in a trial at the start. {kernel} in the address takes another.":
    "Von den Kernels, die Matrizen multiplizieren, nutzt dieser Lauf {kernels}: auf einer Grafikkarte die für seine Größen schnellsten in einer Probe am Anfang. {kernel} in der Adresse nimmt einen anderen.",
  "Time the kernels on this device": "Kernel auf diesem Gerät messen",
  "{network} on {engine}: {ms} ms per step": "{network} auf {engine}: {ms} ms je Schritt",
  Kernel: "Kernel",
  "Calls per step": "Aufrufe je Schritt",
  "µs per call": "µs je Aufruf",
  "Share of the sum": "Anteil an der Summe",
  "{percent} %": "{percent} %",
  "Done. Values are medians. Calls overlap within a step, so that a step may take less than its kernels one by one.":
    "Fertig. Die Werte sind Mediane. Aufrufe überlappen innerhalb eines Schritts; er kann also kürzer dauern als seine Kernel nacheinander.",

  // Benchmark.
  "Benchmark of this device": "Benchmark dieses Geräts",
  "Our own kernels and training steps on each engine that this browser has, timed on your device in about half a minute. Training pauses meanwhile, and nothing leaves this page.":
    "Unsere eigenen Kernel und Trainingsschritte auf jeder Engine, die dieser Browser hat, auf Ihrem Gerät gemessen in etwa einer halben Minute. Das Training hält solange an, und nichts verlässt diese Seite.",
  Measure: "Messen",
  "Measure again": "Noch einmal messen",
  "Measuring …": "Misst …",
  "Cancelled.": "Abgebrochen.",
  "The benchmark failed.": "Der Benchmark ist gescheitert.",
  "{engine}: {what}, {shape} measured": "{engine}: {what}, {shape} gemessen",
  "Done. Values are medians; other programs and tabs make them smaller.":
    "Fertig. Die Werte sind Mediane; andere Programme und Tabs machen sie kleiner.",
  "The result, to hand on": "Das Ergebnis zum Weitergeben",
  "Copy as text": "Als Text kopieren",
  "Result as text": "Ergebnis als Text",
  "Copy as JSON": "Als JSON kopieren",
  "Result as JSON": "Ergebnis als JSON",
  Measured: "Gemessen",
  "Roofline: the least time that a step’s arithmetic or memory traffic takes at the best rates measured here, as a share of the time it took.":
    "Roofline: die kürzeste Zeit, die Arithmetik oder Speicherverkehr eines Schritts bei den besten hier gemessenen Raten braucht, als Anteil der tatsächlichen Zeit.",
  What: "Was",
  Unit: "Einheit",
  "matrix product": "Matrixprodukt",
  bandwidth: "Bandbreite",
  "original, step": "Original, Schritt",
  "compressed, step": "komprimiert, Schritt",
  "steps/s": "Schritte/s",
  "% of roofline": "% der Roofline",
  "{engine}: time per step grows like d^{original} for the original, whose arithmetic grows like d³, and like d^{compressed} for the compressed network, whose arithmetic grows like d².":
    "{engine}: Die Zeit je Schritt wächst beim Original wie d^{original} (seine Arithmetik wie d³) und beim komprimierten Netz wie d^{compressed} (seine Arithmetik wie d²).",
};
