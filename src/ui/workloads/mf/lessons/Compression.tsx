/** Lesson: compress it. */
import { formatError, formatTimes, formatCount } from "../../../../store/format.ts";
import { openView } from "../../../parts/open.ts";
import { After, LessonLink, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Check, networkIn, stepsTo, whenTo } from "./read.ts";
import { Bars } from "./figures/Bars.tsx";
import { LessonDiagram } from "./figures/LessonDiagram.tsx";
import { MetricCurves } from "../../../lessons/parts/MetricCurves.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { WHY_IT_WORKS_VIEW } from "../../../lessons/lessons-view.ts";
import { Term, Word } from "../../../lessons/terms/Term.tsx";
import { WhyItWorksText } from "../../../lessons/WhyItWorks.tsx";
import { useMemo, useState } from "react";
import { firstGradient, RANK, SIDE } from "../../../../store/insight/first-gradient.ts";
import { Slider } from "../../../lessons/parts/Slider.tsx";

/** Two paths count as equal if the steps to the milestone differ by at most 1 %. */
const EQUAL = 0.01;
const SHOWN = ["original", "yaras"] as const;

export function Compression({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          If each layer moves in <Formula tex="2r" /> directions only, we can leave the others out. Which ones
          move? The very first gradient with respect to f tells us. It is the residual at the start. Take its
          singular value decomposition, <Formula tex="D(0) = P\,S\,Q^\top" />, and keep the first{" "}
          <Term of="rHat" /> columns <Formula tex="P_{\hat r}" /> and <Formula tex="Q_{\hat r}" />.{" "}
          <Formula tex="O" /> is the product of the orthogonal starts, and orth makes an orthonormal basis:
        </p>
        <Formula
          display
          tex="V = \operatorname{orth}\,[\,Q_{\hat r},\; O^\top P_{\hat r}\,], \qquad U = O\,V"
        />
        <Formula
          display
          tex="\tilde f = U \, \widetilde W_L \cdots \widetilde W_1 V^\top, \qquad \widetilde W_l(0) = \varepsilon I"
        />
        <LessonDiagram shown={SHOWN} />
        <p>
          <Term of="rHat" /> is our guess of the rank <Term of="r" />. The inner matrices are{" "}
          <Formula tex="2\hat r \times 2\hat r" />. <Term of="U" /> and <Term of="V" /> stay fixed here. This
          is the <Word of="compressed">compressed network</Word> of the paper. <Word of="thin">Thin</Word> is
          ours: V is multiplied into its first factor and U into its last, so it has L factors, and all of
          them learn. Here d = 64, r = 2, <Formula tex="\hat r" /> = 4 and, unlike in{" "}
          <LessonLink of="subspace" />, a small start of ε = 0.02.
        </p>
        <Predict question="path" />
      </>
    );
  if (screen === 2)
    return (
      <After question="path">
        <RunIt setup="equal" />
        <Check
          of="equal"
          question="path"
          found={(outcome) => {
            const [a, b] = [stepsTo(outcome, "original", "1e-3"), stepsTo(outcome, "yaras", "1e-3")];
            if (a === undefined) return undefined;
            if (b === undefined) return "never";
            return Math.abs(b / a - 1) <= EQUAL ? "none" : "some";
          }}
        >
          {(outcome) => (
            <>
              <p>
                The error first fell below 1e-3 at {whenTo(outcome, "original", "1e-3")} for the original, at{" "}
                {whenTo(outcome, "yaras", "1e-3")} for the compressed network and at{" "}
                {whenTo(outcome, "thin", "1e-3")} for thin. On the chart the lines lie on top of each other
                until the very end.
              </p>
              <p>
                <ShowMe
                  figure="Error"
                  step={stepsTo(outcome, "original", "1e-3")}
                  terms={["original", "yaras"]}
                >
                  Show me that step
                </ShowMe>
              </p>
            </>
          )}
        </Check>
        <p>
          Are these the directions that move? A quiet x of <LessonLink of="subspace" /> has{" "}
          <Formula tex="D(0)\,x = \varepsilon^L O x" />: it is a singular direction of <Formula tex="D(0)" />,
          with the tiny singular value <Formula tex="\varepsilon^L" />. The other 2r dimensions see a huge
          shear, <Formula tex="D(0) = \varepsilon^L O\,(I - \varepsilon^{-L} O^\top \Phi)" />. It makes r
          singular values about as large as the target’s, and pushes r below <Formula tex="\varepsilon^L" />.
          The r large ones have singular vectors q and p. All q and <Formula tex="O^\top p" /> are orthogonal
          to every quiet direction, and for a random O these 2r vectors are independent. So they span the
          moving 2r dimensions, and the compressed network has the blocks of <LessonLink of="subspace" />.
        </p>
        <p>
          If <Formula tex="\hat r" /> is larger than r, the next singular vectors are quiet ones. For them{" "}
          <Formula tex="O^\top p = q" />, so orth gets them twice, and fills up with other quiet directions.
          They do no harm. Thin follows too: the rows of D lie in the span of V and its columns in that of U,
          so the gradients of thin’s outer factors never leave them either.
        </p>
        <p>
          The table “Costs and results”, on the page without a lesson, compares the networks. Parameters and
          FLOPs are counted and are the same everywhere. Milliseconds are measured on this device. The page
          never mixes the two.
        </p>
      </After>
    );
  if (screen === 3)
    return (
      <After question="path">
        <p>
          At the end the curves part: the compressed network ends lower. It did not learn better. The original
          still carries its start in the directions that we left out:
        </p>
        <Formula
          display
          tex="\htmlData{term=original}{f_{\text{original}}} - \htmlData{term=yaras}{f_{\text{compressed}}} = \Big(\prod_l \rho_l\Big)\, O\,(I - VV^\top)"
        />
        <MetricCurves setup="equal" />
        <Check
          of="equal"
          renderWhy={(outcome) => {
            const [original, compressed] = [networkIn(outcome, "original"), networkIn(outcome, "yaras")];
            return (
              <p>
                The target needs <Formula tex="2r" /> directions. In all other directions the start remains;
                the formula puts it at {formatError(outcome.run.expected?.floor)} of the target. The
                compressed network carries only <Formula tex="2\hat r - 2r" /> of those directions. It needs{" "}
                {formatTimes((original?.flopsPerStep ?? NaN) / (compressed?.flopsPerStep ?? NaN))} times fewer
                FLOPs per step and{" "}
                {formatTimes((original?.parameters ?? NaN) / (compressed?.parameters ?? NaN))} times fewer
                parameters.
              </p>
            );
          }}
        >
          {(outcome) => (
            <p>
              Your original ended at {formatError(networkIn(outcome, "original")?.progress?.headline)}. The
              compressed network ended at {formatError(networkIn(outcome, "yaras")?.progress?.headline)}.
            </p>
          )}
        </Check>
      </After>
    );
  if (screen === 4)
    return (
      <After question="path">
        <h3>“But the first gradient already contains the answer”</h3>
        <p>
          It does. With every entry seen, <Formula tex="D(0) = \varepsilon^L O - \Phi" /> is minus the target,
          apart from a tiny start. One SVD of it would give <Term of="Phi" /> without any training. So
          factorization is the place for the proof. Nobody needs the network there.
        </p>
        <p>
          Its use is completion. There the loss counts only the seen entries, a fraction <Term of="p" /> of
          all. We divide it by p, so that it is about as large as with every entry:{" "}
          <Formula tex="\tfrac{1}{2p} \lVert M \odot (f - \Phi) \rVert_F^2" />. The mask <Term of="M" /> is 1
          at seen entries and 0 at hidden ones, and ⊙ multiplies two matrices entry by entry.
        </p>
        <p>
          So the first gradient is <Formula tex="D(0) \approx -\tfrac1p\, M \odot \Phi" />. Averaged over all
          masks, <Formula tex="\tfrac1p M" /> is 1 everywhere, and the gradient is <Formula tex="-\Phi" />.
          One mask adds noise: hidden entries are 0, seen ones too large. So the singular values do not stop
          at the rank. Lower the observed fraction of this smaller matrix and watch the values:
        </p>
        <FirstGradient />
        <p>
          With half of the entries of this matrix, the leading directions hold 94 % of the length of v₂. With
          one in five, they hold only 46 % of the length of v₂. Training has to find the rest. Whether the
          small network still can is the question of <LessonLink of="completion" />.
        </p>
      </After>
    );
  if (screen === 6) return <MetricCurves setup="equal" />;
  return (
    <After question="path">
      <h3>Why it works</h3>
      <p>
        The whole argument fits on one page, to read by itself or to print. Its first half repeats{" "}
        <LessonLink of="subspace" />.{" "}
        <button type="button" onClick={() => openView(WHY_IT_WORKS_VIEW)}>
          Open the page
        </button>
      </p>
      <WhyItWorksText />
    </After>
  );
}

