/** All singular values of one layer over the steps of a run: few leave, the others stay together. */
import { formatCount, formatError, subscript } from "../../../../../store/format.ts";
import { overSteps } from "../../../../charts/chart.ts";
import { Plot } from "../../../../charts/Plot.tsx";
import { useMatrixOutcome } from "../read.ts";

const LAYER = 0;
/** A value has left the others if it differs from the median by more than this fraction of the median. */
export const APART = 1e-3;

export function LayerValues({ setup }: { readonly setup: string }) {
  const outcome = useMatrixOutcome(setup);
  const records = outcome?.data.models.get("original")?.spectra.records ?? [];
  const last = records.at(-1)?.spectra.layers[LAYER] ?? [];
  const median = last[last.length >> 1] ?? NaN;
  const steps = records.map(({ step }) => step);
  const name = `W${subscript(LAYER + 1)}`;
  return (
    <figure className="lesson-figure" aria-label={`Singular values of ${name}`}>
      <Plot
        label={
          last.length > 0
            ? `${formatCount(last.length)} singular values of ${name}; the largest end at ${last
                .slice(0, 2)
                .map(formatError)
                .join(" and ")}, the median at ${formatError(median)}.`
            : "Nothing is trained yet."
        }
        chart={overSteps(
          last.map((value, i) => ({
            key: `${i}`,
            look: {
              colour: Math.abs(value / median - 1) > APART ? "var(--original)" : "var(--muted)",
              width: 1.5,
            },
            xs: steps,
            ys: records.map(({ spectra }) => spectra.layers[LAYER]?.[i] ?? NaN),
          })),
          steps.at(-1) ?? 1,
          { domain: [0, 1.1], format: String },
        )}
      />
      <figcaption>Singular values of {name} over steps.</figcaption>
    </figure>
  );
}
