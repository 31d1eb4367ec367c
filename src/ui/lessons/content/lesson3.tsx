/** Silence, then a jump. */
import type { Outcome } from "../../../store/outcomes.ts";
import { formatCount, formatTimes, subscript } from "../../../store/format.ts";
import { halfwayText, leadingValues } from "../../../store/growth.ts";
import { Check, CheckBoth } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";

/** A jump has begun when the error has lost a tenth of what it lay at. */
const MOVED = 0.9;

export function Lesson3({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          With all matrices small, each gradient is a product of small numbers: almost nothing happens. But
          singular values grow by feeding on themselves. Along one singular direction of the target, each
          layer of a network of depth <Term of="L" /> acts like one number <Formula tex="w" />:
        </p>
        <Formula
          display
          tex="w \leftarrow w + \eta\, \sigma\, w^{L-1} \qquad (w \ll 1, \; w(0) = \varepsilon)"
        />
        <p>
          For <Formula tex="L \ge 3" /> this is silence, then an explosion that ends when{" "}
          <Formula tex="w^L" /> has reached <Term of="sigma" tex="\sigma" />. Summed over the steps, the wait
          is
        </p>
        <Formula display tex="t \approx \frac{C}{(L-2)\,\eta\,\sigma\,\varepsilon^{L-2}}" />
        <p>
          with <Formula tex="C = 1" /> for layers that point in the right directions from the start. Random
          ones have to find them first: we measured 1.1 to 1.4. So the largest{" "}
          <Term of="sigma" tex="\sigma" /> comes first, and each one has its own moment. The vertical lines on
          the chart are this formula with <Formula tex="C = 1.25" />, one for each singular value, drawn
          before anything is trained; the question mark beside the chart’s heading says whose formula it is.
        </p>
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>
          The target has singular values 1, ½ and ¼. Watch the error fall in three stairs, and “Singular
          values” below: one after another leaves the ground.
        </p>
        <RunIt setup="wait" />
        <Check of="wait">
          {(outcome) => (
            <p>
              Expected: {stepList(outcome.run.expected?.escapes ?? [])}. In your run, half of each value was
              reached: {learnedList(outcome)}; the error began to fall at step{" "}
              {formatCount(firstMove(outcome))}.
            </p>
          )}
        </Check>
        <Predict
          id="3.half"
          question="Depth 3 as before: halve ε to 0.01. How long is the wait for the first jump now?"
          options={{
            same: "About as long: ε is small anyway",
            double: "About twice as long",
            four: "About four times as long",
          }}
        />
      </>
    );
  return (
    <>
      <p>
        Depth 3: the wait is proportional to <Formula tex="1/\varepsilon^{L-2} = 1/\varepsilon" />.
      </p>
      <RunIt setup="smaller" />
      <CheckBoth
        of={["wait", "smaller"]}
        prediction={{
          id: "3.half",
          found: (wait, smaller) => {
            const ratio = firstMove(smaller) / firstMove(wait);
            if (ratio < 1.4) return "same";
            if (ratio < 2.8) return "double";
            return ratio >= 2.8 ? "four" : undefined;
          },
        }}
      >
        {(wait, smaller) => (
          <p>
            First move at step {formatCount(firstMove(wait))} from ε = 0.02 and at step{" "}
            {formatCount(firstMove(smaller))} from ε = 0.01:{" "}
            {formatTimes(firstMove(smaller) / firstMove(wait))} times as long. A plateau is not a sign that
            nothing is going on. It has a length, and one can compute it.
          </p>
        )}
      </CheckBoth>
    </>
  );
}

/** `σ₁ at step 375, σ₂ at step 750`. */
const stepList = (steps: readonly number[]): string =>
  steps.map((step, i) => `σ${subscript(i + 1)} at step ${formatCount(Math.round(step))}`).join(", ");

/** `σ₁ between steps 320 and 375`. */
function learnedList({ data, run }: Outcome): string {
  const history = data.get("original")?.spectra;
  const values = history ? leadingValues(history, run.experiment.rank) : [];
  return values
    .flatMap(({ halfway }, i) => (halfway ? `σ${subscript(i + 1)} ${halfwayText(halfway)}` : []))
    .join(", ");
}

/** First step at which the original's error has left its plateau; NaN where it never does. */
function firstMove({ data, step }: Outcome): number {
  const recovery = data.get("original")?.recovery;
  if (!recovery) return NaN;
  const start = recovery.at(0);
  for (let at = 1; at <= step; at++) if (recovery.at(at) < MOVED * start) return at;
  return NaN;
}
