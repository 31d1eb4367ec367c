/** A single weight and a product of four weights, at one learning rate that the student sets. */
import { useId, useState } from "react";
import { formatCount, formatError, formatSetting } from "../../../store/format.ts";
import { StepChart } from "../../why/StepChart.tsx";
import { toyLosses } from "./rate-toy.ts";

const STEPS = 40;
const LOW = -6;
const ROWS = [
  { depth: 1, name: "one weight", colour: "var(--shallow)" },
  { depth: 4, name: "a product of four", colour: "var(--original)" },
];

export function RateToy() {
  const [exponent, setExponent] = useState(-1.3);
  const id = useId();
  const eta = Number((10 ** exponent).toPrecision(2));
  const lines = ROWS.map(({ depth, name, colour }) => {
    const losses = toyLosses(depth, eta, STEPS);
    return { depth, name, colour, losses };
  });
  const told = lines
    .map(({ name, losses }) =>
      losses.length <= STEPS ? `${name}: diverges` : `${name}: ${formatError(losses.at(-1))}`,
    )
    .join("; ");
  return (
    <figure className="lesson-figure" aria-label="One weight against a product">
      <StepChart
        label={`Loss after ${STEPS} steps. ${told}.`}
        lines={lines.map(({ depth, colour, losses }) => ({
          key: `${depth}`,
          steps: losses.map((_, step) => step),
          values: losses.map((loss) => Math.log10(Math.max(loss, 10 ** LOW))),
          colour,
          width: 2,
        }))}
        lastStep={STEPS}
        low={LOW}
        high={1}
        formatTick={formatCount}
        ticks={[-6, -4, -2, 0]}
      />
      <label htmlFor={id}>η = {formatSetting(eta)}</label>
      <input
        id={id}
        type="range"
        min={-2}
        max={0}
        step={0.05}
        value={exponent}
        aria-valuetext={formatSetting(eta)}
        onChange={(event) => setExponent(event.target.valueAsNumber)}
      />
      <figcaption role="status">
        log₁₀ of the loss over {STEPS} steps.{" "}
        {lines.map(({ name, colour }) => (
          <span key={name} className="key">
            <span className="swatch" style={{ background: colour }} /> {name}{" "}
          </span>
        ))}
        At η = {formatSetting(eta)}, {told}.
      </figcaption>
    </figure>
  );
}
