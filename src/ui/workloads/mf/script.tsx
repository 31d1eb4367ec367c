/** An experiment of matrix factorization as a Python script. */
import { exportCode, LANGUAGES, NO_SCRIPT } from "../../../codegen/export-code.ts";
import type { Experiment } from "../../../workloads/mf/config/fields.ts";
import { isSameMatrix } from "../../../store/files/own-data.ts";
import { downloadBlob } from "../../code/download.ts";
import type { Script } from "../../code/ScriptSheet.tsx";
import { useMatrix, useMatrixActions } from "./context.ts";

const MATRIX = "matrix.npy";

export const SCRIPT: Script = {
  summary:
    "One Python file that runs by itself. It generates the same random numbers as this page, so it starts from the same weights and produces the same curves.",
  languages: LANGUAGES,
  code(config, _link, language) {
    const experiment = config as unknown as Experiment;
    return experiment.entries === "known" ? undefined : exportCode(experiment, language);
  },
  notes(config) {
    const { networks, data, entries } = config as unknown as Experiment;
    if (entries === "known") return [NO_SCRIPT];
    return [
      networks.includes("altmin") &&
        "The script leaves out alternating minimization, which is not trained by gradients.",
      networks.includes("scaledGd") && "The script leaves out ScaledGD, which changes its gradients.",
      data === "file" &&
        `The script takes your matrix as its argument: ${MATRIX} as saved here, or your file itself if it is a 2-D NPY (NaN marks a missing entry) or a CSV of comma-separated numbers without names (an empty cell marks one).`,
    ].filter((note) => note !== false);
  },
  Tools: MatrixButton,
};

/** Offers the matrix that the script needs, if the user's file is open. */
function MatrixButton() {
  const actions = useMatrixActions();
  const isOpen = useMatrix(({ run, config }) => run && isSameMatrix(run.config, config));
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
