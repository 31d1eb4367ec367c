/** Lesson: when nothing happens. */
import type { Outcome } from "../../../../store/kinds/matrix-state.ts";
import { formatCount, formatTimes, formatSetting } from "../../../../store/format.ts";
import { After, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Check } from "./read.ts";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { Term, Word } from "../../../lessons/terms/Term.tsx";
import { useMemo, useState } from "react";
import { curveOf, overSteps } from "../../../charts/chart.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { Slider } from "../../../lessons/parts/Slider.tsx";
import { escapeAt, scalarPath } from "./figures/scalar.ts";

/** A jump begins when the error has lost a tenth of its first value. */
const MOVED = 0.9;
/** The error has a stair at a height from which it differs by less than NEAR for the fraction STAIR of all steps. */
const STAIR = 0.05;
const NEAR = 0.05;

export function Waiting({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          With all matrices small, each gradient is a product of small numbers. Almost nothing happens at
          first. To see what happens later, look at one singular direction of the target.
        </p>
        <p>
          Suppose that the layers are aligned: the first takes in the target’s <Term of="v" tex="v" />, each
          next one takes in what the one before gives out, and the last gives out <Term of="u" tex="u" />.
          Then each layer only stretches this direction, by one number <Formula tex="w" />. The other
          directions have numbers of their own, and the numbers of different directions never meet. So the
          matrix problem falls apart into one scalar problem for each <Term of="sigma" tex="\sigma" />:
        </p>
        <Formula
          display
          tex="\begin{gathered} w \leftarrow w + \htmlData{term=rate}{\eta}\, w^{\htmlData{term=depth}{L}-1} (\sigma - w^{\htmlData{term=depth}{L}}), \qquad w(0) = \varepsilon \\ \approx w + \htmlData{term=rate}{\eta}\, \sigma\, w^{\htmlData{term=depth}{L}-1} \end{gathered}"
        />
        <p>
          The approximation holds while <Formula tex="w" /> is small. The matrices here are 32 × 32, the depth
          is <Term of="L" /> = 3, and the learning rate is <Term of="eta" /> = 1/6.
        </p>
        <p>
          Why 1/6? Near the end, let e be the error of the product, and q the product of all factors but one.
          The gradient of this one is <Formula tex="q e" />. So it moves by <Formula tex="-\eta\, q e" />, and
          the product by q times as far. All factors together multiply the error by{" "}
          <Formula tex="1 - \eta\lambda" />, where <Term of="lambda" /> is the sum of their{" "}
          <Formula tex="q^2" /> (times c, if a factor learns at c times the rate). The error shrinks if{" "}
          <Formula tex="\eta < 2/\lambda" />. At <Formula tex="w \approx 1" /> each q is 1, so{" "}
          <Formula tex="\lambda = L" />. These runs use a quarter of the limit.
        </p>
        <Predict question="order">
          <RunIt setup="wait" />
          <Check of="wait" question="order" found={orderOf}>
            {(outcome) => (
              <>
                <p>
                  On its logarithmic axis, the error was halfway down each stair at step{" "}
                  {moments(outcome).map(formatCount).join(", ")}. The larger <Formula tex="\sigma" /> is, the
                  faster its <Formula tex="w" /> grows, and <Formula tex="w" /> speeds up as it grows.
                </p>
                <p>
                  <ShowMe figure="Singular values" step={moments(outcome)[1]} terms={["original"]}>
                    Show me the second value leaving
                  </ShowMe>
                  , with the first one already learned.
                </p>
              </>
            )}
          </Check>
        </Predict>
      </>
    );
  if (screen === 2)
    return (
      <After question="order">
        <p>
          This is the scalar rule alone, for <Formula tex="\sigma" /> = 1, ½ and ¼ from <Term of="epsilon" />{" "}
          = 0.02, at the same rate. It waits and jumps like your run, but a little earlier. Your run’s random
          layers first send v elsewhere and must turn until it comes out as u.
        </p>
        <Waits canChange={false} />
        <Predict question="half" />
      </After>
    );
  if (screen === 4)
    return (
      <After question="half">
        <p>
          The rule says why. One step adds <Formula tex="\eta \sigma w^{L-1}" /> to <Formula tex="w" />. So
          growing by a small <Formula tex="dw" /> takes <Formula tex="dw / (\eta \sigma w^{L-1})" /> steps. We
          add these up from the start on, for <Formula tex="L \ge 3" />:
        </p>
        <Formula
          display
          tex="t \approx \int_{\htmlData{term=epsilon}{\varepsilon}}^\infty \frac{dw}{\eta\,\sigma\, w^{L-1}} = \frac{1}{(\htmlData{term=depth}{L}-2)\,\htmlData{term=rate}{\eta}\,\sigma\,\htmlData{term=epsilon}{\varepsilon}^{L-2}}"
        />
        <p>
          Where the growth ends hardly matters: at depth 3 half of these steps pass before <Formula tex="w" />{" "}
          has doubled once. This is the wait of aligned layers. Random orthogonal layers take{" "}
          <Formula tex="C" /> times as long. On twelve <Word of="seeds">seeds</Word> we measured{" "}
          <Formula tex="C" /> between 1.1 and 1.3 at depth 3, and between 1.2 and 1.5 at depth 4. On the chart
          before this screen, dashed vertical lines mark the formula with <Formula tex="C = 1.25" />, before
          anything is trained. A plateau has a length, and one can compute it. Try other starts, with aligned
          layers:
        </p>
        <Waits canChange />
      </After>
    );
  if (screen === 5) return <Waits canChange />;
  return (
    <After question="half">
      <RunIt setup="smaller" />
      <Check
        of={["wait", "smaller"]}
        question="half"
        found={(wait, smaller) => {
          const ratio = firstMove(smaller) / firstMove(wait);
          if (ratio < 1.4) return "same";
          if (ratio < 2.8) return "double";
          return ratio >= 2.8 ? "four" : undefined;
        }}
      >
        {(wait, smaller) => (
          <p>
            The error first moved, by a tenth of itself, at <Word of="step" /> {formatCount(firstMove(wait))}{" "}
            from ε = 0.02 and at step {formatCount(firstMove(smaller))} from ε = 0.01:{" "}
            {formatTimes(firstMove(smaller) / firstMove(wait))} times as long.
          </p>
        )}
      </Check>
    </After>
  );
}

