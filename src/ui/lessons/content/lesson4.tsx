/** What depth buys, and what it does not. */
import { formatError } from "../../../store/format.ts";
import { Check } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { recoveryOf, trainOf, whenTo } from "../read.ts";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";

/** Error over all entries below which the matrix counts as recovered. */
const RECOVERED = 1e-2;

export function Lesson4({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          A matrix of rank 4, 96 × 96, of which one entry in five is seen (<Term of="p" /> = 0.2). Two
          networks learn it: the original of depth 3, and a shallow one of depth 2 with a start scale{" "}
          <Term of="epsilonS" /> of its own. To be fair, their products start equally small:
        </p>
        <Formula display tex="\varepsilon_s^{\,2} = \varepsilon^{3}" />
        <p>
          Both have far more weights than there are seen entries, so both can fit them all. The question is
          what they say of the rest.
        </p>
        <Predict
          id="4.few"
          question="Both train errors will be small. Will the error over all entries fall below 1e-2?"
          options={{
            same: "For both: what fits, fits",
            deep: "For depth 3 only",
            shallow: "For depth 2 only: simpler is better",
            neither: "For neither: too little is seen",
          }}
        />
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>On the chart, faint lines are train errors and strong lines errors over all entries.</p>
        <RunIt setup="few" />
        <Check
          of="few"
          prediction={{
            id: "4.few",
            found: (outcome) => {
              const deep = recoveryOf(outcome, "original") < RECOVERED;
              const shallow = recoveryOf(outcome, "shallow") < RECOVERED;
              if (deep) return shallow ? "same" : "deep";
              return shallow ? "shallow" : "neither";
            },
          }}
        >
          {(outcome) => (
            <p>
              Depth 3: train error {formatError(trainOf(outcome, "original"))}, over all entries{" "}
              {formatError(recoveryOf(outcome, "original"))}. Depth 2:{" "}
              {formatError(trainOf(outcome, "shallow"))} and {formatError(recoveryOf(outcome, "shallow"))}.
              Depth makes large singular values grow faster and small ones slower: it leans harder towards low
              rank.
            </p>
          )}
        </Check>
      </>
    );
  return (
    <>
      <p>
        One experiment is not a law. Show half of the entries of an easier matrix, then all of them, and ask
        who is there first.
      </p>
      <RunIt setup="easy" />
      <Check of="easy">
        {(outcome) => (
          <p>
            Half of the entries, error 1e-2: depth 2 at {whenTo(outcome, "shallow", "1e-2")}, depth 3 at{" "}
            {whenTo(outcome, "original", "1e-2")}. In the end depth 2 stands at{" "}
            {formatError(recoveryOf(outcome, "shallow"))} and depth 3 at{" "}
            {formatError(recoveryOf(outcome, "original"))}.
          </p>
        )}
      </Check>
      <RunIt setup="all" />
      <Check of="all">
        {(outcome) => (
          <p>
            Every entry, error 1e-3: depth 2 at {whenTo(outcome, "shallow", "1e-3")}, depth 3 at{" "}
            {whenTo(outcome, "original", "1e-3")}. In the end {formatError(recoveryOf(outcome, "shallow"))}{" "}
            and {formatError(recoveryOf(outcome, "original"))}. Where nothing is missing, depth has nothing to
            offer but its plateau.
          </p>
        )}
      </Check>
    </>
  );
}
