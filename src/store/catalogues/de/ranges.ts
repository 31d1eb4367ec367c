/** German: what the settings stand for as formulas, why their ranges end where they do, and what happens there. */
import type { Catalogue } from "../../text.ts";

export const RANGES: Catalogue = {
  "From {min} to {max}: {because}.": "Von {min} bis {max}: {because}.",

  // Formulas: what is not words stays.
  "½‖f − Φ‖²; (1/2p) ‖M ⊙ (f − Φ)‖²; ½‖A vec f − y‖²": "½‖f − Φ‖²; (1/2p) ‖M ⊙ (f − Φ)‖²; ½‖A vec f − y‖²",
  "Φ = U diag(σ) Vᵀ with random orthogonal U and V": "Φ = U diag(σ) Vᵀ mit zufälligen orthogonalen U und V",
  "rank Φ = r; r (m + n − r) degrees of freedom": "Rang Φ = r; r (m + n − r) Freiheitsgrade",
  "σ_r; waits grow as 1/σ": "σ_r; Wartezeiten wachsen wie 1/σ",
  "p = |Ω| / m n": "p = |Ω| / m n",
  "|Ω| = ⌊p m n⌋; each with p; round(p n) of each row; all but √(1 − p) m × √(1 − p) n":
    "|Ω| = ⌊p m n⌋; jeder mit p; round(p n) je Zeile; alle bis auf √(1 − p) m × √(1 − p) n",
  "Ω = Ω_train ∪ Ω_val, |Ω_val| = v |Ω|": "Ω = Ω_train ∪ Ω_val, |Ω_val| = v |Ω|",
  "Φ + noise · ‖Φ‖_F / √(m n) · N(0, 1)": "Φ + Rauschen · ‖Φ‖_F / √(m n) · N(0, 1)",
  "y_i = ⟨A_i, Φ⟩, i = 1 … N": "y_i = ⟨A_i, Φ⟩, i = 1 … N",
  "s/2 · ‖M ⊙ (f − Φ)‖²: s = 1/p, 1/(m n), 1/|Ω|, or 1":
    "s/2 · ‖M ⊙ (f − Φ)‖²: s = 1/p, 1/(m n), 1/|Ω| oder 1",
  "f = W_L ⋯ W_1; wait ∝ 1 / ((L − 2) η σ ε^(L−2))": "f = W_L ⋯ W_1; Wartezeit ∝ 1 / ((L − 2) η σ ε^(L−2))",
  "W_1 is width × n, W_l width × width, W_L m × width":
    "W_1 ist Breite × n, W_l Breite × Breite, W_L m × Breite",
  "W_l(0) = ε · orthogonal; floor ε^L √(d − 2r) / ‖Φ‖": "W_l(0) = ε · orthogonal; Rest ε^L √(d − 2r) / ‖Φ‖",
  "W_l(0) = ε · Q, QᵀQ = I; or entries of variance ε²/max(rows, columns)":
    "W_l(0) = ε · Q, QᵀQ = I; oder Einträge der Varianz ε²/max(Zeilen, Spalten)",
  "ε_s = ε^(L/2) is the same scale of the product": "ε_s = ε^(L/2) ist dieselbe Größe des Produkts",
  "width 2r̂; parameters 2r̂ (m + n) + L (2r̂)²": "Breite 2r̂; Parameter 2r̂ (m + n) + L (2r̂)²",
  "U ← U − γη ∂/∂U, V likewise": "U ← U − γη ∂/∂U, V ebenso",
  "W_1 and W_L learn at αη": "W_1 und W_L lernen mit αη",
  "G_l → G_l P Pᵀ, P its leading singular vectors": "G_l → G_l P Pᵀ, P seine führenden Singulärvektoren",
  "(Σ_j v_j v_jᵀ + λ I) u_i = Σ_j Φ_ij v_j": "(Σ_j v_j v_jᵀ + λ I) u_i = Σ_j Φ_ij v_j",
  "W ← W − ηG; v ← βv + G, W ← W − ηv; W ← W − η m̂/√v̂; W ← W − ηG/√v":
    "W ← W − ηG; v ← βv + G, W ← W − ηv; W ← W − η m̂/√v̂; W ← W − ηG/√v",
  "η = η̂ · 2/L; η = η̂ · 2/λ; η": "η = η̂ · 2/L; η = η̂ · 2/λ; η",
  "η = η̂ · 2/λ; λ = L, Yaras L + 2γ, Kwon L − 2 + 2α; heavy ball × (1 + β)":
    "η = η̂ · 2/λ; λ = L, Yaras L + 2γ, Kwon L − 2 + 2α; Heavy Ball × (1 + β)",
  "v ← β v + G; W ← W − η v": "v ← β v + G; W ← W − η v",
  "W ← (1 − ηλ) W − η G": "W ← (1 − ηλ) W − η G",
  "‖f − Φ‖ / ‖Φ‖ < this": "‖f − Φ‖ / ‖Φ‖ < dieser Wert",
  "seeds s … s + B − 1": "Seeds s … s + B − 1",

  // Why a range ends there, and what happens towards its ends.
  "a target has at least two rows, and one of 2,048 × 2,048 is what a step can still be waited for; a photograph has 384, and there are 305 airports":
    "ein Ziel hat mindestens zwei Zeilen, und bei 2048 × 2048 lässt sich ein Schritt gerade noch abwarten; ein Foto hat 384, und es sind 305 Flughäfen",
  "Small: a step takes no time, and nothing is saved. Large: the original costs about d/r̂ times as much as the compressed network at L = 3.":
    "Klein: Ein Schritt braucht keine Zeit, und nichts wird gespart. Groß: Das Original kostet bei L = 3 etwa d/r̂-mal so viel wie das komprimierte Netz.",
  "as for the rows": "wie bei den Zeilen",
  "As for the rows; far from square the theorem about the bulk no longer applies.":
    "Wie bei den Zeilen; weit vom Quadrat gilt der Satz über den Bulk nicht mehr.",
  "a matrix has no more singular values than its shorter side, or than the list has":
    "eine Matrix hat nicht mehr Singulärwerte als ihre kürzere Seite oder als die Liste",
  "1: a single plateau and jump. From half the shorter side on there is nothing to leave out.":
    "1: ein einziges Plateau und ein Sprung. Ab der halben kürzeren Seite gibt es nichts wegzulassen.",
  "σ₁ = 1 is the largest, and what is smaller than 1e-4 drowns in the start":
    "σ₁ = 1 ist der größte, und was kleiner als 1e-4 ist, geht im Anfang unter",
  "1: all are learned at once. Small: one long wait after another.":
    "1: Alle werden zugleich gelernt. Klein: eine lange Wartezeit nach der anderen.",
  "a share of all entries; below a thousandth nothing can be learned":
    "ein Anteil aller Einträge; unter einem Tausendstel lässt sich nichts lernen",
  "Few: the training error falls, the recovery error does not. 1: factorization.":
    "Wenige: Der Trainingsfehler fällt, der Rekonstruktionsfehler nicht. 1: Faktorisierung.",
  "relative to the target, and beyond ten times its size there is nothing left of it":
    "relativ zum Ziel, und jenseits seiner zehnfachen Größe ist nichts davon übrig",
  "0: exact data. 1: as much noise as target; the best step comes early.":
    "0: exakte Daten. 1: so viel Rauschen wie Ziel; der beste Schritt kommt früh.",
  "only completion has entries to set apart, and more than half of them would leave too few to learn from":
    "nur eine Vervollständigung hat Einträge zum Beiseitelegen, und mehr als die Hälfte ließe zu wenige zum Lernen übrig",
  "0: none. Large: a surer estimate of the error, and less to learn from.":
    "0: keine. Groß: eine sicherere Schätzung des Fehlers und weniger zum Lernen.",
  "A has N m n entries, and those of all seeds are at most 2²⁸":
    "A hat N m n Einträge, und die aller Seeds zusammen sind höchstens 2²⁸",
  "Below r (m + n − r) the target is not determined. Many: more work in each step.":
    "Unter r (m + n − r) ist das Ziel nicht bestimmt. Viele: mehr Arbeit in jedem Schritt.",
  "a product needs two factors, and beyond eight the wait is all one sees":
    "ein Produkt braucht zwei Faktoren, und über acht sieht man nur noch die Wartezeit",
  "2: no plateau, larger values are not preferred as strongly. 8: a very long plateau, then a jump.":
    "2: kein Plateau, größere Werte werden weniger bevorzugt. 8: ein sehr langes Plateau, dann ein Sprung.",
  "2r̂ directions must fit, and r̂ is at least 1; 4,096 is what one buffer holds":
    "2r̂ Richtungen müssen passen, und r̂ ist mindestens 1; 4096 fasst ein Puffer",
  "Below r the target cannot be learned. Above d: more parameters, the same result.":
    "Unter r kann das Ziel nicht gelernt werden. Über d: mehr Parameter, dasselbe Ergebnis.",
  "smaller ones vanish in single precision, larger ones diverge":
    "kleinere verschwinden in einfacher Genauigkeit, größere divergieren",
  "Small: a long wait, then a clean low-rank solution. Large: no wait, and the start remains as an error.":
    "Klein: eine lange Wartezeit, dann eine saubere Lösung von niedrigem Rang. Groß: keine Wartezeit, und der Anfang bleibt als Fehler.",
  "Small: depth 2 prefers low rank too, after a wait. Large: it fits what is seen and no more.":
    "Klein: Auch Tiefe 2 bevorzugt niedrigen Rang, nach einer Wartezeit. Groß: Sie passt sich dem Sichtbaren an und nicht mehr.",
  "2r̂ directions must fit into the matrix and the width":
    "2r̂ Richtungen müssen in die Matrix und die Breite passen",
  "Below r: part of the target is missed. At the most: as many parameters as the original.":
    "Unter r: Ein Teil des Ziels fehlt. Am größten: so viele Parameter wie das Original.",
  "a rate is not negative, and at 100 the stability limit is 1/70 of the original’s":
    "eine Rate ist nicht negativ, und bei 100 ist die Stabilitätsgrenze 1/70 derjenigen des Originals",
  "0: exact for factorization, stalls otherwise. Large: a smaller stability limit, since λ = L + 2γ.":
    "0: exakt bei der Faktorisierung, bleibt sonst stecken. Groß: eine kleinere Stabilitätsgrenze, denn λ = L + 2γ.",
  "0: learns next to nothing. Large: faster, until λ = L − 2 + 2α meets the stability limit.":
    "0: lernt so gut wie nichts. Groß: schneller, bis λ = L − 2 + 2α die Stabilitätsgrenze erreicht.",
  "a gradient has no more singular vectors than its shorter side":
    "ein Gradient hat nicht mehr Singulärvektoren als seine kürzere Seite",
  "1: only the leading direction of each gradient. At the most: the original itself.":
    "1: nur die führende Richtung jedes Gradienten. Am größten: das Original selbst.",
  "whole steps; one that is never reached leaves the first projection":
    "ganze Schritte; wird er nie erreicht, bleibt die erste Projektion",
  "1: always the present subspace, an SVD in each step. Large: an old one.":
    "1: immer der gegenwärtige Unterraum, eine Singulärwertzerlegung in jedem Schritt. Groß: ein alter.",
  "least squares need a little of it; beyond a million nothing is left of the data":
    "kleinste Quadrate brauchen ein wenig davon; über einer Million bleibt von den Daten nichts",
  "Tiny: fits exactly. Large: everything is drawn to 0.":
    "Winzig: trifft genau. Groß: Alles wird zur 0 gezogen.",
  "1 is the stability limit, and far above it every run ends in infinity":
    "1 ist die Stabilitätsgrenze, und weit darüber endet jeder Lauf im Unendlichen",
  "Small: slow and smooth. Above .8 it may oscillate, above 1 it grows.":
    "Klein: langsam und glatt. Über 0.8 kann der Fehler schwingen, über 1 wächst er.",
  "at 1 a velocity would never end": "bei 1 endete eine Geschwindigkeit nie",
  "0: plain descent. Near 1: as fast as η / (1 − β), and it rings.":
    "0: einfacher Abstieg. Nahe 1: so schnell wie mit η / (1 − β), und er schwingt nach.",
  "a rate is not negative, and from ε^(L−2) on nothing is learned":
    "eine Rate ist nicht negativ, und ab ε^(L−2) wird nichts gelernt",
  "0: none. Above σ ε^(L−2) that singular value is never learned.":
    "0: keiner. Über σ ε^(L−2) wird dieser Singulärwert nie gelernt.",
  "whole steps, and ten million take days": "ganze Schritte, und zehn Millionen dauern Tage",
  "Few: one sees the plateau only. Many: rounding is all that still moves.":
    "Wenige: Man sieht nur das Plateau. Viele: Nur noch Rundung bewegt sich.",
  "relative to the target, and single precision ends near 1e-7":
    "relativ zum Ziel, und einfache Genauigkeit endet nahe 1e-7",
  "Small: never reached. 1: holds at the start.": "Klein: nie erreicht. 1: gilt schon am Anfang.",
  "whole steps": "ganze Schritte",
  "Few: a plateau between two singular values ends it. Many: never.":
    "Wenige: Ein Plateau zwischen zwei Singulärwerten beendet das Training. Viele: nie.",
  "a time, up to eleven days": "eine Zeit, bis zu elf Tagen",
  "0: no limit.": "0: keine Grenze.",
  "a whole number of 31 bits": "eine ganze Zahl mit 31 Bit",
  "Nothing but the random numbers depends on it.": "Nur die Zufallszahlen hängen davon ab.",
  "64 runs are more than one can tell apart; memory may end before":
    "64 Läufe sind mehr, als man auseinanderhalten kann; der Speicher kann früher enden",
  "1: a single run. More: a mean with a band, for less than so many runs.":
    "1: ein einzelner Lauf. Mehr: ein Mittel mit Band, billiger als so viele Läufe.",
};
