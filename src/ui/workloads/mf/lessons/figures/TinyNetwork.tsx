/**
 * The 2 × 2 network of the second lesson, step by step. It shows the gradient of the last step, not of the next
 * one, so that students can compute the next one first.
 */
import { useState } from "react";
import { Formula } from "../../../../lessons/parts/Formula.tsx";
import { gradients, multiply, TARGET, tinyStart, tinyStep, type Tiny, type Two } from "./tiny.ts";
import { formatCount } from "../../../../../store/format.ts";

const STEPS = [1, 10, 100] as const;
const AT_START = { tiny: tinyStart() };

interface Props {
  readonly hidden: boolean;
  readonly gradient: boolean;
  /** Called after each press of a button for steps, with the number of all steps so far. */
  readonly onSteps?: (steps: number) => void;
}

export function TinyNetwork({ hidden, gradient, onSteps }: Props) {
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
      {gradient && before && <LastStep before={before} hidden={hidden} />}
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
export function LastStep({ before, hidden }: { readonly before: Tiny; readonly hidden: boolean }) {
  const { f, D, G1, G2 } = gradients(before, hidden);
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

function Small({
  name,
  of,
  hidden = false,
}: {
  readonly name: string;
  readonly of: Two;
  readonly hidden?: boolean;
}) {
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
