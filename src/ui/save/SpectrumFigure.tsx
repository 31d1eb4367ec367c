/** Singular values of the learned matrices as they are saved: value against index, both on log axes. */
import { formatCount } from "../../store/format.ts";
import type { RunFacts } from "../../store/state.ts";
import { formatTick } from "../charts/axes.ts";
import { usePlayground, useViews } from "../context.ts";
import { LOOKS } from "../networks.ts";
import { Figure } from "./Figure.tsx";

/** Normalised: σ₁ of the target is 1. As on the page. */
const HIGH = 3;
const LOW = 1e-6;
const TICKS = [1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

export function SpectrumFigure({ run }: { readonly run: RunFacts }) {
  const data = useViews();
  const step = usePlayground(({ lookingAt, step: now }) => lookingAt ?? now);
  const lines = run.networks.map(({ id }) => ({
    id,
    values: data.networks.get(id)?.view?.spectra?.endToEnd ?? [],
  }));
  const count = Math.max(2, ...lines.map(({ values }) => values.length));
  const down = (value: number): number => Math.log(HIGH / Math.min(HIGH, value)) / Math.log(HIGH / LOW);
  const across = (index: number): number => Math.log(index) / Math.log(count);
  const indices = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter((index) => index <= count);
  return (
    <Figure
      title="Singular values of the learned matrix"
      file="singular-values"
      note={`At step ${formatCount(step)}. σ₁ of the target is 1. Both axes are logarithmic.`}
      networks={run.networks.map(({ id }) => id)}
      across="Index"
      xTicks={indices.map((index) => ({ share: across(index), text: formatCount(index) }))}
      yTicks={TICKS.map((value) => ({ share: down(value), text: formatTick(value) }))}
    >
      {({ x, y, width, height }) =>
        lines.map(({ id, values }) => {
          const points = values.flatMap((value, i) =>
            value >= LOW
              ? [`${(x + width * across(i + 1)).toFixed(1)} ${(y + height * down(value)).toFixed(1)}`]
              : [],
          );
          return (
            <g key={id} fill="none" stroke={LOOKS[id].colour} strokeWidth={LOOKS[id].width}>
              <path d={points.length > 0 ? `M${points.join("L")}` : ""} strokeDasharray={LOOKS[id].dash} />
              <path d={points.map((point) => `M${point}h0`).join("")} strokeWidth={6} strokeLinecap="round" />
            </g>
          );
        })
      }
    </Figure>
  );
}
