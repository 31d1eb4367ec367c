/** From here to fine-tuning. */
import { formatError, formatCount } from "../../../store/format.ts";
import { Check } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { networkIn, recoveryOf } from "../read.ts";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";

export function Lesson9({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          A language model has hundreds of weight matrices <Formula tex="W_0" />. To teach it something new
          one may leave them as they are and learn a correction of low rank beside each. LoRA (Hu et al.,
          2022) writes it as a pair of thin factors:
        </p>
        <Formula display tex="W = W_0 + B A, \qquad B : d \times r,\; A : r \times d" />
        <p>
          That is a network of depth 2 and width <Formula tex="r" /> that learns a low-rank matrix from few
          data: on this page it is called Burer–Monteiro. Deep LoRA (Yaras et al., 2024) takes three factors,
          started small and orthogonal, and compresses them as in lesson 6:
        </p>
        <Formula display tex="W = W_0 + U\,\widetilde W_3 \widetilde W_2 \widetilde W_1 V^\top" />
        <p>
          What the paper reports for language models (better with few examples, less sensitive to the chosen
          rank) we cannot run here. What we can run is the matrix that is behind it.
        </p>
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>
          A matrix of rank 2, one entry in five, and a rank guessed four times too high: <Term of="rHat" /> =
          8, as happens with adapters, where nobody knows the right one.
        </p>
        <Predict
          id="9.rank"
          question="The pair of factors (Burer–Monteiro, width 8) against the compressed chain of depth 3 (width 16): who recovers the matrix better?"
          options={{
            pair: "The pair: fewer parameters overfit less",
            chain: "The chain of depth 3",
            same: "No difference",
          }}
        />
        <RunIt setup="adapter" />
      </>
    );
  return (
    <>
      <Check
        of="adapter"
        prediction={{
          id: "9.rank",
          found: (outcome) => {
            const [pair, chain] = [recoveryOf(outcome, "burerMonteiro"), recoveryOf(outcome, "thin")];
            if (chain * 3 < pair) return "chain";
            return pair * 3 < chain ? "pair" : "same";
          },
        }}
      >
        {(outcome) => (
          <p>
            Error over all entries: pair {formatError(recoveryOf(outcome, "burerMonteiro"))} with{" "}
            {formatCount(networkIn(outcome, "burerMonteiro")?.parameters ?? NaN)} parameters; chain{" "}
            {formatError(recoveryOf(outcome, "thin"))} (thin,{" "}
            {formatCount(networkIn(outcome, "thin")?.parameters ?? NaN)}) and{" "}
            {formatError(recoveryOf(outcome, "yaras"))} (compressed,{" "}
            {formatCount(networkIn(outcome, "yaras")?.parameters ?? NaN)}). Train errors are small for all.
          </p>
        )}
      </Check>
      <p>
        The same: a low-rank correction, few data, small start, depth leaning towards low rank, compression
        from the first gradient. Not the same: a language model is not linear, its loss is not a square, LoRA
        starts from <Formula tex="B = 0" /> and not from small orthogonal factors, and it is trained with
        Adam, for which the theorem of lesson 5 does not hold. There the paper shows experiments, not a proof.
      </p>
      <p>
        GaLore, also on this page, projects the gradients instead of the weights: tick it under “Networks” in
        the settings.
      </p>
    </>
  );
}
