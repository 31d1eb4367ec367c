/** Saves the table that the best network has completed, and its factors. */
import { useState } from "react";
import { fileName, stemOf } from "../../../../store/files/file-name.ts";
import {
  canSave,
  completedFile,
  factorsNpz,
  namesOfRun,
  NO_ESTIMATE,
  sizeNote,
} from "../../../../store/insight/own-results.ts";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { downloadBlob } from "../../../code/download.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import "../../../styles/panels/your-data.css";

interface Props {
  readonly run: LoadedRun;
  readonly id: LoadedRun["models"][number]["id"];
  readonly step: number;
}

export function Saving({ run, id, step }: Props) {
  const { estimateAt, openedFile } = useMatrixActions();
  const name = useMatrix(({ userFile }) => userFile?.name ?? "table");
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState("");
  const message = sizeNote(run);
  const save = async (what: "completed" | "factors"): Promise<void> => {
    setBusy(true);
    setFailed("");
    try {
      const estimate = await estimateAt(id, step);
      const file = openedFile();
      if (!estimate || !file) throw new Error(NO_ESTIMATE);
      const { content, ending } =
        what === "factors"
          ? {
              content: [factorsNpz(id, step, estimate, namesOfRun(file.matrix, run.config))],
              ending: "npz",
            }
          : await completedFile(estimate, file, run.config);
      downloadBlob(fileName([stemOf(name), what, id, `step-${step}`], ending), new Blob(content));
    } catch (error) {
      setFailed((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <>
      <div className="row">
        {canSave(run) && (
          <button type="button" className="primary" disabled={isBusy} onClick={() => void save("completed")}>
            Completed table
          </button>
        )}
        <button type="button" disabled={isBusy} onClick={() => void save("factors")}>
          Factors
        </button>
      </div>
      {message !== undefined && <p className="note">{message}</p>}
      <p role="alert">{failed}</p>
    </>
  );
}
