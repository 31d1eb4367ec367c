/** Compress it. */
import { formatError, formatTimes } from "../../../store/format.ts";
import { Check } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { networkIn, stepsTo, whenTo } from "../read.ts";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";

/** Steps that may lie between two paths that are called equal: 1 %. */
const EQUAL = 0.01;

export function Lesson6({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          If each layer moves in <Formula tex="2r" /> directions only, one can leave the others out. Which
          directions? The very first gradient knows. Take the singular value decomposition of the residual at
          the start, <Formula tex="D(0) = P\,S\,Q^\top" />; <Formula tex="P_{\hat r}, Q_{\hat r}" /> are the
          first <Term of="rHat" /> columns, <Formula tex="O" /> is the product of the orthogonal starts, and
          orth makes an orthonormal basis:
        </p>
        <Formula
          display
          tex="V = \operatorname{orth}\,[\,Q_{\hat r},\; O^\top P_{\hat r}\,], \qquad U = O\,V"
        />
        <Formula
          display
          tex="f \approx U \, \widetilde W_L \cdots \widetilde W_1 V^\top, \qquad \widetilde W_l(0) = \varepsilon I"
        />
        <p>
          The inner matrices are <Formula tex="2\hat r \times 2\hat r" />. <Term of="rHat" /> is our guess of
          the rank: too large is harmless. <Term of="U" /> and <Term of="V" /> stay fixed here, since every
          entry is seen. That is the paper’s network, “Compressed” on the chart; “Thin” is ours:{" "}
          <Formula tex="U" /> and <Formula tex="V" /> are multiplied into the outermost of the inner matrices.
        </p>
        <Predict
          id="6.path"
          question="The compressed network never sees the left-out directions. How far will it fall behind on the way to error 1e-3?"
          options={{
            none: "Not at all: same step, within 1 %",
            some: "Some hundred steps",
            never: "It never gets there",
          }}
        />
      </>
    );
  if (screen === 2)
    return (
      <>
        <RunIt setup="equal" />
        <Check
          of="equal"
          prediction={{
            id: "6.path",
            found: (outcome) => {
              const [a, b] = [stepsTo(outcome, "original", "1e-3"), stepsTo(outcome, "yaras", "1e-3")];
              if (a === undefined) return undefined;
              if (b === undefined) return "never";
              return Math.abs(b / a - 1) <= EQUAL ? "none" : "some";
            },
          }}
        >
          {(outcome) => (
            <p>
              Error 1e-3 at {whenTo(outcome, "original", "1e-3")} for the original,{" "}
              {whenTo(outcome, "yaras", "1e-3")} for the compressed one, {whenTo(outcome, "thin", "1e-3")} for
              thin. On the chart the lines lie on top of each other until the very end.
            </p>
          )}
        </Check>
        <p>
          “Costs and results” has the ledger. Counted: parameters and FLOPs. Measured on this device:
          milliseconds. They are kept apart, because only the counted ones are the same everywhere.
        </p>
      </>
    );
  return (
    <>
      <p>
        At the end the curves part: the compressed network ends lower. It did not learn better. What the
        original still carries is its start, the left-out directions:
      </p>
      <Formula
        display
        tex="f_{\text{original}} - f_{\text{compressed}} = \Big(\prod_l \rho_l\Big)\, O\,(I - VV^\top)"
      />
      <Check of="equal">
        {(outcome) => {
          const [original, compressed] = [networkIn(outcome, "original"), networkIn(outcome, "yaras")];
          return (
            <p>
              The target needs <Formula tex="2r" /> directions; what the start leaves in all others is, by
              this formula, {formatError(outcome.run.expected?.floor)} of it. Your original ended at{" "}
              {formatError(original?.progress?.headline)}. The compressed one carries only{" "}
              <Formula tex="2\hat r - 2r" /> of them and ended at{" "}
              {formatError(compressed?.progress?.headline)}, with{" "}
              {formatTimes((original?.flopsPerStep ?? NaN) / (compressed?.flopsPerStep ?? NaN))} times fewer
              FLOPs per step and{" "}
              {formatTimes((original?.parameters ?? NaN) / (compressed?.parameters ?? NaN))} times fewer
              parameters.
            </p>
          );
        }}
      </Check>
    </>
  );
}
