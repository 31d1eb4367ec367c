/** Lesson: which directions move? */
import { Arriving } from "../../../lessons/parts/Arriving.tsx";
import { formatError, formatCount } from "../../../../store/format.ts";
import type { Outcome } from "../../../../store/kinds/matrix-state.ts";
import { After, LessonLink, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Check, lastSpectra, useMatrixOutcome } from "./read.ts";
import { BlocksPicture } from "../../../lessons/parts/BlocksPicture.tsx";
import { DirectionPicker } from "./figures/DirectionPicker.tsx";
import { Shear } from "./figures/Shear.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { Term, Word } from "../../../lessons/terms/Term.tsx";
import { overSteps } from "../../../charts/chart.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { LessonDiagram } from "./figures/LessonDiagram.tsx";

/** Smaller leaks are rounding errors of 32-bit numbers. */
const ROUNDING = 1e-3;

export function Subspace({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          Each layer here is 32 × 32, as in <LessonLink of="waiting" />, and starts as <Term of="epsilon" /> =
          0.3 times an <Word of="orthogonal">orthogonal matrix</Word>, so all of its singular values are
          equal. (0.3, not 0.02, so that small changes show as well.) The target has rank <Term of="r" /> = 2.
          The network sees every entry, and training is plain gradient descent.
        </p>
        <Predict question="count">
          <RunIt setup="still" />
          <LayerValues setup="still" />
          <Check
            of="still"
            question="count"
            found={counted}
            renderWhy={() => (
              <>
                <p>
                  The small block that learns has (2r)² = 16 numbers, and one more number describes all other
                  directions: 17 of 1,024. (Where the block lies is fixed from the first gradient on;{" "}
                  <LessonLink of="compression" /> shows how.) The next three screens show why.
                </p>
                <p>
                  <ShowMe figure="why:growth">Show me all three layers</ShowMe>
                </p>
              </>
            )}
          >
            {(outcome) => {
              const left = moved(outcome);
              return (
                <p>
                  {left ? (
                    `In your run ${left.all} of 32 singular values of W₁ left the others: ${left.risen} grew, ${left.sunken} shrank faster than the rest. So W₁ moves in ${left.all} of 32 directions.`
                  ) : (
                    <Arriving of={outcome} />
                  )}
                </p>
              );
            }}
          </Check>
        </Predict>
      </>
    );
  if (screen === 2)
    return (
      <After question="count">
        <h3>One step is a shear</h3>
        <p>
          Before the first step the other layers are orthogonal matrices times ε. They turn directions and
          prefer none. Put <Formula tex="D = \varepsilon^L O - \Phi" /> into the gradient of the first layer,
          with <Formula tex="O = O_L \cdots O_1" />. After one step it is
        </p>
        <Formula
          display
          tex="W_1 = O_1 \big[ (\varepsilon - \eta\, \varepsilon^{2L-1})\, I + \eta\, \varepsilon^{L-1}\, O^\top \Phi \big]"
        />
        <p>
          <Formula tex="O_1" /> in front turns the result and stretches nothing. The identity changes only the
          scale. The target adds <Term of="r" /> terms of the form <Formula tex="\sigma\, a v^\top" /> with{" "}
          <Formula tex="a = O^\top u" />, one for each singular value. Such a term pushes the direction{" "}
          <Term of="v" tex="v" /> towards a. O is random, and in many dimensions a random direction is nearly
          orthogonal to any given one. So the push is nearly a <Word of="shear">shear</Word>:
        </p>
        <Shear />
        <p>
          A shear keeps areas. What it stretches in one direction it squeezes in another. A push at another
          angle changes areas, but it still stretches one direction and squeezes one, unless a and v are
          parallel:
        </p>
        <Formula
          display
          tex="\lVert x + \kappa (v^\top x)\, a \rVert^2 - \lVert x \rVert^2 = \kappa\, (v^\top x)\,(2 a^\top x + \kappa\, v^\top x)"
        />
        <p>
          For some x the two brackets have equal signs, for others opposite ones. So <Formula tex="r" />{" "}
          singular values rise and <Formula tex="r" /> fall: <Formula tex="2r" /> in all.
        </p>
        <p>
          For each of the r values, <LessonLink of="waiting" /> had one number, because it took layers that
          send v to u already. This start sends v to Ov, so both v and a take part. Once the layers have
          turned so far that v comes out as u, one number is left.
        </p>
        <p>That was one step. Why do all other directions stay together?</p>
      </After>
    );
  if (screen === 3)
    return (
      <After question="count">
        <h3>Pick a direction: does it move?</h3>
        <p>
          Follow a direction x through the layers as they were at the start: <Formula tex="x_0 = x" />,{" "}
          <Formula tex="x_l = O_l\, x_{l-1}" />. We call <Formula tex="x_l" /> the partner of{" "}
          <Formula tex="x_{l-1}" />. During training, does <Formula tex="W_l" /> still send each one to its
          partner?
        </p>
        <p>
          The target uses few directions. At least d − 2r independent ones have <Formula tex="\Phi x = 0" />{" "}
          and <Formula tex="\Phi^\top O x = 0" />: the target has no use for x, nor for Ox, the direction to
          which the start sends it. Pick one of them, then a random one, and train. Then drag x towards{" "}
          <Term of="v" tex="v_1" />.
        </p>
        <RunIt setup="still" />
        <DirectionPicker />
        <p>
          The chosen directions of the first kind never turn, and all of them have the same length: the
          gradient pulls each straight back along its partner. A random one and <Term of="v" tex="v_1" />{" "}
          turn, because a part of them lies in the moving <Formula tex="2r" /> dimensions. Take a direction of
          the first kind and drag it towards <Term of="v" tex="v_1" />: how far may you go before it moves?
        </p>
        <p>
          Now fold the circles into blocks. A direction of the first kind is one entry of the diagonal, which
          every layer hands to the same entry of the next. <Term of="v" tex="v_1" /> spreads inside the block
          and never leaves it. The next screen shows why.
        </p>
      </After>
    );
  if (screen === 4)
    return (
      <After question="count">
        <h3>Four lines of induction</h3>
        <p>
          Suppose that up to some step <Formula tex="W_l x_{l-1} = \rho_l\, x_l" /> and{" "}
          <Formula tex="W_l^\top x_l = \rho_l\, x_{l-1}" /> in every layer, with one number <Term of="rho" />{" "}
          per layer. At the start this holds with <Formula tex="\rho_l = \varepsilon" />. Here is the next
          step, for layer 2 of 3. Point at a line to light its blocks:
        </p>
        <Induction />
        <p>
          The transposed lines are alike, because <Formula tex="\Phi^\top x_3 = \Phi^\top O x = 0" />. So the
          direction keeps its partner forever and only shrinks, by the same factor as every other quiet
          direction. All layers start with the same ε, so even the ρ<sub>l</sub> stay equal.
        </p>
        <p>
          The remaining <Formula tex="2r" /> dimensions of each layer map into those of the next. If y is
          orthogonal to every quiet <Formula tex="x_{l-1}" />, then{" "}
          <Formula tex="\langle W_l y, x_l \rangle = \langle y, W_l^\top x_l \rangle = \rho_l \langle y, x_{l-1} \rangle = 0" />
          . Let the columns of <Formula tex="X_0" /> be an orthonormal basis, first of these 2r dimensions,
          then of the quiet ones, and let <Formula tex="X_l = O_l X_{l-1}" />. So the quiet columns are
          partners, and each layer is
        </p>
        <Formula
          display
          tex="\begin{gathered} W_l(t) = \htmlData{term=bases}{X_l} \begin{pmatrix} \htmlData{term=moving}{\widetilde W_l(t)} & 0 \\ 0 & \htmlData{term=quiet}{\rho_l(t)\, I} \end{pmatrix} \htmlData{term=bases}{X_{l-1}^\top} \\ \htmlData{term=moving}{\widetilde W_l(0)} = \varepsilon I \end{gathered}"
        />
        <BlocksPicture />
        <p>
          Neighbouring bases cancel in the product, so the whole network closes up into blocks of{" "}
          <Formula tex="2r \times 2r" />. The target is one such block, <Formula tex="\widetilde\Phi" />,
          because Φx = 0 for every quiet x, and Φ’s outputs are orthogonal to every Ox. So the upper block of
          the gradient <Formula tex="G_l" /> is
        </p>
        <Formula
          display
          tex="(\widetilde W_L \cdots \widetilde W_{l+1})^\top \big(\widetilde W_L \cdots \widetilde W_1 - \widetilde\Phi\big) (\widetilde W_{l-1} \cdots \widetilde W_1)^\top"
        />
        <p>
          By the formula of <LessonLink of="product" />, this is the gradient of a network of width 2r that
          learns <Formula tex="\widetilde\Phi" />. The blocks are such a network, on their own. Equal singular
          values at the start matter: only then is every orthonormal basis a singular basis, and we may choose
          this one.
        </p>
      </After>
    );
  if (screen === 6) return <BlocksPicture />;
  return (
    <After question="count">
      <p>
        Do the blocks hold? The <Term of="leak" tex="\text{leak}" /> measures what escapes from them.
      </p>
      <Check of="still">
        {(outcome) => (
          <p>
            {leak(outcome) === undefined
              ? "The leak of the last step has not arrived yet: it is measured while “Seeing why” is on the page."
              : `Largest leak of a layer in your run: ${formatError(leak(outcome))}.`}{" "}
            <ShowMe figure="why:subspace">Show me the leak</ShowMe>
          </p>
        )}
      </Check>
      <p>
        Large networks are mostly trained with Adam. It keeps two running means for every weight: of its
        gradient, and of the gradient’s square. It moves the weight by η times the first mean, divided by the
        root of the second plus a tiny constant.
      </p>
      <Predict question="adam">
        <RunIt setup="adam" />
        <Check
          of={["still", "adam"]}
          question="adam"
          found={(_still, adam) => {
            const found = leak(adam);
            return found === undefined ? undefined : found > ROUNDING ? "no" : "yes";
          }}
        >
          {(still, adam) => (
            <p>
              {leak(still) === undefined || leak(adam) === undefined
                ? "The leaks at the end of both runs have not arrived yet: they are measured while “Seeing why” is on the page."
                : `Largest leak: ${formatError(leak(still))} with gradient descent, ${formatError(leak(adam))} with Adam.`}
            </p>
          )}
        </Check>
        <p>
          Adam rescales every entry of the gradient separately. That is more than another step size: it
          changes the gradient’s direction. Line 4 of the induction needs the step along <Formula tex="G_l" />{" "}
          itself. A theorem is a promise with conditions, and the conditions are part of it.
        </p>
      </Predict>
    </After>
  );
}

