/** Lesson: a network that is a matrix. */
import { useState } from "react";
import { formatCount, formatError } from "../../../../store/format.ts";
import { After, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Check, LEARNED, recoveryOf, stepsTo, trainOf } from "./read.ts";
import { Found } from "../../../lessons/parts/Check.tsx";
import { LessonDiagram } from "./figures/LessonDiagram.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { Term, Word } from "../../../lessons/terms/Term.tsx";

// The smallest deep network: f = W₂W₁ with 2 × 2 matrices [a, b, c, d] = [[a, b], [c, d]]. One plain matrix W beside it
// trains on the same target by gradient descent on ½‖M ⊙ (f − Φ)‖².

export type Two = readonly [a: number, b: number, c: number, d: number];

export interface Tiny {
  readonly W1: Two;
  readonly W2: Two;
  /** The plain matrix. It starts as the product W₂W₁. */
  readonly W: Two;
  readonly steps: number;
}

/** Rank 1: each row is a multiple of (1, 2). */
export const TARGET: Two = [0.25, 0.5, 0.5, 1];
const ETA = 0.2;
const EPSILON = 0.1;

export const multiply = (A: Two, B: Two): Two => [
  A[0] * B[0] + A[1] * B[2],
  A[0] * B[1] + A[1] * B[3],
  A[2] * B[0] + A[3] * B[2],
  A[2] * B[1] + A[3] * B[3],
];
const transpose = ([a, b, c, d]: Two): Two => [a, c, b, d];
const combine = (A: Two, B: Two, of: (a: number, b: number) => number): Two =>
  A.map((a, i) => of(a, B[i] as number)) as unknown as Two;

/** Two rotations, multiplied by ε. */
export function tinyStart(): Tiny {
  const W1: Two = [0.8 * EPSILON, -0.6 * EPSILON, 0.6 * EPSILON, 0.8 * EPSILON];
  const W2: Two = [0.6 * EPSILON, 0.8 * EPSILON, -0.8 * EPSILON, 0.6 * EPSILON];
  return { W1, W2, W: multiply(W2, W1), steps: 0 };
}

/** D = M ⊙ (f − Φ); the mask hides the last entry or nothing. */
export function residual(f: Two, hidden: boolean): Two {
  const D = combine(f, TARGET, (x, y) => x - y);
  return hidden ? [D[0], D[1], D[2], 0] : D;
}

/** Computes f = W₂W₁, D, G₂ = D W₁ᵀ and G₁ = W₂ᵀ D from the matrices before a step. */
export function gradients({ W1, W2 }: Tiny, hidden: boolean) {
  const f = multiply(W2, W1);
  const D = residual(f, hidden);
  return { f, D, G1: multiply(transpose(W2), D), G2: multiply(D, transpose(W1)) };
}

export function tinyStep(tiny: Tiny, hidden: boolean): Tiny {
  const { G1, G2 } = gradients(tiny, hidden);
  const down = (A: Two, G: Two): Two => combine(A, G, (a, g) => a - ETA * g);
  return {
    W1: down(tiny.W1, G1),
    W2: down(tiny.W2, G2),
    W: down(tiny.W, residual(tiny.W, hidden)),
    steps: tiny.steps + 1,
  };
}

/** After LONG steps the product has learned three observed entries, after LONGER steps the hidden one, too. */
const LONG = 200;
const LONGER = 1000;

const hiddenEntry = afterTraining();

const ORIGINAL = ["original"] as const;