const BARS = 12;

/** A small target's first gradient: its singular values, and how much of the target it reveals. */
function FirstGradient() {
  const [observed, setObserved] = useState(1);
  const { sigma, kept, mask } = useMemo(() => firstGradient(observed), [observed]);
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const bars = sigma.slice(0, BARS);
  const top = Math.max(1, bars[0] ?? 1);
  return (
    <figure className="lesson-figure first-gradient" aria-label="The first gradient">
      <div className="columns">
        <svg
          viewBox={`0 0 ${SIDE} ${SIDE}`}
          role="img"
          aria-label={`${percent(observed)} of the entries are seen`}
        >
          <path
            fill="var(--accent)"
            d={[...mask]
              .map((seen, i) => (seen ? `M${i % SIDE} ${Math.floor(i / SIDE)}h1v1h-1z` : ""))
              .join("")}
          />
        </svg>
        <Bars
          label={`Singular values of the gradient: ${bars
            .slice(0, 4)
            .map((value) => value.toFixed(2))
            .join(", ")} …`}
          heights={bars.map((value) => value / top)}
          kept={RANK}
        />
      </div>
      <Slider
        label={`Observed fraction p = ${observed.toFixed(2)}`}
        min={0.1}
        max={1}
        step={0.05}
        value={observed}
        onChange={setObserved}
      />
      <figcaption role="status">
        A target of rank {formatCount(RANK)}, {formatCount(SIDE)} × {formatCount(SIDE)}. Left: the entries
        that are seen. Right: the largest singular values of the first gradient. Its {formatCount(RANK)}{" "}
        leading directions hold {percent(kept[0] ?? 0)} of the length of v₁ and {percent(kept[1] ?? 0)} of v₂.
      </figcaption>
    </figure>
  );
}
