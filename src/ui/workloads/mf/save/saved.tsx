/** The charts of a matrix factorization alone, which the sheet “Save” offers. */
import { withRun, useMatrix, useMatrixActions, useMatrixViews } from "../context.ts";
import { StageFigure } from "./StageFigure.tsx";
import { spectrumTable } from "../../../../store/files/curve-table.ts";
import { formatCount } from "../../../../store/format.ts";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { MF } from "../../../../store/kinds/mf.ts";
import { spectrumChart } from "../../../charts/spectrum-chart.ts";
import { SPECTRUM_LOW, spectrumLines } from "../charts/SpectrumPanel.tsx";
import { Figure } from "../../../save/Figure.tsx";

const Spectrum = withRun(SpectrumFigure);
const Networks = withRun(StageFigure);

export function Charts() {
  return (
    <>
      <Spectrum />
      <Networks />
    </>
  );
}

/** The chart of the learned matrices' singular values, to save. */
function SpectrumFigure({ run }: { readonly run: LoadedRun }) {
  const { link } = useMatrixActions();
  const data = useMatrixViews();
  const lines = spectrumLines(run, data);
  const step = useMatrix(({ lookingAt, step: now }) => lookingAt ?? now);
  return (
    <Figure
      title="Singular values of the learned matrix"
      file="singular-values"
      table="singular-values"
      rows={() => spectrumTable(MF, run, data)}
      note={`At step ${formatCount(step)}. σ₁ of the target is 1. Both axes are logarithmic.`}
      link={link()}
      chart={spectrumChart({ lines, rank: run.config.rank, isLogIndex: true, low: SPECTRUM_LOW })}
    />
  );
}