export function Product({ screen }: { readonly screen: number }) {
  /** Steps of the 2 × 2 example that the student has taken. Its values answer the question. */
  const [steps, setSteps] = useState(0);
  if (screen === 1)
    return (
      <>
        <p>
          A deep linear network multiplies its input by one matrix after another, with nothing in between:
        </p>
        <Formula
          display
          tex="\htmlData{blocks=original/f}{f} = \htmlData{blocks=original/W3}{W_L} \cdots \htmlData{blocks=original/W2}{W_2} \htmlData{blocks=original/W1}{W_1}"
        />
        <LessonDiagram shown={ORIGINAL} />
        <p>
          The product <Term of="f" /> is one matrix. So depth <Term of="L" /> buys no expressive power. What
          it changes is gradient descent. The target is <Term of="Phi" />. The loss{" "}
          <Formula tex="\tfrac12 \lVert f - \Phi \rVert_F^2" /> is half the sum of the squared entries of{" "}
          <Formula tex="f - \Phi" />, and its gradient with respect to f is the residual <Term of="D" />{" "}
          <Formula tex="{}= f - \Phi" />.
        </p>
        <p>
          A change dW of the factor W in <Formula tex="f = AWB" /> changes f by <Formula tex="A\,dW\,B" />,
          and so the loss by{" "}
          <Formula tex="\langle D,\, A\,dW\,B \rangle = \langle A^\top D B^\top,\, dW \rangle" />, to first
          order. (⟨·,·⟩ adds up the products of entries.) So the gradient of each{" "}
          <Word of="factor">factor</Word> is D seen through all the others:
        </p>
        <Formula
          display
          tex="\begin{gathered} G_l = (W_L \cdots W_{l+1})^\top D \, (W_{l-1} \cdots W_1)^\top \\ W_l \leftarrow W_l - \eta\, G_l \end{gathered}"
        />
        <p>
          Do one step by hand, with two 2 × 2 matrices and <Term of="eta" /> = 0.2. Compute the upper left
          number of <Formula tex="G_1" /> and of the new <Formula tex="W_1" />. Then press “One step”.
        </p>
        <TinyNetwork hidden={false} />
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>
          Now hide one entry of the target, so that the gradient no longer sees it. Beside the product we
          train one plain matrix <Formula tex="W" /> on the same three entries, from the same start.
        </p>
        <Predict question="hidden">
          <TinyNetwork hidden onSteps={setSteps} />
          {steps < LONG ? (
            <p>Take at least {LONG} steps.</p>
          ) : (
            <Found
              verdict={{ question: "hidden", found: hiddenEntry.found }}
              why={
                <p>
                  In <Formula tex="W" /> the hidden entry has no gradient. In the product, every entry of{" "}
                  <Formula tex="W_1" /> and <Formula tex="W_2" /> takes part in several entries of{" "}
                  <Formula tex="f" />. Learning three of them moves the fourth. The rows of the target are
                  multiples of each other: 0.5 is to 0.25 as 1 is to 0.5.
                </p>
              }
            >
              <p>
                After {LONG} steps the hidden entry of <Formula tex="W" /> is still{" "}
                {hiddenEntry.plain.toFixed(3)}, as at the start. In the product it is{" "}
                {hiddenEntry.product.toFixed(3)} by then, and {hiddenEntry.later.toFixed(3)} after{" "}
                {formatCount(LONGER)} steps.
              </p>
            </Found>
          )}
        </Predict>
      </>
    );
  if (screen === 4) return <TinyNetwork hidden />;
  return (
    <After question="hidden">
      <p>
        Now a 48 × 48 matrix of rank <Term of="r" /> = 2, depth <Term of="L" /> = 3, half of its entries
        hidden. The network starts almost at zero: <Term of="epsilon" /> = 0.02. Its{" "}
        <Word of="train">train error</Word> counts the seen entries, its{" "}
        <Word of="recovery">recovery error</Word> all of them. (1e-2 is short for 10⁻².) Infinitely many
        matrices agree with the seen half.
      </p>
      <Predict question="deep">
        <RunIt setup="deep" />
        <Check
          of="deep"
          question="deep"
          found={(outcome) => {
            if (recoveryOf(outcome, "original") < LEARNED) return "target";
            return trainOf(outcome, "original") < LEARNED ? "other" : "none";
          }}
        >
          {(outcome) => (
            <>
              <p>
                The train error ended at {formatError(trainOf(outcome, "original"))} and the recovery error at{" "}
                {formatError(recoveryOf(outcome, "original"))}. From this small start, gradient descent on the
                product went to a matrix of low rank, although nothing in the loss asks for that.
              </p>
              <p>
                <ShowMe
                  figure="Singular values"
                  step={stepsTo(outcome, "original", "1e-2")}
                  terms={["original"]}
                >
                  Show me the two singular values
                </ShowMe>{" "}
                that it had learned when the recovery error fell below 1e-2.
              </p>
            </>
          )}
        </Check>
      </Predict>
    </After>
  );
}

