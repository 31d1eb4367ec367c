/** Lesson: an adapter for a language model. */
import type { Outcome } from "../../../../store/state.ts";
import { Arriving } from "../../../lessons/parts/Arriving.tsx";
import { percent } from "../../../parts/workload-page.ts";
import { After, LessonLink, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Sketch } from "../../../lessons/parts/Sketch.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { Check } from "../../../lessons/parts/Check.tsx";
import { modelIn, resultOf } from "../../../lessons/parts/outcome.ts";
import { updatesOf, usedDirections } from "../facts.ts";
import { UpdateValues } from "./UpdateValues.tsx";
import { Word } from "../../../lessons/terms/Term.tsx";
import { useState } from "react";

const RANK = 8;
const PLANTED = "1.o";

/** The answer that a run gives, from the number of directions used in each matrix. */
function riseOf(used: ReadonlyMap<string, number>): string | undefined {
  const counts = [...used.values()];
  if (counts.length === 0) return undefined;
  if (counts.every((count) => count === RANK)) return "all";
  if (counts.every((count) => count === 2)) return "two";
  const isPlanted = [...used].every(([matrix, count]) => count === (matrix === PLANTED ? 2 : 0));
  return isPlanted ? "planted" : undefined;
}

/** The loss of the last mini-batch, divided by the loss of the first one. */
function lossLeft(outcome: Outcome): number {
  const { loss = NaN, lossAtStart = NaN } = modelIn(outcome, "lora")?.progress ?? {};
  return loss / lossAtStart;
}

/** The step of LoRA's smallest test error; the last step if it has none. */
const bestStep = (outcome: Outcome): number => modelIn(outcome, "lora")?.progress?.bestStep ?? outcome.step;

export function Lora({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          A language model has hundreds of weight matrices <Formula tex="W_0" />. To teach it something new
          from few examples, you can leave them as they are and learn a low-rank correction beside each, an{" "}
          <Word of="adapter" />. This resembles <LessonLink of="completion" />: there is a matrix, few data,
          and a guess that its rank is low. But no entry of ΔW is seen, only what ΔW does to a few inputs.
          LoRA (Hu et al., 2022) writes the correction as two thin factors. Its rank r is a guess, like r̂
          before, and α is a fixed number that sets its scale:
        </p>
        <Formula
          display
          tex="\begin{gathered} y = (\htmlData{blocks=sketch/frozen/W₀}{W_0} + \Delta W)\,x, \quad \Delta W = \tfrac{\alpha}{r} \htmlData{blocks=sketch/lora/B}{B} \htmlData{blocks=sketch/lora/A}{A} \\ B : m \times r, \; B(0) = 0 \\ A : r \times n, \; A(0) \text{ random} \end{gathered}"
        />
        <Sketch shown={["frozen", "lora"]} />
        <p>
          With B = 0 the correction is zero: training starts from the model as it is. But then A cannot learn
          in the first step, since its gradient passes through B. Follow the first steps by hand.
        </p>
        <FirstSteps />
        <p>
          After the first step the rows of BA point along A, a random direction. From then on both learn. If A
          were 0 too, nothing would ever move.
        </p>
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>
          Beside this text is a text encoder: it turns a sentence into 512 numbers. A <Word of="teacher" /> is
          the same encoder with one change: one matrix of its last layer, called “output”, has an update of
          rank 2 added to it. LoRA sees 16 sentences with the teacher’s numbers, and nobody tells it where the
          change is. So it trains adapters of rank {RANK} beside all six matrices of the layer. (Four belong
          to its attention: query, key, value and output. Two belong to its feed-forward network, FFN. What
          they compute does not matter here.) Training takes 60 steps of Adam at the rate 0.01.
        </p>
        <Predict question="rise">
          <Predict question="learned">
            <p>
              The encoder’s 14 MB are loaded once. Then the run takes about 15 seconds on two idle processor
              cores, and a minute on busy ones.
            </p>
            <RunIt setup="lora" />
            <Check
              of="lora"
              question="rise"
              found={(outcome) => riseOf(usedDirections(updatesOf(outcome, "lora")))}
              renderWhy={() => (
                <>
                  <p>
                    We count a direction if its singular value is above 1 % of the method’s largest in all six
                    updates. Adam’s first step moves every entry of B by about the rate, so ΔW gets all eight
                    directions that A happens to have. The sixteen sentences did not take them away again.
                  </p>
                  <p>
                    <ShowMe figure="Updates" terms={["lora"]}>
                      Show me all six matrices
                    </ShowMe>
                    : the dashed lines are the teacher’s two values.
                  </p>
                </>
              )}
            >
              {(outcome) => {
                const used = [...usedDirections(updatesOf(outcome, "lora")).values()];
                return (
                  <p>
                    {used.length === 0 ? (
                      <Arriving of={outcome} />
                    ) : (
                      `The six updates use ${used.join(", ")} directions of ${RANK}.`
                    )}{" "}
                    The teacher changed one matrix in two.
                  </p>
                );
              }}
            </Check>
          </Predict>
        </Predict>
      </>
    );
  if (screen === 4)
    return (
      <>
        <Sketch shown={["frozen", "lora"]} />
        <UpdateValues setup="lora" />
      </>
    );
  return (
    <After question="learned">
      <p>Did LoRA learn the teacher, or only the sixteen sentences?</p>
      <RunIt setup="lora" />
      <Check
        of="lora"
        question="learned"
        found={(outcome) => {
          const error = resultOf(outcome, "lora");
          return error < 0.3 ? "teacher" : error < 0.7 ? "half" : "little";
        }}
        renderWhy={(outcome) => (
          <p>
            A value of 1 is where it began, and 0 is the teacher. Three seeds ended at 0.83, 0.79 and 0.97. So
            it has almost memorized its sentences, but learned only a small part of the change.{" "}
            {bestStep(outcome) < outcome.step ? (
              <ShowMe figure="Curves" step={bestStep(outcome)} terms={["lora"]}>
                Show me the step with the smallest error
              </ShowMe>
            ) : (
              "Its smallest error is at the last step."
            )}
          </p>
        )}
      >
        {(outcome) => (
          <p>
            Training left {percent(lossLeft(outcome))} of its first training loss. On 250 other sentences the{" "}
            <Word of="testError" /> is {resultOf(outcome, "lora").toFixed(2)} of the squared distance at the
            start.
          </p>
        )}
      </Check>
      <p>
        Hu et al. measured something else: how few directions suffice. They trained GPT-3 to turn questions
        into database queries (WikiSQL), each time with the same number of trained weights. Rank 8 in one of
        the four kinds of attention matrix gave 70.0 to 73.2 %, rank 4 in query and value 73.7 %, and rank 2
        in all four kinds 73.7 %. They had thousands of examples. With sixteen sentences the question is not
        whether the rank suffices, but whether the adapter keeps to it.
      </p>
      <p>
        Two things differ from before: the encoder is not linear, and the optimizer is Adam. Adam divides each
        step by the gradient’s recent size (<LessonLink of="subspace" />
        ), so a small gradient does not mean a small step unless it is tiny. The theorem of{" "}
        <LessonLink of="subspace" /> holds for neither. From here on we have experiments, but no proof.
      </p>
    </After>
  );
}