/** The largest leak of a layer at the end of the run. The value arrives a moment after the last step. */
function leak(outcome: Outcome): number | undefined {
  const insight = lastSpectra(outcome, "original")?.insight;
  return insight && Math.max(...insight.leaks);
}

/** How many singular values of W₁ have left their median at the end of the run, upwards and downwards. */
function moved(outcome: Outcome) {
  const sigma = lastSpectra(outcome, "original")?.spectra.layers[0];
  if (!sigma) return undefined;
  const shares = sigma.map((value) => value / (sigma[sigma.length >> 1] ?? NaN));
  const risen = shares.filter((share) => share > 1 + APART).length;
  const sunken = shares.filter((share) => share < 1 - APART).length;
  return { risen, sunken, all: risen + sunken };
}

function counted(outcome: Outcome): string | undefined {
  const count = moved(outcome)?.all;
  if (count === undefined) return undefined;
  return count === 2 ? "two" : count === 4 ? "four" : count > 16 ? "all" : undefined;
}

/** A value has left the others if it differs from the median by more than this fraction of the median. */
const APART = 1e-3;

/** All singular values of one layer over the steps of a run: few leave, the others stay together. */
function LayerValues({ setup }: { readonly setup: string }) {
  const outcome = useMatrixOutcome(setup);
  const records = outcome?.data.models.get("original")?.spectra.records ?? [];
  const last = records.at(-1)?.spectra.layers[0] ?? [];
  const median = last[last.length >> 1] ?? NaN;
  const steps = records.map(({ step }) => step);
  return (
    <figure className="lesson-figure" aria-label="Singular values of W₁">
      <Plot
        label={
          last.length > 0
            ? `${formatCount(last.length)} singular values of W₁; the largest end at ${last
                .slice(0, 2)
                .map(formatError)
                .join(" and ")}, the median at ${formatError(median)}.`
            : "Nothing is trained yet."
        }
        chart={overSteps(
          last.map((value, i) => ({
            key: `${i}`,
            look: {
              colour: Math.abs(value / median - 1) > APART ? "var(--original)" : "var(--muted)",
              width: 1.5,
            },
            xs: steps,
            ys: records.map(({ spectra }) => spectra.layers[0]?.[i] ?? NaN),
          })),
          steps.at(-1) ?? 1,
          { domain: [0, 1.1], format: String },
        )}
      />
      <figcaption>Singular values of W₁ over steps.</figcaption>
    </figure>
  );
}

