/** Lesson: half of the entries hidden. */
import { formatError, formatCount, subscript } from "../../../../store/format.ts";
import { After, LessonLink, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Check, LEARNED, recoveryOf, stepsTo, whenTo } from "./read.ts";
import { MetricCurves } from "../../../lessons/parts/MetricCurves.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { Term, Word } from "../../../lessons/terms/Term.tsx";
import { RowsTable } from "../../../parts/RowsTable.tsx";
import { useEffect, useState } from "react";
import { PixelCanvas } from "../../../diagram/PixelCanvas.tsx";
import { Switch } from "../../../parts/Switch.tsx";
import { useActions } from "../../../parts/context.ts";
import { ownPictures } from "../../../diagram/own.ts";
import { useMatrix, useMatrixActions, useMatrixViews } from "../context.ts";
import { TrainFirst } from "./figures/TrainFirst.tsx";

const R_HAT = 4;
/** A network is later or earlier if its number of steps differs by this factor. */
const LATER = 1.25;
/** The networks that we ran on seed 0. */
const TWINS = [
  ["compressed, ε = 0.02", "807", "3.9e-5"],
  ["narrow, ε = 0.02", "1,636", "3.4e-5"],
  ["narrow, ε = 0.05", "755", "5.2e-4"],
  ["narrow, ε = 0.08", "never", "1.9e-3"],
] as const;

export function Completion({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          Now half of the entries of the matrix of <LessonLink of="compression" /> are hidden (
          <Term of="p" /> = 0.5): 64 × 64, rank 2. Again <Term of="rHat" /> = 4 and ε = 0.02. The residual at
          the start is
        </p>
        <Formula
          display
          tex="D(0) = \htmlData{term=observed}{\tfrac1p\, M} \odot (\htmlData{term=original}{f} - \Phi)"
        />
        <p>
          The <Word of="mask">mask</Word> <Term of="M" /> is 1 at the seen entries and 0 at the hidden ones, ⊙
          multiplies entry by entry, and 1/p makes up for the missing entries (<LessonLink of="compression" />
          ). We compress as in <LessonLink of="compression" />: the leading directions of{" "}
          <Formula tex="D(0)" /> give <Term of="U" /> and <Term of="V" />. Both stay fixed: they learn at{" "}
          <Term of="gamma" /> = 0 times the rate.
        </p>
        <Predict question="zero">
          <RunIt setup="stuck" />
          <Check
            of="stuck"
            question="zero"
            found={(outcome) => {
              const error = recoveryOf(outcome, "yaras");
              return error < LEARNED ? "follow" : error < 0.9 ? "stall" : "nothing";
            }}
            renderWhy={() => (
              <p>
                The mask multiplies entry by entry, so the leading directions of <Formula tex="D(0)" /> are
                only near those of the target. But the product <Formula tex="\tilde f = U \cdots V^\top" />{" "}
                has its columns in the span of U and its rows in the span of V. It never learns the parts of{" "}
                <Formula tex="u_i" /> and <Formula tex="v_i" /> outside these spans.
              </p>
            )}
          >
            {(outcome) => (
              <p>
                With γ = 0 the compressed network ended at error {formatError(recoveryOf(outcome, "yaras"))}.
                The original ended at {formatError(recoveryOf(outcome, "original"))}.
              </p>
            )}
          </Check>
        </Predict>
      </>
    );
  if (screen === 2)
    return (
      <After question="zero">
        <p>
          The original is not bound to the spans of U and V. The mask cuts holes in <Formula tex="f - \Phi" />
          , so D has high rank and keeps turning, and the layers turn with it. That is the faint cross beside
          the block:
        </p>
        <Cross />
        <p>
          The cross holds the entries that lead from the block’s directions to others and back. Fixed U and V
          cannot turn, so the compressed network has no place for it.
        </p>
        <p>
          So let the outer factors learn too, at the rate <Term of="gamma" tex="\gamma\eta" />. Then they can
          turn with the gradient:
        </p>
        <Formula display tex="U \leftarrow U - \gamma\eta\, G_U, \qquad V \leftarrow V - \gamma\eta\, G_V" />
        <p>
          Why is that enough? Follow a vector through the layers. If it leaves the block and comes back, it
          meets the faint cross twice, and that part is tiny. If it leaves once, it ends outside the span of
          U: a slightly turned U holds that end. If it begins outside the span of V and enters the block once,
          a slightly turned V holds that beginning.
        </p>
        <Predict question="three">
          <RunIt setup="free" />
        </Predict>
      </After>
    );
  if (screen === 4)
    return (
      <After question="three">
        <h3>Why not a narrow network from random weights?</h3>
        <p>
          It would be as cheap. Take a network of three layers, {2 * R_HAT} wide like the compressed one, with
          random orthogonal factors times the same ε.
        </p>
        <Predict question="twin">
          <RunIt setup="twin" />
          <MetricCurves setup="twin" />
          <Check
            of="twin"
            question="twin"
            found={(outcome) => {
              const [a, b] = [stepsTo(outcome, "yaras", "1e-3"), stepsTo(outcome, "narrow", "1e-3")];
              if (a === undefined) return undefined;
              if (b === undefined) return "never";
              return b > LATER * a ? "later" : b * LATER < a ? "earlier" : "same";
            }}
            renderWhy={() => (
              <>
                <p>
                  A random factor holds little of the target’s directions, so it starts as if from a smaller
                  ε, and waits longer (<LessonLink of="waiting" />
                  ). A larger ε shortens the wait, but it leaves more of itself in the result. On seed 0 of
                  this matrix we measured:
                </p>
                <RowsTable
                  className="number-table"
                  heads={["Network", "Step at 1e-3", "Last error"]}
                  rows={TWINS}
                />
                <p>
                  With ε tuned for it, the narrow network is not slower. Two advantages of the compressed one
                  remain: nobody tunes ε, and the path is nearly the original’s own. Where every entry is
                  seen, it has a third: the formula of <LessonLink of="compression" /> tells its distance from
                  the original.
                </p>
              </>
            )}
          >
            {(outcome) => (
              <p>
                The compressed network reached 1e-3 at {whenTo(outcome, "yaras", "1e-3")}. The narrow one
                reached it at {whenTo(outcome, "narrow", "1e-3")}.
              </p>
            )}
          </Check>
        </Predict>
      </After>
    );
  if (screen === 5)
    return (
      <>
        <MetricCurves setup="stuck" />
        <MetricCurves setup="free" />
      </>
    );
  return (
    <After question="three">
      <MetricCurves setup="free" />
      <Check
        of={["stuck", "free"]}
        question="three"
        found={(_stuck, free) => {
          const [a, b] = [stepsTo(free, "original", "1e-3"), stepsTo(free, "yaras", "1e-3")];
          if (a === undefined) return undefined;
          return b === undefined ? "never" : a === b ? "equal" : "close";
        }}
      >
        {(stuck, free) => (
          <>
            <p>
              The compressed network ended at {formatError(recoveryOf(stuck, "yaras"))} with γ = 0 and at{" "}
              {formatError(recoveryOf(free, "yaras"))} with γ = 3, the original at{" "}
              {formatError(recoveryOf(free, "original"))}. The error first fell below 1e-3 at{" "}
              {whenTo(free, "original", "1e-3")} for the original and at {whenTo(free, "yaras", "1e-3")} for
              the compressed network.
            </p>
            <p>
              <ShowMe figure="Error" step={stepsTo(free, "yaras", "1e-3")} terms={["yaras", "gamma"]}>
                Show me that step
              </ShowMe>
            </p>
          </>
        )}
      </Check>
      <h3>The price of γ</h3>
      <p>
        A larger <Term of="gamma" /> has its price. The largest stable rate is 2/
        <Term of="lambda" />, with <Formula tex="\lambda = L" /> for the original (<LessonLink of="waiting" />
        ). In the compressed network two more factors move the product, U and V, each at γ times the rate.
        Training takes the singular values of U and V from 1 to <Formula tex="w_o" />, and those of the inner
        factors from ε to <Formula tex="w_i" />. The product must be 1. A step changes each value by its rate,
        times the residual, times the product of all other values. So each value times its change is the same
        for all of them, except for the rate. The squares therefore grow in proportion to the rates:
      </p>
      <Formula display tex="w_o^2\, w_i^L = 1, \qquad w_o^2 = 1 + \gamma\, (w_i^2 - \varepsilon^2)" />
      <p>
        The rule of that lesson then gives <Formula tex="\lambda = 2\gamma/w_o^2 + L/w_i^2" />. With γ = 3
        this is 8, with <Formula tex="w_o = 1.6" /> and <Formula tex="w_i = 0.73" />.
      </p>
      <p>
        Where entries are few, a larger <Term of="rHat" /> can help (exercise 2). Then a part of the target’s
        directions lies outside the first r singular directions of <Formula tex="D(0)" />, and further
        singular directions hold some of this part.
      </p>
    </After>
  );
}

