/** The current experiment as a Python script, to read, copy or run elsewhere. */
import { exportCode, LANGUAGES } from "../../codegen/export-code.ts";
import { formatCount } from "../../store/format.ts";
import { isSameMatrix } from "../../store/files/own-data.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import type { ViewProps } from "../views/views.ts";
import { downloadBlob } from "./download.ts";
import { ScriptSheet } from "./ScriptSheet.tsx";

const MATRIX = "matrix.npy";

export function CodeView({ onClose }: ViewProps) {
  const experiment = usePlayground((state) => state.config);
  const branchedAt = usePlayground((state) => state.returnableFrom);
  return (
    <ScriptSheet
      onClose={onClose}
      summary="One Python file that runs by itself. It generates the same random numbers as this page, so it starts from the same weights and produces the same curves."
      languages={LANGUAGES}
      codeOf={(language) => exportCode(experiment, language)}
      tools={<MatrixButton />}
      notes={
        <>
          {branchedAt > 0 && (
            <p className="warning">
              This run had other settings before step {formatCount(branchedAt)}. The script trains with the
              last settings from step 0, so it does not repeat this run.
            </p>
          )}
          {experiment.networks.includes("altmin") && (
            <p className="note">
              The script leaves out alternating minimization, which is not trained by gradients.
            </p>
          )}
          {experiment.data === "file" && (
            <p className="note">
              The script takes your matrix as its argument: {MATRIX} as saved here, or your file itself if it
              is a 2-D NPY (NaN marks a missing entry) or a CSV of comma-separated numbers without names (an
              empty cell marks one).
            </p>
          )}
        </>
      }
    />
  );
}

/** Offers the matrix that the script needs, if the user's file is open. */
function MatrixButton() {
  const actions = useActions();
  const isOpen = usePlayground(({ run, config }) => run && isSameMatrix(run.config, config));
  if (!isOpen) return null;
  const save = async (): Promise<void> => {
    const bytes = await actions.dataFile();
    if (bytes) downloadBlob(MATRIX, new Blob([bytes]));
  };
  return (
    <button type="button" onClick={() => void save()}>
      Download {MATRIX}
    </button>
  );
}
