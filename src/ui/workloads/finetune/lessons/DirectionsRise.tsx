/** The two largest singular values of Deep LoRA's update in the output matrix over its first steps, as recorded on seed 0. */
import { formatTick, type Axis } from "../../../charts/axes.ts";
import { overSteps } from "../../../charts/chart.ts";
import { Plot } from "../../../charts/Plot.tsx";

/** By step, from step 0. */
const FIRST = [
  1e-9, 1.02e-9, 1.05e-9, 1.13e-9, 1.27e-9, 1.54e-9, 2.06e-9, 3.16e-9, 5.68e-9, 1.23e-8, 3.28e-8, 1.13e-7,
  5.34e-7, 3.75e-6, 3.98e-5, 0.000507, 0.00493, 0.029, 0.11, 0.282, 0.538, 0.761, 0.882, 0.993, 1.12,
];
const SECOND = [
  1e-9, 1.01e-9, 1.02e-9, 1.04e-9, 1.06e-9, 1.09e-9, 1.14e-9, 1.21e-9, 1.29e-9, 1.41e-9, 1.57e-9, 1.81e-9,
  2.15e-9, 2.7e-9, 3.85e-9, 1.87e-8, 9.75e-8, 4.17e-7, 5.49e-6, 3.35e-5, 0.000101, 0.000182, 0.000217,
  0.000231, 0.000203,
];

const AXIS: Axis = { domain: [1e-10, 10], isLog: true, format: formatTick };

export function DirectionsRise() {
  const last = FIRST.length - 1;
  const curves = [
    { name: "σ₁", values: FIRST, width: 3 },
    { name: "σ₂", values: SECOND, width: 1.5 },
  ];
  const ends = `After ${last} steps σ₁ is ${FIRST[last]?.toPrecision(2)} and σ₂ ${SECOND[last]?.toPrecision(1)}.`;
  return (
    <figure className="lesson-figure" aria-label="The first two directions of the update">
      <Plot
        label={ends}
        chart={overSteps(
          curves.map(({ name, values, width }) => ({
            key: name,
            name,
            endName: name,
            look: { colour: "var(--yaras)", width },
            xs: values.map((_, step) => step),
            ys: values,
          })),
          last,
          AXIS,
          "singular value of ΔW",
        )}
      />
      <figcaption>
        σ₁ (thick) and σ₂ (thin) of Deep LoRA’s ΔW in the output matrix, recorded on seed 0: one direction
        leaves, and the second stays behind. {ends}
      </figcaption>
    </figure>
  );
}
