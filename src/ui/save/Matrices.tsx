/** Downloads matrices: the completed one, and every factor at initialization and at the current step. */
import { factorsByteLength } from "../../store/files/factors-file.ts";
import { fileName } from "../../store/files/file-name.ts";
import { formatBytes } from "../../store/format.ts";
import type { LoadedRun } from "../../store/kinds/matrix-state.ts";
import { downloadBlob } from "../code/download.ts";
import { useActions } from "../parts/context.ts";
import { Completed } from "./Completed.tsx";
import { SaveButton } from "./SaveButton.tsx";

export function Matrices({ run }: { readonly run: LoadedRun }) {
  return (
    <section aria-label="Matrices">
      <h3>Matrices</h3>
      <Completed run={run} />
      <Factors run={run} />
      {run.config.seeds > 1 && (
        <p className="note">
          The completed matrix belongs to the first seed. Arrays of factors have the seed as their first axis.
        </p>
      )}
    </section>
  );
}

function Factors({ run }: { readonly run: LoadedRun }) {
  const actions = useActions();
  const size = formatBytes(factorsByteLength(run));
  const save = async (of: "start" | "now"): Promise<void> => {
    const made = await actions.factors(of);
    if (made) downloadBlob(fileName(["factors", `step-${made.step}`], "npz"), new Blob([made.bytes]));
  };
  return (
    <>
      <p className="note">
        Factors of every network for NumPy, in float32: numpy.load(file)['original/W1'] is the original’s
        first weight matrix. While training runs, they come from the last checkpoint. The file also holds
        their step.
      </p>
      <div className="saved-tools">
        <SaveButton label="Factors at the start as NPZ" size={size} onSave={() => void save("start")} />
        <SaveButton label="Factors now as NPZ" size={size} onSave={() => void save("now")} />
      </div>
    </>
  );
}
