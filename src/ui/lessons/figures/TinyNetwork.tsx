/**
 * The 2 × 2 network of the second lesson, step by step. It shows the gradient of the last step, not the next
 * one, so that students can compute the next one first.
 */
import { useState } from "react";
import { Formula } from "../parts/Formula.tsx";
import { gradients, multiply, residual, TARGET, tinyStart, tinyStep, type Tiny, type Two } from "./tiny.ts";
import { formatCount } from "../../../store/format.ts";

const STEPS = [1, 10, 100] as const;
const AT_START = { tiny: tinyStart() };

export function TinyNetwork({ hidden, gradient }: { readonly hidden: boolean; readonly gradient: boolean }) {
  const [{ tiny, before }, set] = useState<{ readonly tiny: Tiny; readonly before?: Tiny }>(AT_START);
  const advance = (n: number): void => {
    let [last, next] = [tiny, tiny];
    for (let i = 0; i < n; i++) [last, next] = [next, tinyStep(next, hidden)];
    set({ tiny: next, before: last });
  };
  const f = multiply(tiny.W2, tiny.W1);
  return (
    <div className="tiny" role="group" aria-label="A network of two 2 × 2 matrices">
      <div className="tiny-row">
        <Small name="\Phi" of={TARGET} hidden={hidden} />
        <Small name="f = W_2 W_1" of={f} />
        <Small name="W_2" of={tiny.W2} />
        <Small name="W_1" of={tiny.W1} />
      </div>
      {gradient && before && (
        <div className="tiny-row" role="group" aria-label="In the last step">
          <Small name="D = f - \Phi" of={residual(multiply(before.W2, before.W1), hidden)} />
          <Small name="G_2 = D W_1^\top" of={gradients(before, hidden).G2} />
          <Small name="G_1 = W_2^\top D" of={gradients(before, hidden).G1} />
        </div>
      )}
      {hidden && (
        <div className="tiny-row">
          <Small name="W \text{, one plain matrix}" of={tiny.W} />
        </div>
      )}
      <p className="tiny-buttons">
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
