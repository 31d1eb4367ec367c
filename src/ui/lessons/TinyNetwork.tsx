/** The 2 × 2 network of the second lesson, step by step, with every matrix in view. */
import { useState } from "react";
import { spokenLanguage } from "../../store/language.ts";
import { t } from "../../store/text.ts";
import { Formula } from "./Formula.tsx";
import { gradients, multiply, residual, TARGET, tinyStart, tinyStep, type Tiny, type Two } from "./tiny.ts";

const STEPS = [1, 10, 100] as const;

export function TinyNetwork({ hidden, gradient }: { readonly hidden: boolean; readonly gradient: boolean }) {
  const [tiny, setTiny] = useState(tinyStart);
  const advance = (n: number): void => {
    let next: Tiny = tiny;
    for (let i = 0; i < n; i++) next = tinyStep(next, hidden);
    setTiny(next);
  };
  const f = multiply(tiny.W2, tiny.W1);
  const { G1, G2 } = gradients(tiny, hidden);
  return (
    <div
      className="tiny"
      lang={spokenLanguage()}
      role="group"
      aria-label={t("A network of two 2 × 2 matrices")}
    >
      <div className="tiny-row">
        <Small name="\Phi" of={TARGET} hidden={hidden} />
        <Small name="f = W_2 W_1" of={f} />
        <Small name="W_2" of={tiny.W2} />
        <Small name="W_1" of={tiny.W1} />
      </div>
      {gradient && (
        <div className="tiny-row">
          <Small name={hidden ? "D = M \\odot (f - \\Phi)" : "D = f - \\Phi"} of={residual(f, hidden)} />
          <Small name="G_2 = D W_1^\top" of={G2} />
          <Small name="G_1 = W_2^\top D" of={G1} />
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
            {n === 1 ? t("One step") : t("{n} steps", { n })}
          </button>
        ))}
        <button type="button" className="quiet" onClick={() => setTiny(tinyStart())}>
          {t("Start again")}
        </button>
        <span role="status">{t("after {n} steps, η = 0.2", { n: tiny.steps })}</span>
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
