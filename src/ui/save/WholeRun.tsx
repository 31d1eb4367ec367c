/** Saves a run with its pins as a file, and opens such a file. */
import { downloadText } from "../code/download.ts";
import { FileButton } from "../parts/FileButton.tsx";

interface Props {
  readonly runFile: () => Promise<string | undefined>;
  readonly onOpen: (file: File) => void;
  /** Why the last file could not be opened. */
  readonly refusal: string | undefined;
}

export function WholeRun({ runFile, onOpen, refusal }: Props) {
  const save = async (): Promise<void> => {
    const text = await runFile();
    if (text) downloadText("run.json", "application/json", text);
  };
  return (
    <section aria-label="The whole run">
      <h3>The whole run</h3>
      <p className="note">
        Settings, curves and pinned runs in one file. When you open it, here or on another device, its curves
        appear behind a new run of the same experiment.
      </p>
      <div className="saved-tools">
        <button type="button" onClick={() => void save()}>
          Save the run (JSON)
        </button>
        <FileButton label="File of a saved run" accept=".json,application/json" onChoose={onOpen}>
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