const STARTS = {
  lora: { name: "B = 0, A random", A: [0.6, 0.8] },
  zero: { name: "B = 0 and A = 0", A: [0, 0] },
} as const;
const STEPS = 8;

/** Shows in numbers the first steps of an adapter with a column B and a row A, from B = 0 or from A = B = 0. */
function FirstSteps() {
  const [start, choose] = useState<keyof typeof STARTS>("lora");
  const [step, setStep] = useState(0);
  const now = adapterSteps(STARTS[start].A, [0, 0], STEPS)[step];
  if (!now) return null;
  return (
    <figure className="lesson-figure adapter-steps" aria-label="The first steps of an adapter">
      <div className="row">
        {(Object.keys(STARTS) as (keyof typeof STARTS)[]).map((id) => (
          <button
            key={id}
            type="button"
            aria-pressed={start === id}
            onClick={() => {
              choose(id);
              setStep(0);
            }}
          >
            {STARTS[id].name}
          </button>
        ))}
        <button type="button" className="primary" disabled={step === STEPS} onClick={() => setStep(step + 1)}>
          One step
        </button>
      </div>
      <table>
        <tbody>
          <Row name="A" values={now.A} change={now.dA} />
          <Row name="B" values={now.B} change={now.dB} />
          <Row name="BA" values={now.product.flat()} />
        </tbody>
      </table>
      <figcaption role="status">
        Step {step}. The target of BA is (1, 0; 0.5, 0), the learning rate 0.5. BA is written row by row.
      </figcaption>
    </figure>
  );
}

const digits = (value: number): string => value.toFixed(2).replace("-", "−");

function Row({
  name,
  values,
  change,
}: {
  readonly name: string;
  readonly values: readonly number[];
  readonly change?: readonly number[];
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td colSpan={change ? 1 : 2}>{values.map(digits).join("  ")}</td>
      {change && <td>gradient {change.map(digits).join("  ")}</td>}
    </tr>
  );
}

const TARGET = [
  [1, 0],
  [0.5, 0],
];
const ETA = 0.5;

/** Gradient descent on ‖BA − Δ‖²/2 with one column B and one row A of two numbers each. */
export function adapterSteps(A0: readonly number[], B0: readonly number[], steps: number) {
  let [A, B] = [A0, B0];
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);
  const down = (a: readonly number[], gradient: readonly number[]): number[] =>
    a.map((value, i) => value - ETA * (gradient[i] ?? NaN));
  return Array.from({ length: steps + 1 }, () => {
    const product = B.map((b) => A.map((a) => b * a));
    const D = product.map((line, i) => line.map((value, j) => value - (TARGET[i]?.[j] ?? NaN)));
    const dA = A.map((_, j) =>
      dot(
        D.map((line) => line[j] ?? NaN),
        B,
      ),
    );
    const dB = D.map((line) => dot(line, A));
    const now = { A, B, dA, dB, product };
    [A, B] = [down(A, dA), down(B, dB)];
    return now;
  });
}