/**
 * The heights of the stairs: the relative error while none, one, two … of the target's singular values are learned,
 * the largest or the smallest first.
 */
function stairs({ run }: Outcome, first: "large" | "small"): number[] {
  const sigma = first === "large" ? run.targetSigmas : run.targetSigmas.toReversed();
  const whole = Math.hypot(...sigma);
  return sigma.map((_, learned) => Math.hypot(...sigma.slice(learned)) / whole);
}

/** The original's errors at all steps of the run. */
const errorsOf = ({ data, step }: Outcome): readonly number[] =>
  Array.from({ length: step + 1 }, (_, at) => data.models.get("original")?.recovery.at(at) ?? NaN);

/** The order of learning, read from the heights of the error's stairs. Undefined if they fit neither order. */
function orderOf(outcome: Outcome): string | undefined {
  const errors = errorsOf(outcome);
  const staysAt = (height: number): boolean =>
    errors.filter((error) => Math.abs(Math.log(error / height)) < NEAR).length > STAIR * outcome.step;
  return (["large", "small"] as const).find((first) => stairs(outcome, first).every(staysAt));
}

/**
 * The first step below the middle between each stair and the next one, on a log axis. The middle below the last stair
 * is half of its height.
 */
function moments(outcome: Outcome): number[] {
  const errors = errorsOf(outcome);
  const heights = stairs(outcome, "large");
  return heights.flatMap((height, i) => {
    const halfway = Math.sqrt(height * (heights[i + 1] ?? height / 4));
    const at = errors.findIndex((error) => error < halfway);
    return at > 0 ? [at] : [];
  });
}

/** First step at which the original's error has left its plateau. NaN if it never does. */
function firstMove(outcome: Outcome): number {
  const errors = errorsOf(outcome);
  const at = errors.findIndex((error) => error < MOVED * (errors[0] ?? NaN));
  return at < 0 ? NaN : at;
}

const SIGMAS = [1, 0.5, 0.25];
const COLOURS = ["var(--original)", "var(--yaras)", "var(--thin)"];
const DEPTH = 3;
const ETA = 1 / 6;
const STEPS = 3600;
const STRIDE = 20;

/** Draws w^L over the steps for three singular values and any ε, with each layer reduced to one number w. */
function Waits({ canChange }: { readonly canChange: boolean }) {
  const [epsilon, setEpsilon] = useState(0.02);
  const paths = useMemo(
    () => SIGMAS.map((sigma) => scalarPath({ sigma, epsilon, depth: DEPTH, eta: ETA }, STEPS, STRIDE)),
    [epsilon],
  );
  const steps = paths[0]?.map((_, i) => i * STRIDE) ?? [];
  const escapes = SIGMAS.map((sigma) => {
    const at = escapeAt({ sigma, epsilon, depth: DEPTH, eta: ETA }, STEPS);
    return `σ = ${sigma} at ${at === undefined ? "no step shown" : `step ${formatCount(at)}`}`;
  }).join(", ");
  return (
    <figure className="lesson-figure" aria-label="One number per layer">
      <Plot
        label={`The product w³ reaches half of ${escapes}.`}
        chart={overSteps(
          paths.map((ys, i) =>
            curveOf(`σ = ${SIGMAS[i]}`, { colour: COLOURS[i] ?? "", width: 2 }, steps, ys),
          ),
          STEPS,
          { domain: [0, 1.1], format: String },
          "w³",
        )}
      />
      {canChange && (
        <Slider
          label={`ε = ${formatSetting(epsilon)}`}
          term="epsilon"
          min={0.008}
          max={0.06}
          step={0.002}
          value={epsilon}
          onChange={setEpsilon}
        />
      )}
      <figcaption role={canChange ? "status" : undefined}>
        w³ over steps from ε = {formatSetting(epsilon)}, by the update rule. It reaches half of {escapes}.
      </figcaption>
    </figure>
  );
}
