/** German: “Seeing why”. */
import type { Catalogue } from "../../text.ts";

export const WHY: Catalogue = {
  "Seeing why": "Sehen, warum",
  Growth: "Wachstum",
  Subspace: "Unterraum",
  Path: "Weg",
  Seeds: "Seeds",
  Network: "Netz",
  "No spectra yet.": "Noch keine Spektren.",
  "No steps yet.": "Noch keine Schritte.",
  "Download as CSV": "Als CSV herunterladen",

  // Growth.
  "learned matrix": "gelernte Matrix",
  "Singular values over time: from step {from} at the back to step {to} in front, the index from left to right.":
    "Singulärwerte im Lauf der Zeit: von Schritt {from} hinten bis Schritt {to} vorn, der Index von links nach rechts.",
  "A few directions grow, one after another, and in each factor as many shrink; the others stay together near the height of the start.":
    "Wenige Richtungen wachsen, eine nach der anderen, und in jedem Faktor schrumpfen ebenso viele; die übrigen bleiben beisammen nahe der Höhe des Anfangs.",
  "A few directions grow, one after another; the others spread about the height of the start, since where not every entry is seen the theorem holds only roughly.":
    "Wenige Richtungen wachsen, eine nach der anderen; die übrigen verteilen sich um die Höhe des Anfangs, denn wo nicht jeder Eintrag zu sehen ist, gilt der Satz nur ungefähr.",
  "{name}: by step {step}, {grown} of {count} singular values have grown by a tenth or more and {shrunk} have shrunk":
    "{name}: Bis Schritt {step} sind {grown} von {count} Singulärwerten um ein Zehntel oder mehr gewachsen und {shrunk} geschrumpft",
  "The learned matrix, value by value": "Die gelernte Matrix, Wert für Wert",
  "The {count} leading singular values of the learned matrix over steps. {told}":
    "Die {count} führenden Singulärwerte der gelernten Matrix über den Schritten. {told}",
  "σ{index} at step {step}": "σ{index} bei Schritt {step}",
  "σ{index} at step {step} (theory {theory})": "σ{index} bei Schritt {step} (Theorie {theory})",
  "Theory, dashed: the recursion of aligned layers, which this network follows exactly":
    "Theorie, gestrichelt: die Rekursion ausgerichteter Schichten, der dieses Netz genau folgt",
  "Theory, dashed: the recursion of aligned layers; a random start has to align first and comes later":
    "Theorie, gestrichelt: die Rekursion ausgerichteter Schichten; ein zufälliger Anfang muss sich erst ausrichten und kommt später",
  "No theory is drawn: the recursion of aligned layers speaks of factorization of a generated matrix without noise, by gradient descent from a small orthogonal start.":
    "Keine Theorie gezeichnet: Die Rekursion ausgerichteter Schichten handelt von der Faktorisierung einer erzeugten Matrix ohne Rauschen, durch Gradientenabstieg von einem kleinen orthogonalen Anfang.",
  "Half of its last value was first seen: {list}.":
    "Die Hälfte seines letzten Werts war zuerst zu sehen: {list}.",
  "This run was over after {count} looks. Reset it and choose a slower speed to see more of the way.":
    "Dieser Lauf war nach {count} Blicken zu Ende. Zurücksetzen und langsamer laufen lassen, um mehr vom Weg zu sehen.",

  // Subspace.
  "Does the original stay inside its subspace?": "Bleibt das Original in seinem Unterraum?",
  "Leak, share of the layer": "Leck, Anteil der Schicht",
  "Bulk singular values, measured": "Übrige Singulärwerte (Bulk), gemessen",
  "Bulk singular values, predicted (ρ)": "Übrige Singulärwerte (Bulk), vorhergesagt (ρ)",
  "Invariant subspace": "Invarianter Unterraum",
  "Subspace of {dimension} directions in each layer": "Unterraum von {dimension} Richtungen in jeder Schicht",
  "The compressed network is confined to the subspace of the start. With γ = {gamma} its outer factors V and U turn that subspace as the run goes on; with γ = 0 they stand still.":
    "Das komprimierte Netz ist auf den Unterraum des Anfangs beschränkt. Mit γ = {gamma} drehen seine äußeren Faktoren V und U diesen Unterraum im Lauf des Trainings; mit γ = 0 stehen sie still.",
  "With γ = 0 the outer factors V and U stand still: the compressed network cannot follow.":
    "Mit γ = 0 stehen die äußeren Faktoren V und U still: Das komprimierte Netz kann nicht folgen.",
  "Run it with γ = {gamma}": "Mit γ = {gamma} rechnen",
  "This view is about the original network. Choose it among the networks.":
    "Diese Ansicht handelt vom Original. Bitte unter den Netzen auswählen.",
  "The theorem is about square layers. Choose a square matrix and the full width to see how far it holds.":
    "Der Satz handelt von quadratischen Schichten. Mit einer quadratischen Matrix und der vollen Breite ist zu sehen, wie weit er gilt.",
  "The theorem needs an orthogonal start. Choose it under “Start” to see how far it holds.":
    "Der Satz braucht einen orthogonalen Anfang. Unter „Anfang“ gewählt, ist zu sehen, wie weit er gilt.",
  "Every entry is seen and the start is orthogonal: the theorem applies, and the largest leak is {leak} of a layer, which is rounding.":
    "Jeder Eintrag ist zu sehen, und der Anfang ist orthogonal: Der Satz gilt, und das größte Leck ist {leak} einer Schicht, also Rundung.",
  "The theorem applies, yet the largest leak is {leak} of a layer: more than rounding. Please report this experiment.":
    "Der Satz gilt, doch das größte Leck ist {leak} einer Schicht: mehr als Rundung. Bitte melden Sie dieses Experiment.",
  "The theorem’s assumptions do not hold here: the largest leak is {leak} of a layer. That is why the compressed network’s outer factors must learn too (γ > 0).":
    "Die Voraussetzungen des Satzes gelten hier nicht: Das größte Leck ist {leak} einer Schicht. Darum müssen auch die äußeren Faktoren des komprimierten Netzes lernen (γ > 0).",
  "What is trained here is not what the theorem is proved for; the subspace holds all the same: the largest leak is {leak} of a layer, which is rounding.":
    "Für das, was hier trainiert wird, ist der Satz nicht bewiesen; der Unterraum hält trotzdem: Das größte Leck ist {leak} einer Schicht, das ist Rundung.",
  "With missing entries the theorem holds only roughly: the largest leak is {leak} of a layer. That is why the compressed network’s outer factors must learn too (γ > 0).":
    "Wo Einträge fehlen, gilt der Satz nur ungefähr: Das größte Leck ist {leak} einer Schicht. Darum müssen auch die äußeren Faktoren des komprimierten Netzes lernen (γ > 0).",
  "Which directions move?": "Welche Richtungen bewegen sich?",
  "Angle of each layer’s singular vectors to the start, in degrees: from step {from} at the back to step {to} in front, singular values fall from left to right. At the start all singular values are equal, so the start’s vectors are those that the first gradient singles out: {rank} that grow and {rank} that shrink. All others are compared with the space that these leave.":
    "Winkel der Singulärvektoren jeder Schicht zum Anfang, in Grad: von Schritt {from} hinten bis Schritt {to} vorn, die Singulärwerte fallen von links nach rechts. Am Anfang sind alle Singulärwerte gleich; darum sind die Vektoren des Anfangs die, die der erste Gradient auszeichnet: {rank}, die wachsen, und {rank}, die schrumpfen. Alle anderen werden mit dem Raum verglichen, den diese übrig lassen.",
  "Right singular vectors": "Rechte Singulärvektoren",
  "Left singular vectors": "Linke Singulärvektoren",
  "{layer}: {told}": "{layer}: {told}",
  "Angles of right singular vectors, {layer}: {told}": "Winkel der rechten Singulärvektoren, {layer}: {told}",
  "Angles of left singular vectors, {layer}: {told}": "Winkel der linken Singulärvektoren, {layer}: {told}",
  "not determined yet": "noch nicht bestimmt",
  "{moved} of {count} have turned": "{moved} von {count} haben sich gedreht",
  "{moved} of {count} that can be told apart have turned":
    "{moved} von {count}, die sich unterscheiden lassen, haben sich gedreht",
  "{moved} of {count} looked at have turned": "{moved} von {count} betrachteten haben sich gedreht",

  // Alignment.
  Alignment: "Ausrichtung",
  "No looks at the vectors yet.": "Die Vektoren wurden noch nicht betrachtet.",
  "How far singular vectors of each network’s learned matrix have turned towards those of the target Φ: |⟨uᵢ(t), uᵢ*⟩|, 1 when they are the same, about {chance} for two random directions. Faint: u of {last} and v of {first} of the original, as Kwon et al. draw it. A vector that float32 cannot tell from the next one, as at the start, is left out; where two values nearly agree, as in a Gaussian target, single vectors mix and change places.":
    "Wie weit sich die Singulärvektoren der gelernten Matrix jedes Netzes zu denen des Ziels Φ gedreht haben: |⟨uᵢ(t), uᵢ*⟩|, 1 bei gleichen, etwa {chance} bei zwei zufälligen Richtungen. Schwach: u von {last} und v von {first} des Originals, wie Kwon et al. es zeichnen. Ein Vektor, den float32 nicht vom nächsten unterscheiden kann, wie am Anfang, fehlt; wo zwei Werte fast gleich sind, wie bei einem Gauß-Ziel, mischen sich einzelne Vektoren und tauschen die Plätze.",
  "Alignment of {symbol} with the target’s over steps; the table below has the values":
    "Ausrichtung von {symbol} an der des Ziels über Schritte; die Werte stehen in der Tabelle darunter",
  "Principal component": "Hauptkomponente",
  "component {index}": "Komponente {index}",
  "{name}: {u} at {left} and {v} at {right} now.": "{name}: {u} jetzt bei {left} und {v} bei {right}.",
  "{name}: {u} and {v} stay above {found} from step {step} on, or from a step after {after}: in between nobody looked.":
    "{name}: {u} und {v} bleiben über {found} ab Schritt {step}, oder ab einem Schritt nach {after}: dazwischen wurde nicht hingesehen.",
  "{name}: {u} and {v} stay above {found} from step {step} on.":
    "{name}: {u} und {v} bleiben von Schritt {step} an über {found}.",
  "{network}, {last} and {first}": "{network}, {last} und {first}",
  "All components, one below the other": "Alle Komponenten untereinander",
  "Left vectors u, from step 0 on the left to step {step} on the right.":
    "Linke Vektoren u, von Schritt 0 links bis Schritt {step} rechts.",
  "|cosine|": "|Kosinus|",
  "{name}: {found} of {count} components above {limit} at step {step}":
    "{name}: {found} von {count} Komponenten über {limit} bei Schritt {step}",
  "Values of the alignment": "Werte der Ausrichtung",
  "|⟨{u}(t), {u}*⟩| and |⟨{v}(t), {v}*⟩|": "|⟨{u}(t), {u}*⟩| und |⟨{v}(t), {v}*⟩|",

  // Path.
  "No path yet: it takes a few steps.": "Noch kein Weg: Er braucht ein paar Schritte.",
  "Each network’s learned matrix moves through a space of {dimension} dimensions. Here it is seen in the three directions in which the path of {name} extends most (principal components of {count} recorded steps, {megabytes} MB kept); they hold {shares} of that path. Open dots: the start; filled ones: the step that is shown. Lengths are relative to that of the target Φ.":
    "Die gelernte Matrix jedes Netzes bewegt sich durch einen Raum von {dimension} Dimensionen. Hier ist sie in den drei Richtungen zu sehen, in denen sich der Weg von {name} am weitesten erstreckt (Hauptkomponenten von {count} aufgezeichneten Schritten, {megabytes} MB behalten); sie enthalten {shares} dieses Weges. Leere Punkte: der Anfang; volle: der gezeigte Schritt. Längen sind relativ zu der des Ziels Φ.",
  "Paths of {names} from the start to the target, in principal components; the table below has the values":
    "Wege von {names} vom Anfang zum Ziel, in Hauptkomponenten; die Werte stehen in der Tabelle darunter",
  "{name} is {now} from {reference} at step {step}, and was {most} from it at step {at}.":
    "{name} ist bei Schritt {step} um {now} von {reference} entfernt; am weitesten waren es {most} bei Schritt {at}.",
  "Paths in space: arrow keys turn them, Home turns them back":
    "Wege im Raum: Pfeiltasten drehen sie, Pos1 dreht sie zurück",
  "Seen from": "Gesehen von",
  "3-D": "3-D",
  "PC 1 and 2": "HK 1 und 2",
  "PC 1 and 3": "HK 1 und 3",
  "Turn left": "Nach links drehen",
  "Turn right": "Nach rechts drehen",
  "Tilt forward": "Nach vorn kippen",
  "Tilt back": "Nach hinten kippen",
  "Stretch each axis": "Jede Achse strecken",
  "Values of the paths": "Werte der Wege",
  "Coordinates along PC 1, 2, 3 and distance from the reference, relative to ‖Φ‖":
    "Koordinaten längs HK 1, 2, 3 und Abstand vom Bezugsweg, relativ zu ‖Φ‖",
  "{distance} apart": "Abstand {distance}",

  // Seeds.
  "One seed says nothing of chance.": "Ein Seed sagt nichts über den Zufall.",
  "Train {count} seeds together": "{count} Seeds zusammen trainieren",
  "This view compares the original with another network. Choose both among the networks.":
    "Diese Ansicht vergleicht das Original mit einem anderen Netz. Bitte beide unter den Netzen auswählen.",
  "log₁₀ of the original’s recovery error minus log₁₀ of the other’s, seed by seed: above 0 the other network is better, 1 is a factor of ten. Strong: mean; band: one standard deviation over seeds; thin: each seed.":
    "log₁₀ des Rekonstruktionsfehlers des Originals minus log₁₀ dessen des anderen Netzes, Seed für Seed: Über 0 ist das andere besser, 1 ist ein Faktor zehn. Kräftig: Mittel; Band: eine Standardabweichung über die Seeds; dünn: jeder Seed.",
  "Paired difference of log₁₀ error, original minus {name}, over steps; the table below has the values":
    "Gepaarte Differenz des log₁₀-Fehlers, Original minus {name}, über Schritte; die Werte stehen in der Tabelle darunter",
  "Paired difference": "Gepaarte Differenz",
  "log₁₀ error of the original minus that of {name}": "log₁₀-Fehler des Originals minus der von {name}",
  "At step {step}, {name} has the smaller error in {better} of {count} seeds; mean difference {mean}, sd {sd}.":
    "Bei Schritt {step} hat {name} in {better} von {count} Seeds den kleineren Fehler; mittlere Differenz {mean}, Standardabweichung {sd}.",
};
