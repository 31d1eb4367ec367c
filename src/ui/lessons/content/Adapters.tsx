/** Lesson: from here to fine-tuning. */
import { formatError, formatCount } from "../../../store/format.ts";
import { After } from "../After.tsx";
import { Check, CheckBoth } from "../Check.tsx";
import { AdapterDiagram } from "../figures/AdapterDiagram.tsx";
import { Formula } from "../Formula.tsx";
import { LessonLink } from "../LessonLink.tsx";
import { Predict } from "../Predict.tsx";
import { networkIn, recoveryOf } from "../read.ts";
import { RunIt } from "../RunIt.tsx";
import { ShowMe } from "../ShowMe.tsx";
import { Term, Word } from "../Term.tsx";

export function Adapters({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          A language model has hundreds of weight matrices <Formula tex="W_0" />. To teach it something new,
          one can leave them as they are and learn a low-rank correction beside each. LoRA (Hu et al., 2022)
          writes the correction as two thin factors:
        </p>
        <Formula
          display
          tex="\begin{gathered} W = W_0 + B A \\ B : d \times r, \quad A : r \times d, \quad B(0) = 0 \end{gathered}"
        />
        <p>
          Deep LoRA (Yaras et al., 2024) takes three factors, starts them small and orthogonal, and compresses
          them as in <LessonLink of="compression" />:
        </p>
        <Formula display tex="W = W_0 + U\,\widetilde W_3 \widetilde W_2 \widetilde W_1 V^\top" />
        <AdapterDiagram />
        <p>
          The paper reports for language models: better with few examples, less sensitive to the chosen rank.
          This page cannot train a language model. It can train the matrix problem behind it.
        </p>
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>
          A matrix of rank 2, one entry in five, and a rank guessed four times too high: <Term of="rHat" /> =
          8. Nobody knows the right rank of an adapter either.
        </p>
        <p>
          The two factors here are <Word of="pair">Burer–Monteiro</Word>: both start small and random, with
          the same size of the product as depth 3. That is not LoRA, whose A starts large and whose B starts
          at 0. The run compares depths, not the two methods.
        </p>
        <Predict question="rank" />
        <After question="rank">
          <RunIt setup="adapter" />
          <Check
            of="adapter"
            prediction={{
              question: "rank",
              found: (outcome) => {
                const [pair, chain] = [recoveryOf(outcome, "burerMonteiro"), recoveryOf(outcome, "thin")];
                if (chain * 3 < pair) return "chain";
                return pair * 3 < chain ? "pair" : "same";
              },
            }}
          >
            {(outcome) => (
              <>
                <p>
                  Recovery error: two factors {formatError(recoveryOf(outcome, "burerMonteiro"))} with{" "}
                  {formatCount(networkIn(outcome, "burerMonteiro")?.parameters ?? NaN)} parameters; three
                  factors {formatError(recoveryOf(outcome, "thin"))} (thin,{" "}
                  {formatCount(networkIn(outcome, "thin")?.parameters ?? NaN)}) and{" "}
                  {formatError(recoveryOf(outcome, "yaras"))} (compressed,{" "}
                  {formatCount(networkIn(outcome, "yaras")?.parameters ?? NaN)}). All train errors are small.
                </p>
                <p>
                  <ShowMe figure="Singular values" terms={["burerMonteiro"]}>
                    Show me the spectra
                  </ShowMe>
                  : the two factors use all eight singular values.
                </p>
              </>
            )}
          </Check>
        </After>
      </>
    );
  return (
    <After question="rank">
      <p>
        Is that depth alone? <LessonLink of="depth" /> says: try a smaller start. Let the two factors start at{" "}
        <Formula tex="\varepsilon_s = 10^{-9}" />, far smaller than for equal products.
      </p>
      <RunIt setup="smaller" />
      <CheckBoth of={["adapter", "smaller"]}>
        {(adapter, smaller) => (
          <p>
            Two factors: {formatError(recoveryOf(adapter, "burerMonteiro"))} from the equal product,{" "}
            {formatError(recoveryOf(smaller, "burerMonteiro"))} from 1e-9. Three factors:{" "}
            {formatError(recoveryOf(smaller, "thin"))}. On three seeds the two factors ended at 1.3e-2, 6.9e-4
            and 5.9e-4 from 1e-9, and at 3.7e-3, 1.1e-4 and 8.8e-5 from 1e-12. So a small start does much of
            what depth does.
          </p>
        )}
      </CheckBoth>
      <p>
        The same here and there: a low-rank correction, few data, a small start, a lean towards low rank,
        compression from the first gradient. Not the same: a language model is not linear, its loss is not a
        square, and it is trained with Adam, for which the theorem of <LessonLink of="subspace" /> does not
        hold. There the paper shows experiments, not a proof.
      </p>
      <p>
        <Word of="galore">GaLore</Word>, also on this page, projects the gradients instead of the weights.
        Choose it under “Networks” in the settings.
      </p>
    </After>
  );
}