/** The induction is written out for l = 2 of three layers. Each line has its blocks in the diagram; `f` is the product. */
const LINES = [
  {
    tex: "f x_0 = W_3 W_2 W_1 x_0 = \\rho_1 \\rho_2 \\rho_3\\, x_3",
    because: "Each layer hands the direction on to the next one.",
    blocks: ["W1", "W2", "W3", "f"],
  },
  {
    tex: "D x_0 = (f - \\Phi)\\, x_0 = \\rho_1 \\rho_2 \\rho_3\\, x_3",
    because: "Φ does nothing to x₀, because we took Φx = 0.",
    blocks: ["f"],
  },
  {
    tex: "G_2 x_1 = W_3^\\top D\\, W_1^\\top x_1 = \\rho_2\\, \\rho_1^2 \\rho_3^2\\, x_2",
    because: "The other layers carry x₁ back to x₀, and x₃ back to x₂.",
    blocks: ["W1", "W3"],
  },
  {
    tex: "(W_2 - \\eta\\, G_2)\\, x_1 = \\rho_2 \\,(1 - \\eta\\, \\rho_1^2 \\rho_3^2)\\, x_2",
    because: "After the step x₁ still goes to x₂. It is only a little shorter.",
    blocks: ["W2"],
  },
];

const SHOWN = ["original"] as const;

/** The four lines of the induction. Pointing at a line highlights its blocks in the diagram above. */
function Induction() {
  return (
    <>
      <LessonDiagram shown={SHOWN} />
      <ol className="induction stack tight" aria-label="Four lines of induction">
        {LINES.map(({ tex, because, blocks }) => (
          // Keyboard focus highlights the blocks as the pointer does.
          <li key={tex} tabIndex={0} data-blocks={blocks.map((block) => `original/${block}`).join(" ")}>
            <Formula tex={tex} /> <span>{because}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