/** The original's layers in their own directions, at step 0 and at the end: with hidden entries a cross leaves the block. */
function Cross() {
  const { lookAt } = useActions();
  const { showFactors } = useMatrixActions();
  const run = useMatrix((state) => state.run);
  const last = useMatrix(({ step }) => step);
  const [isBefore, setBefore] = useState(false);
  const own = useMatrixViews().models.get("original")?.view?.own;
  useEffect(() => showFactors(), [showFactors]);
  useEffect(() => () => lookAt(undefined), [lookAt]);
  if (!run || last === 0 || !own?.layers) return <TrainFirst label="The block and the cross" />;
  const look = (step: number): void => {
    setBefore(step === 0);
    lookAt(step === 0 ? 0 : undefined);
  };
  const k = 2 * run.config.rHat;
  const side = (100 * k) / run.config.width;
  return (
    <figure className="lesson-figure" aria-label="The block and the cross">
      <Switch
        label="Step"
        options={[0, last].map((id) => ({ id, name: `Step ${formatCount(id)}` }))}
        chosen={isBefore ? 0 : last}
        onChoose={look}
      />
      <div className="columns">
        {ownPictures(own).layers.map((picture, layer) => (
          // oxlint-disable-next-line react/no-array-index-key -- the index names a layer
          <div key={layer}>
            <div className="cross-layer">
              <PixelCanvas label={`W${subscript(layer + 1)} in its own directions`} {...picture} />
              <span style={{ width: `${side}%`, height: `${side}%` }} />
            </div>
            <p>W{subscript(layer + 1)}</p>
          </div>
        ))}
      </div>
      <figcaption>
        The run on the page: the original’s layers in their own directions. The frame holds the{" "}
        {formatCount(k)} directions of the compressed network. With every entry seen, nothing but the frame
        and the diagonal would change.
      </figcaption>
    </figure>
  );
}
