/** The singular values of every network's end-to-end product and of the target, in one live chart. */
import type { Mark } from "../../../charts/chart.ts";
import { ShownStep } from "../../../parts/ShownStep.tsx";
import { FullScreenButton } from "../../../parts/FullScreen.tsx";
import { useState } from "react";
import { formatCount, formatError } from "../../../../store/format.ts";
import { errorOf, otherValues } from "../diagram/own.ts";
import { shortName, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import type { MatrixData } from "../../../../store/kinds/matrix-data.ts";
import { shownStep } from "../../../../store/state.ts";
import { useMatrix, useMatrixViews } from "../context.ts";
import { LINE_STYLES } from "../looks.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { useFramed } from "../../../charts/use-framed.ts";
import { spectrumChart, type SpectrumLine } from "../../../charts/spectrum-chart.ts";
import { spectraStepText } from "../../../../store/run/spectra-step.ts";
import { CheckBox } from "../../../parts/CheckBox.tsx";

/** Singular values below this, relative to σ₁ = 1, are below the precision of float32. */
export const SPECTRUM_LOW = 1e-6;

/** The lower end of the axis, the same for a whole run: below the singular values of the initialization, ε^L. */
const lowOf = ({ config: { epsilon, depth } }: LoadedRun): number =>
  Math.min(1e-2, Math.max(SPECTRUM_LOW, 10 ** Math.floor(depth * Math.log10(epsilon) - 0.3)));

/** Values count as equal if they differ by less than this factor. */
const EQUAL = 1.02;

/** The original's values outside its block of 2r̂ directions, and beyond the target's rank. */
function bulkOf(run: LoadedRun, data: MatrixData, low: number): Mark[] {
  const bulk = otherValues(run, data);
  const [most = NaN] = bulk;
  const least = bulk.at(-1) ?? NaN;
  if (!(most > low && least >= 0)) return [];
  const all = `${formatCount(bulk.length)} other values`;
  // The target of a user's table is not known.
  const error = errorOf(run, bulk);
  return [
    {
      name:
        most < EQUAL * least
          ? `not moved: ${all}, all ${formatError(most)}`
          : Number.isFinite(error)
            ? `${all}: an error of ${formatError(error)}`
            : all,
      y: Math.max(low, least / EQUAL),
      untilY: most * EQUAL,
    },
  ];
}

export function SpectrumPanel({ run }: { readonly run: LoadedRun }) {
  const data = useMatrixViews();
  const seen = useMatrix(shownStep);
  const isFramed = useFramed();
  const [isLogIndex, setLogIndex] = useState(false);
  const lines = spectrumLines(run, data);
  const told = lines
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => `${name} ${values.slice(0, 3).map(formatError).join(", ")}`)
    .join("; ");
  const late = spectraStepText([...data.models.values()], seen);
  const low = lowOf(run);
  const { rank, rHat } = run.config;
  const chart = spectrumChart({
    lines,
    rank,
    isLogIndex,
    low,
    marks: bulkOf(run, data, low),
    ...(!isLogIndex && { bars: Math.min(4 * rHat, run.rows, run.cols) }),
    risen: data.risen,
  });
  return (
    <section className="panel spectra lecture" aria-labelledby="spectra-title">
      <div className="panel-head spread">
        <h2 id="spectra-title">Singular values of learned f</h2>
        {late ? <span className="panel-note cut fine grow">{late}</span> : <ShownStep />}
        <CheckBox
          checked={isLogIndex}
          onChange={setLogIndex}
          title="All values, with their index on a logarithmic axis"
        >
          all
        </CheckBox>
        <FullScreenButton what="Singular values" />
      </div>
      <Plot label="Singular values" told={told && `Largest: ${told}.`} chart={chart} isFramed={isFramed} />
    </section>
  );
}

/** The target in grey, then every network in its own colour. */
export function spectrumLines(run: LoadedRun, data: MatrixData): SpectrumLine[] {
  return [
    {
      name: "target",
      values: run.targetSigmas,
      look: { colour: "var(--text)", width: 1.5, dash: "2 3" },
      isTarget: true,
    },
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