/** The hidden entry of the 2 × 2 example: its value in the product and in the plain matrix. */
function afterTraining() {
  const start = tinyStart();
  let tiny: Tiny = start;
  const trainTo = (last: number, from: number): number => {
    for (let step = from; step < last; step++) tiny = tinyStep(tiny, true);
    return multiply(tiny.W2, tiny.W1)[3];
  };
  const product = trainTo(LONG, 0);
  const plain = tiny.W[3];
  const later = trainTo(LONGER, LONG);
  const stays = (now: number): boolean => Math.abs(now - start.W[3]) < 1e-3;
  const both = stays(product) ? "both" : "product";
  return { product, plain, later, found: stays(plain) ? both : "zero" };
}

const STEPS = [1, 10, 100] as const;
const AT_START = { tiny: tinyStart() };

interface Props {
  readonly hidden: boolean;
  /** Called after each press of a button for steps, with the number of all steps so far. */
  readonly onSteps?: (steps: number) => void;
}

/** If nothing is hidden, shows the gradient of the last step, not of the next one, which students compute first. */
function TinyNetwork({ hidden, onSteps }: Props) {
  const [{ tiny, before }, set] = useState<{ readonly tiny: Tiny; readonly before?: Tiny }>(AT_START);
  const advance = (n: number): void => {
    let [last, next] = [tiny, tiny];
    for (let i = 0; i < n; i++) [last, next] = [next, tinyStep(next, hidden)];
    set({ tiny: next, before: last });
    onSteps?.(next.steps);
  };
  const f = multiply(tiny.W2, tiny.W1);
  return (
    <div className="stack" role="group" aria-label="A network of two 2 × 2 matrices">
      <div className="row">
        <Small name="\Phi" of={TARGET} hidden={hidden} />
        <Small name="f = W_2 W_1" of={f} />
        <Small name="W_2" of={tiny.W2} />
        <Small name="W_1" of={tiny.W1} />
      </div>
      {!hidden && before && <LastStep before={before} />}
      {hidden && (
        <div className="row">
          <Small name="W \text{, one plain matrix}" of={tiny.W} />
        </div>
      )}
      <p className="row">
        {STEPS.map((n) => (
          <button key={n} type="button" onClick={() => advance(n)}>
            {n === 1 ? "One step" : `${formatCount(n)} steps`}
          </button>
        ))}
        <button type="button" className="quiet" onClick={() => set(AT_START)}>
          Start again
        </button>
        <span role="status">step {formatCount(tiny.steps)}, η = 0.2</span>
      </p>
    </div>
  );
}

/** The last step, with the product from which it was computed: the product above it is already the new one. */
export function LastStep({ before }: { readonly before: Tiny }) {
  const { f, D, G1, G2 } = gradients(before, false);
  const title = `Step ${formatCount(before.steps + 1)} was computed from the matrices before it:`;
  return (
    <div role="group" aria-label={title}>
      <p>{title}</p>
      <div className="row">
        <Small name="f" of={f} />
        <Small name="D = f - \Phi" of={D} />
        <Small name="G_2 = D W_1^\top" of={G2} />
        <Small name="G_1 = W_2^\top D" of={G1} />
      </div>
    </div>
  );
}

interface SmallProps {
  readonly name: string;
  readonly of: Two;
  readonly hidden?: boolean;
}

function Small({ name, of, hidden = false }: SmallProps) {
  const [a, b, c, d] = of.map((value) => value.toFixed(3).replace("-", "−"));
  return (
    <figure className="small-matrix">
      <figcaption>
        <Formula tex={name} />
      </figcaption>
      <table>
        <tbody>
          <tr>
            <td>{a}</td>
            <td>{b}</td>
          </tr>
          <tr>
            <td>{c}</td>
            <td className={hidden ? "hidden-entry" : ""}>{hidden ? "?" : d}</td>
          </tr>
        </tbody>
      </table>
    </figure>
  );
}
