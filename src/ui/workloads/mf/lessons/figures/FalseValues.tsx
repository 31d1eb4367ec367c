/** A true and a false singular value race from the same start, at any depth. */
import { useMemo, useState } from "react";
import { formatError } from "../../../../../store/format.ts";
import { formatTick, type Axis } from "../../../../charts/axes.ts";
import { overSteps } from "../../../../charts/chart.ts";
import { Plot } from "../../../../charts/Plot.tsx";
import { Slider } from "../../../../lessons/parts/Slider.tsx";
import { race } from "./scalar.ts";

/** The false value's drive over the true one's. */
const PART = 0.5;
const ETA = 1 / 6;
const AXIS: Axis = { domain: [1e-12, 2], isLog: true, format: formatTick };

export function FalseValues() {
  const [depth, setDepth] = useState(2);
  const [exponent, setExponent] = useState(-5);
  const start = 10 ** exponent;
  const { steps, truth, falsehood, residual } = useMemo(() => race(depth, start, PART, ETA), [depth, start]);
  const curves = [
    { name: "true", ys: truth, look: { colour: "var(--original)", width: 3 } },
    { name: "false", ys: falsehood, look: { colour: "var(--danger)", width: 3 } },
    { name: "residual", ys: residual, look: { colour: "var(--muted)", width: 1.5, dash: "4 3" } },
  ];
  const end = formatError(falsehood.at(-1));
  return (
    <figure className="lesson-figure" aria-label="A true and a false singular value">
      <Plot
        label={`At depth ${depth} the false value ends at ${end}.`}
        chart={overSteps(
          curves.map(({ name, ys, look }) => ({ key: name, name, endName: name, look, xs: steps, ys })),
          Math.ceil(steps.at(-1) ?? 1),
          AXIS,
          "singular value",
        )}
      />
      <Slider label={`Depth L = ${depth}`} term="depth" min={2} max={6} value={depth} onChange={setDepth} />
      <Slider
        label={
          <>
            Start of both, ε<sup>L</sup> = {formatError(start)} (ε = {formatError(start ** (1 / depth))})
          </>
        }
        term="epsilon"
        min={-11}
        max={-2}
        value={exponent}
        valueText={formatError(start)}
        onChange={setExponent}
      />
      <figcaption role="status">
        Both values grow as s<sup>2−2/L</sup>, and the residual drives the false one half as hard. When the
        true one is learned, the residual is gone, and the false one stays at {end}.
      </figcaption>
    </figure>
  );
}
