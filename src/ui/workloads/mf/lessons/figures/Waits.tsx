/** Draws w^L over the steps for three singular values and any ε, with each layer reduced to one number w. */
import { useMemo, useState } from "react";
import { formatCount, formatSetting } from "../../../../../store/format.ts";
import { overSteps } from "../../../../charts/chart.ts";
import { Plot } from "../../../../charts/Plot.tsx";
import { Slider } from "../../../../lessons/parts/Slider.tsx";
import { escapeAt, scalarPath } from "./scalar.ts";

const SIGMAS = [1, 0.5, 0.25];
const COLOURS = ["var(--original)", "var(--yaras)", "var(--thin)"];
const DEPTH = 3;
const ETA = 1 / 6;
const STEPS = 3600;
const STRIDE = 20;

export function Waits({ canChange }: { readonly canChange: boolean }) {
  const [epsilon, setEpsilon] = useState(0.02);
  const paths = useMemo(
    () => SIGMAS.map((sigma) => scalarPath({ sigma, epsilon, depth: DEPTH, eta: ETA }, STEPS, STRIDE)),
    [epsilon],
  );
  const steps = paths[0]?.map((_, i) => i * STRIDE) ?? [];
  const escapes = SIGMAS.map((sigma) => {
    const at = escapeAt({ sigma, epsilon, depth: DEPTH, eta: ETA }, STEPS);
    return `σ = ${sigma} at ${at === undefined ? "no step shown" : `step ${formatCount(at)}`}`;
  }).join(", ");
  return (
    <figure className="lesson-figure" aria-label="One number per layer">
      <Plot
        label={`The product w³ reaches half of ${escapes}.`}
        chart={overSteps(
          paths.map((ys, i) => ({
            key: `${i}`,
            name: `σ = ${SIGMAS[i]}`,
            look: { colour: COLOURS[i] ?? "", width: 2 },
            xs: steps,
            ys,
          })),
          STEPS,
          { domain: [0, 1.1], format: String },
          "w³",
        )}
      />
      {canChange && (
        <Slider
          label={`ε = ${formatSetting(epsilon)}`}
          term="epsilon"
          min={0.008}
          max={0.06}
          step={0.002}
          value={epsilon}
          onChange={setEpsilon}
        />
      )}
      <figcaption role={canChange ? "status" : undefined}>
        w³ over steps from ε = {formatSetting(epsilon)}, by the update rule. It reaches half of {escapes}.
      </figcaption>
    </figure>
  );
}
