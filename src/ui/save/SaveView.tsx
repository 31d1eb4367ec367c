/**
 * Saves the run: everything as a file that the page can open again, numbers as tables, matrices, charts as pictures,
 * and the citations.
 */
import { useEffect } from "react";
import { toCsv, type Row } from "../../store/files/csv.ts";
import { errorTable, spectrumTable } from "../../store/files/error-table.ts";
import type { LoadedRun } from "../../store/kinds/matrix-state.ts";
import { downloadText } from "../code/download.ts";
import { useActions, usePlayground, useViews } from "../parts/context.ts";
import type { ViewProps } from "../views/views.ts";
import { ErrorFigure } from "./ErrorFigure.tsx";
import { forgetRefusal, openRun, useRefusal } from "./opened-run.ts";
import { Matrices } from "./Matrices.tsx";
import { SaveSheet } from "./SaveSheet.tsx";
import { WholeRun } from "./WholeRun.tsx";
import { SpectrumFigure } from "./SpectrumFigure.tsx";

export function SaveView({ onClose }: ViewProps) {
  const run = usePlayground((state) => state.run);
  return (
    <SaveSheet onClose={onClose}>
      <RunSection />
      {run && (
        <>
          <Tables run={run} />
          <Matrices run={run} />
          <section aria-label="Charts">
            <h3>Charts, in the colours of the current theme</h3>
            <ErrorFigure run={run} />
            <SpectrumFigure run={run} />
          </section>
        </>
      )}
    </SaveSheet>
  );
}

function RunSection() {
  const actions = useActions();
  const refusal = useRefusal();
  useEffect(() => forgetRefusal, []);
  return (
    <WholeRun runFile={actions.runFile} refusal={refusal} onOpen={(file) => void openRun(file, actions)} />
  );
}

function Tables({ run }: { readonly run: LoadedRun }) {
  const data = useViews();
  const pins = usePlayground((state) => state.pins);
  const save = async (name: string, rows: readonly Row[]): Promise<void> =>
    downloadText(name, "text/csv", await toCsv(rows));
  return (
    <section aria-label="Numbers">
      <h3>Numbers</h3>
      <div className="saved-tools">
        <button type="button" onClick={() => void save("errors.csv", errorTable(run, data, pins))}>
          Errors as CSV
        </button>
        <button type="button" onClick={() => void save("singular-values.csv", spectrumTable(run, data))}>
          Singular values as CSV
        </button>
      </div>
    </section>
  );
}
