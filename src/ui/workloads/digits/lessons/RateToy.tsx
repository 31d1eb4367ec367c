/** A single weight and a product of four weights, at one learning rate that the student sets. */
import { useState } from "react";
import { formatError, formatSetting } from "../../../../store/format.ts";
import { formatTick, type Axis } from "../../../charts/axes.ts";
import { overSteps } from "../../../charts/chart.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { Slider } from "../../../lessons/parts/Slider.tsx";

const STEPS = 40;
const AXIS: Axis = { domain: [1e-6, 10], isLog: true, format: formatTick };
const ROWS = [
  { depth: 1, name: "one weight", colour: "var(--shallow)" },
  { depth: 4, name: "a product of four", colour: "var(--original)" },
];

export function RateToy() {
  const [exponent, setExponent] = useState(-1.3);
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
      <Plot
        label={`Loss after ${STEPS} steps. ${told}.`}
        chart={overSteps(
          lines.map(({ name, colour, losses }) => ({
            key: name,
            name,
            look: { colour, width: 2 },
            xs: losses.map((_, step) => step),
            ys: losses.map((loss) => Math.max(loss, AXIS.domain[0])),
          })),
          STEPS,
          AXIS,
          "loss",
        )}
      />
      <Slider
        label={`η = ${formatSetting(eta)}`}
        min={-2}
        max={0}
        step={0.05}
        value={exponent}
        valueText={formatSetting(eta)}
        onChange={setExponent}
      />
      <figcaption role="status">
        Loss over {STEPS} steps, on a log axis.{" "}
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

/**
 * Models with one number per layer learn the number 2, starting from 1: a single weight, and a product of four
 * weights. The loss is (product − 2)²/2, and each weight takes its own gradient steps.
 */
const TARGET = 2;

/** The loss at steps 0 … `steps`. The list ends early if the weights diverge. */
export function toyLosses(depth: number, eta: number, steps: number): number[] {
  const losses: number[] = [];
  let w = 1;
  for (let step = 0; step <= steps; step++) {
    const error = w ** depth - TARGET;
    if (Math.abs(error) > 1e6) break;
    losses.push(error ** 2 / 2);
    // All weights start equal, so they stay equal.
    w -= eta * error * w ** (depth - 1);
  }
  return losses;
}
