/** German: advice beside the controls. */
import type { Catalogue } from "../../text.ts";

export const ADVICE: Catalogue = {
  "2r̂ = {k} is the width of the original itself: nothing is compressed, and nothing saved; take a smaller r̂.":
    "2r̂ = {k} ist schon die Breite des Originals: nichts wird komprimiert und nichts gespart; r̂ kleiner wählen.",
  "A matrix of rank {rank} has r (m + n − r) = {degrees} degrees of freedom, and about {seen} entries are seen: the training error falls and the recovery error does not; show more than {share} of the entries.":
    "Eine Matrix vom Rang {rank} hat r (m + n − r) = {degrees} Freiheitsgrade, und etwa {seen} Einträge sind bekannt: der Trainingsfehler fällt, der Rekonstruktionsfehler nicht; mehr als {share} der Einträge zeigen.",
  "A matrix of rank {rank} has r (m + n − r) = {degrees} degrees of freedom: from fewer measurements the training error falls and the recovery error does not; take {twice} or more.":
    "Eine Matrix vom Rang {rank} hat r (m + n − r) = {degrees} Freiheitsgrade: aus weniger Messungen fällt der Trainingsfehler, der Rekonstruktionsfehler nicht; {twice} oder mehr wählen.",
  "A product through layers of width {width} has no larger rank, and the target has rank {rank}: the original cannot learn it; take at least {rank}.":
    "Ein Produkt durch Schichten der Breite {width} hat keinen größeren Rang, und das Ziel hat Rang {rank}: das Original kann es nicht lernen; mindestens {rank} wählen.",
  "A row has about {seen} seen entries for r̂ = {rHat} unknowns: least squares fit them exactly and the hidden ones at random; raise λ, or lower r̂.":
    "Eine Zeile hat etwa {seen} bekannte Einträge für r̂ = {rHat} Unbekannte: kleinste Quadrate treffen sie genau und die verborgenen zufällig; λ erhöhen oder r̂ senken.",
  "A target of zeros has no relative error and is not trained on; give at least one value above 0.":
    "Ein Ziel aus Nullen hat keinen relativen Fehler, und es wird nicht darauf trainiert; mindestens einen Wert über 0 angeben.",
  "A velocity that is kept for about {steps} steps swings past the solution and back: errors ring for as long, and may grow; take β of about 0.9.":
    "Eine Geschwindigkeit, die etwa {steps} Schritte erhalten bleibt, schwingt über die Lösung hinaus und zurück: so lange schwanken die Fehler und können wachsen; β von etwa 0.9 wählen.",
  "Above 1 the product starts larger than what is to be learned, and the largest stable rate is smaller than computed: the run may diverge at once; take an ε well below 1.":
    "Über 1 beginnt das Produkt größer als das, was zu lernen ist, und die größte stabile Rate ist kleiner als berechnet: der Lauf kann sofort divergieren; ε deutlich unter 1 wählen.",
  "Adam and RMSprop move every weight by about η in each step, however small its gradient: with η = {rate} errors jump and may diverge; take about 0.001.":
    "Adam und RMSprop bewegen jedes Gewicht in jedem Schritt um etwa η, wie klein der Gradient auch ist: mit η = {rate} springen die Fehler und können divergieren; etwa 0.001 wählen.",
  "At L = 2 both factors of Kwon et al.’s network are outer ones, so that α only multiplies its learning rate; take L ≥ 3 for two different rates.":
    "Bei L = 2 sind beide Faktoren des Netzes von Kwon et al. äußere, sodass α nur die Lernrate vervielfacht; für zwei verschiedene Raten L ≥ 3 wählen.",
  "At L = 2 the original has no inner layer, and U W̃₂ W̃₁ Vᵀ with γ > 0 learns with four factors in place of two: it goes its own way, and may end below the original; take L ≥ 3 to compare paths.":
    "Bei L = 2 hat das Original keine innere Schicht, und U W̃₂ W̃₁ Vᵀ lernt mit γ > 0 mit vier Faktoren statt zwei: es geht seinen eigenen Weg und kann unter dem Original enden; um Wege zu vergleichen, L ≥ 3 wählen.",
  "Below the longer side {side} layers are not orthogonal from both sides: the compressed network no longer claims to follow the original; thin still starts on its path.":
    "Unterhalb der längeren Seite {side} sind Schichten nicht von beiden Seiten orthogonal: das komprimierte Netz beansprucht nicht mehr, dem Original zu folgen; das dünne beginnt noch auf dessen Weg.",
  "Below the target’s rank {rank} each step sees a part of the gradient only, and GaLore falls behind the original; take at least {rank}.":
    "Unter dem Rang {rank} des Ziels sieht jeder Schritt nur einen Teil des Gradienten, und GaLore fällt hinter das Original zurück; mindestens {rank} wählen.",
  "Careful:": "Achtung:",
  "For factorization γ = 0 is exact; with γ > 0 the compressed network reaches the same matrix on a path of its own.":
    "Für Faktorisierung ist γ = 0 exakt; mit γ > 0 erreicht das komprimierte Netz dieselbe Matrix auf einem eigenen Weg.",
  "From this start even σ₁ = 1 is learned only where λ is below ε^(L−2) = {rate}: the weights shrink to nothing instead; take a smaller λ.":
    "Von diesem Anfang aus wird selbst σ₁ = 1 nur gelernt, wenn λ unter ε^(L−2) = {rate} liegt: die Gewichte schrumpfen stattdessen auf nichts; λ kleiner wählen.",
  "From this start the original is expected to have learned σ₁ at about step {escape}, and training ends at {steps}: one sees a plateau only; take a larger ε, or more steps.":
    "Von diesem Anfang aus hat das Original σ₁ voraussichtlich um Schritt {escape} gelernt, und das Training endet bei {steps}: man sieht nur ein Plateau; ε größer wählen oder mehr Schritte.",
  "From this start σ_r is learned only where λ is below σ_r ε^(L−2) = {rate}: the smallest singular values are never learned; take a smaller λ.":
    "Von diesem Anfang aus wird σ_r nur gelernt, wenn λ unter σ_r ε^(L−2) = {rate} liegt: die kleinsten Singulärwerte werden nie gelernt; λ kleiner wählen.",
  "Hardly more than the {degrees} degrees of freedom of a matrix of rank {rank}: recovery takes many more steps, or fails; take {twice} or more.":
    "Kaum mehr als die {degrees} Freiheitsgrade einer Matrix vom Rang {rank}: die Rekonstruktion dauert viel länger oder misslingt; {twice} oder mehr wählen.",
  "In sensing the measurements are most of the work of a step, so compression saves parameters and hardly any time; look at completion or factorization for that.":
    "Beim Messen (Sensing) sind die Messungen der größte Teil der Arbeit eines Schritts, sodass Kompression Parameter und kaum Zeit spart; dafür Vervollständigung oder Faktorisierung ansehen.",
  "Networks of different limits then take steps of different size, and equal paths are walked at different speeds; choose one η for all to compare step by step.":
    "Netze mit verschiedenen Grenzen machen dann verschieden große Schritte, und gleiche Wege werden verschieden schnell durchlaufen; um Schritt für Schritt zu vergleichen, ein η für alle wählen.",
  "Projections this old no longer fit the gradient, and GaLore falls behind the original; with T of about 10 it keeps up.":
    "So alte Projektionen passen nicht mehr zum Gradienten, und GaLore fällt hinter das Original zurück; mit T von etwa 10 hält es mit.",
  "The hidden block leaves {rows} whole rows and {cols} whole columns, and rank {rank} needs at least as many, in practice twice as many: the block will not be recovered; raise the observed fraction.":
    "Der verborgene Block lässt {rows} ganze Zeilen und {cols} ganze Spalten übrig, und Rang {rank} braucht mindestens so viele, in der Praxis doppelt so viele: der Block wird nicht rekonstruiert; den bekannten Anteil erhöhen.",
  "The measurement matrices alone have {entries} entries, and at most {most} are possible here: the run is refused; take fewer measurements, a smaller matrix or fewer seeds.":
    "Allein die Messmatrizen haben {entries} Einträge, und höchstens {most} sind hier möglich: der Lauf wird abgelehnt; weniger Messungen, eine kleinere Matrix oder weniger Seeds wählen.",
  "The noise is {noise} times as large as the target: every network learns it in the end, and the recovery error rises again; look at its best step, or stop when it falls no more.":
    "Das Rauschen ist {noise}-mal so groß wie das Ziel: jedes Netz lernt es am Ende mit, und der Rekonstruktionsfehler steigt wieder; auf den besten Schritt achten oder anhalten, wenn er nicht mehr fällt.",
  "The product of depth 2 starts at another scale than the original’s, so that a difference is not one of depth alone; ε^(L/2) = {fair} would make them equal.":
    "Das Produkt der Tiefe 2 beginnt in anderer Größe als das des Originals, sodass ein Unterschied nicht allein an der Tiefe liegt; ε^(L/2) = {fair} machte sie gleich.",
  "The target has rank {rank}: with r̂ = {rHat} what is compressed misses directions of it, and its error stops far above the original’s; take at least {rank}.":
    "Das Ziel hat Rang {rank}: mit r̂ = {rHat} fehlen dem Komprimierten Richtungen davon, und sein Fehler bleibt weit über dem des Originals stehen; mindestens {rank} wählen.",
  "The theorem is about gradient descent: this optimizer scales each entry by itself and leaves the subspace, so that the compressed networks learn on paths of their own; choose gradient descent to compare paths.":
    "Der Satz gilt für Gradientenabstieg: dieses Verfahren skaliert jeden Eintrag für sich und verlässt den Unterraum, sodass die komprimierten Netze auf eigenen Wegen lernen; um Wege zu vergleichen, Gradientenabstieg wählen.",
  "The theorem wants orthogonal layers: from this start nothing says that the original stays in its subspace; choose the orthogonal start to see it hold.":
    "Der Satz verlangt orthogonale Schichten: von diesem Anfang aus sagt nichts, dass das Original in seinem Unterraum bleibt; den orthogonalen Anfang wählen, um es zu sehen.",
  "Twice the rank is more than the shorter side {side}: every direction of every layer moves, and there is nothing that a compressed network could leave out; take r of at most {most}.":
    "Der doppelte Rang ist mehr als die kürzere Seite {side}: jede Richtung jeder Schicht bewegt sich, und ein komprimiertes Netz kann nichts weglassen; r von höchstens {most} wählen.",
  "What is not learned only shrinks slowly from where it starts, here to an error of about {floor}: the original ends no lower; take a smaller ε.":
    "Was nicht gelernt wird, schrumpft nur langsam, hier auf einen Fehler von etwa {floor}: tiefer endet das Original nicht; ε kleiner wählen.",
  "Of the stability limit: {networks}. Above 100 % the error oscillates or grows without bound; take at most {rate}.":
    "Von der Stabilitätsgrenze: {networks}. Über 100 % schwingt der Fehler oder wächst ohne Grenze; höchstens {rate} wählen.",
  "Of the stability limit: {networks}. The error may oscillate; take at most {rate}.":
    "Von der Stabilitätsgrenze: {networks}. Der Fehler kann schwingen; höchstens {rate} wählen.",
  "With 2r̂ = {k} the compressed network has {compressed} parameters and the original {original}: nothing is saved; take a smaller r̂.":
    "Mit 2r̂ = {k} hat das komprimierte Netz {compressed} Parameter und das Original {original}: nichts wird gespart; r̂ kleiner wählen.",
  "With p = 1 every entry is seen, which is factorization: nothing is hidden that could be tested; choose that problem, for which γ = 0 is exact.":
    "Mit p = 1 ist jeder Eintrag bekannt, und das ist Faktorisierung: nichts Verborgenes, was man prüfen könnte; dieses Problem wählen, für das γ = 0 exakt ist.",
  "With p·d/r = {each} few entries are seen for each direction, and the compressed network need not follow the original; from about {enough} on it does.":
    "Mit p·d/r = {each} sind wenige Einträge für jede Richtung bekannt, und das komprimierte Netz muss dem Original nicht folgen; ab etwa {enough} tut es das.",
  "With α = 0 the outer factors of Kwon et al.’s network keep their size ε, and the inner ones would have to grow to 1/ε²: it learns next to nothing; take α of 1 to 5.":
    "Mit α = 0 behalten die äußeren Faktoren des Netzes von Kwon et al. ihre Größe ε, und die inneren müssten auf 1/ε² wachsen: es lernt so gut wie nichts; α von 1 bis 5 wählen.",
  "With γ = 0 the outer factors U and V stand still in the subspace of the start, which holds for factorization only: the compressed network stalls at an error of some tenths; take γ of 1 to 3.":
    "Mit γ = 0 bleiben die äußeren Faktoren U und V im Unterraum des Anfangs stehen, was nur für Faktorisierung gilt: das komprimierte Netz bleibt bei einem Fehler von einigen Zehnteln stehen; γ von 1 bis 3 wählen.",
  "With ε^(L−2) = {ratio} the first steps are so small beside the weights that rounding in single precision moves the end of the plateau; above {precise} it does not.":
    "Mit ε^(L−2) = {ratio} sind die ersten Schritte neben den Gewichten so klein, dass Rundung in einfacher Genauigkeit das Ende des Plateaus verschiebt; über {precise} tut sie das nicht.",
  "Yaras et al.’s compression is made for orthogonal layers: from this start it loses the original’s path and may not learn at all; choose the orthogonal start, or thin.":
    "Die Kompression von Yaras et al. ist für orthogonale Schichten gemacht: von diesem Anfang aus verliert sie den Weg des Originals und lernt womöglich gar nicht; den orthogonalen Anfang wählen oder das dünne Netz.",
  "Zeros add nothing to the target: its rank is {rank}; leave them out.":
    "Nullen tragen nichts zum Ziel bei: sein Rang ist {rank}; weglassen.",
  "{most} is the most that is possible here: 2r̂ directions must fit into the shorter side and into the width.":
    "{most} ist das Größte, was hier möglich ist: 2r̂ Richtungen müssen in die kürzere Seite und in die Breite passen.",
  "{seeds} runs together need {needed} MiB in one buffer, and some graphics cards allow {allowed}: such a run is refused or goes to the CPU; take fewer seeds or a smaller size.":
    "{seeds} Läufe zusammen brauchen {needed} MiB in einem Puffer, und manche Grafikkarten erlauben {allowed}: ein solcher Lauf wird abgelehnt oder läuft auf der CPU; weniger Seeds oder eine kleinere Größe wählen.",
  "Whole rows or columns are hidden: no network can know anything of them; leave something of each to be seen.":
    "Ganze Zeilen oder Spalten sind verborgen: Kein Netz kann etwas von ihnen wissen; von jeder etwas zeigen.",
};
