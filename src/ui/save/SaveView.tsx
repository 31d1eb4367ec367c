/**
 * Saves the run: charts as pictures, numbers as tables, everything as a file that can be opened again, and citations.
 */
import { useEffect } from "react";
import { bibtex } from "../../store/files/citations.ts";
import { toCsv, type Row } from "../../store/files/csv.ts";
import { errorTable, spectrumTable } from "../../store/files/error-table.ts";
import type { RunFacts } from "../../store/state.ts";
import { downloadText } from "../code/download.ts";
import { useActions, usePlayground, useViews } from "../parts/context.ts";
import { FileButton } from "../parts/FileButton.tsx";
import { Sheet } from "../parts/Sheet.tsx";
import { CopyText } from "../share/CopyText.tsx";
import type { ViewProps } from "../views/views.ts";
import { ErrorFigure } from "./ErrorFigure.tsx";
import { forgetRefusal, openRun, useRefusal } from "./opened-run.ts";
import { Matrices } from "./Matrices.tsx";
import { SpectrumFigure } from "./SpectrumFigure.tsx";
import "../styles/panels/share.css";
import "../styles/panels/save.css";

export function SaveView({ onClose }: ViewProps) {
  const run = usePlayground((state) => state.run);
  return (
    <Sheet
      title="Save or open"
      className="save"
      onClose={onClose}
      summary="Everything is written and read on this device."
    >
      <div className="sheet-body save-body">
        <RunSection />
        {run && (
          <>
            <Tables run={run} />
            <Matrices run={run} />
            <section aria-label="Charts">
              <h3>Charts, in the colours of the present theme</h3>
              <ErrorFigure run={run} />
              <SpectrumFigure run={run} />
            </section>
          </>
        )}
        <section aria-label="To cite">
          <h3>To cite the papers and this page</h3>
          <CopyText
            action="Copy BibTeX"
            label="BibTeX"
            lines={9}
            text={bibtex(import.meta.env.VITE_VERSION as string, pageAddress())}
          />
        </section>
      </div>
    </Sheet>
  );
}

/** Saves the run with its pins as a file, and opens one. */
function RunSection() {
  const actions = useActions();
  const refusal = useRefusal();
  useEffect(() => forgetRefusal, []);
  const save = async (): Promise<void> => {
    const text = await actions.runFile();
    if (text) downloadText("run.json", "application/json", text);
  };
  return (
    <section aria-label="The whole run">
      <h3>The whole run</h3>
      <p className="note">
        Settings, curves and pinned runs in one file. Opened again, here or on another device, its curves
        stand behind a new run of the same experiment.
      </p>
      <div className="saved-tools">
        <button type="button" onClick={() => void save()}>
          Save the run (JSON)
        </button>
        <FileButton
          label="File of a saved run"
          accept=".json,application/json"
          onChoose={(file) => void openRun(file, actions)}
        >
          Open a saved run…
        </FileButton>
      </div>
      {refusal && (
        <p className="banner error" role="alert">
          {refusal}
        </p>
      )}
    </section>
  );
}

function Tables({ run }: { readonly run: RunFacts }) {
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

const pageAddress = (): string => `${window.location.origin}${window.location.pathname}`;
