/** The singular values of every network's end-to-end product and of the target, in one live chart. */
import { useState } from "react";
import { formatError } from "../../../../store/format.ts";
import { shortName } from "../../../../store/run/headline.ts";
import type { MatrixData } from "../../../../store/kinds/matrix-data.ts";
import { type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { shownStep } from "../../../../store/state.ts";
import { usePlayground, useViews } from "../../../parts/context.ts";
import { LINE_STYLES } from "../../../parts/networks.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { useFramed } from "../../../charts/use-framed.ts";
import { spectrumChart, type SpectrumLine } from "../../../charts/spectrum-chart.ts";
import { spectraStepText } from "../../../../store/run/spectra-step.ts";

/** Singular values below this, relative to σ₁ = 1, are below the precision of float32. */
export const SPECTRUM_LOW = 1e-6;
/** Lower end of the axis on the page. The axis shows the learned values and the largest of the others. */
const PAGE_LOW = 1e-5;

export function SpectrumPanel({ run }: { readonly run: LoadedRun }) {
  const data = useViews();
  const seen = usePlayground(shownStep);
  const isFramed = useFramed();
  const [isLogIndex, setLogIndex] = useState(false);
  const lines = spectrumLines(run, data);
  const told = lines
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => `${name} ${values.slice(0, 3).map(formatError).join(", ")}`)
    .join("; ");
  const chart = spectrumChart({ lines, rank: run.config.rank, isLogIndex, low: PAGE_LOW });
  return (
    <section className="panel spectra" aria-labelledby="spectra-title">
      <div className="panel-head">
        <h2 id="spectra-title">Singular values σᵢ of f</h2>
        <span className="panel-note">{spectraStepText([...data.models.values()], seen)}</span>
        <label className="check" title="The index i on a logarithmic axis">
          <input
            type="checkbox"
            checked={isLogIndex}
            onChange={(event) => setLogIndex(event.target.checked)}
          />
          log index
        </label>
      </div>
      <Plot label="Singular values" told={told && `Largest: ${told}.`} chart={chart} isFramed={isFramed} />
    </section>
  );
}

/** The target in grey, then every network in its own colour. */
export function spectrumLines(run: LoadedRun, data: MatrixData): SpectrumLine[] {
  return [
    { name: "target", values: run.targetSigmas, look: { colour: "var(--muted)", width: 1.5, dash: "2 3" } },
    ...run.models.map(({ id }): SpectrumLine => {
      const { colour, width, dash } = LINE_STYLES[id];
      return {
        name: shortName(id),
        values: data.models.get(id)?.view?.spectra?.endToEnd ?? [],
        look: { colour, width: Math.min(2, width), dash },
      };
    }),
  ];
}
