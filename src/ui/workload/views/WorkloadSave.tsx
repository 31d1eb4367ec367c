/**
 * Saves the run: everything as a file that the page can open again, the curves as a table and as a picture, and
 * the citations.
 */
import { useState } from "react";
import { toCsv } from "../../../store/files/csv.ts";
import { metricTable } from "../../../store/metric-table.ts";
import { pinOf } from "../../../store/pins.ts";
import { downloadText } from "../../code/download.ts";
import { SaveSheet } from "../../save/SaveSheet.tsx";
import { WholeRun } from "../../save/WholeRun.tsx";
import { MetricFigure } from "./MetricFigure.tsx";
import type { ViewProps } from "../../views/views.ts";
import { useCurves, usePage, useWorkload, useWorkloadActions } from "../context.ts";

export function WorkloadSave({ onClose }: ViewProps) {
  const { runFile, openRunFile } = useWorkloadActions();
  const [refusal, refuse] = useState<string>();
  const open = async (file: File): Promise<void> => {
    const refused = await openRunFile(file);
    refuse(refused);
    if (refused === undefined) onClose();
  };
  return (
    <SaveSheet onClose={onClose}>
      <WholeRun runFile={runFile} refusal={refusal} onOpen={(file) => void open(file)} />
      <Tables />
      <MetricFigure />
    </SaveSheet>
  );
}

function Tables() {
  const page = usePage();
  const data = useCurves();
  const run = useWorkload((state) => state.run);
  const pins = useWorkload((state) => state.pins);
  if (!run) return null;
  const save = async (): Promise<void> =>
    downloadText("curves.csv", "text/csv", await toCsv(metricTable(pinOf(page, run, data), pins)));
  return (
    <section aria-label="Numbers">
      <h3>Numbers</h3>
      <div className="saved-tools">
        <button type="button" onClick={() => void save()}>
          Curves as CSV
        </button>
      </div>
    </section>
  );
}
