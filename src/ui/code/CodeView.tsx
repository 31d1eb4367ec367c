/** The current experiment as a script in another language, to read, copy or run elsewhere. */
import { useState } from "react";
import { exportCode, LANGUAGES, type Language } from "../../codegen/export-code.ts";
import { isSameMatrix } from "../../store/files/own-data.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { Sheet } from "../parts/Sheet.tsx";
import type { ViewProps } from "../views/views.ts";
import { downloadBlob, downloadText } from "./download.ts";
import "../styles/panels/code.css";

const NAMES: Readonly<Record<Language, string>> = { numpy: "NumPy", jax: "JAX", torch: "PyTorch" };
const FILE = "experiment.py";
const MATRIX = "matrix.npy";

export function CodeView({ onClose }: ViewProps) {
  const experiment = usePlayground((state) => state.experiment);
  const [language, setLanguage] = useState<Language>("numpy");
  const [copied, setCopied] = useState<"" | "done" | "refused">("");
  const code = exportCode(experiment, language);
  const choose = (chosen: Language): void => {
    setLanguage(chosen);
    setCopied("");
  };
  const copy = (): void => {
    navigator.clipboard.writeText(code).then(
      () => setCopied("done"),
      () => setCopied("refused"),
    );
  };
  return (
    <Sheet
      title="This experiment as code"
      className="code"
      onClose={onClose}
      summary="One Python file that runs by itself. It makes the same random numbers as this page, so it starts from the same weights and follows the same curves."
    >
      <div className="code-tools">
        <fieldset>
          <legend className="visually-hidden">Language</legend>
          {LANGUAGES.map((name) => (
            <label key={name}>
              <input type="radio" name="language" checked={name === language} onChange={() => choose(name)} />
              {NAMES[name]}
            </label>
          ))}
        </fieldset>
        <button type="button" onClick={copy}>
          Copy
        </button>
        <button type="button" onClick={() => downloadText(FILE, "text/x-python", code)}>
          Download {FILE}
        </button>
        <MatrixButton />
        <span role="status">
          {copied === "done" && "Copied."}
          {copied === "refused" && "The browser did not allow copying: select the text or download it."}
        </span>
      </div>
      {experiment.networks.includes("altmin") && (
        <p className="note">Alternating minimisation is not in it: it is not trained by gradients.</p>
      )}
      {experiment.data === "file" && (
        <p className="note">
          The script takes your matrix as its argument: {MATRIX} as saved here, or your file itself where it
          is a 2-D NPY (NaN is missing) or a CSV of numbers between commas without names (an empty cell is
          missing).
        </p>
      )}
      {/* It scrolls, so it must be able to take the keyboard focus. */}
      <pre className="code-text" tabIndex={0} aria-label="Script">
        <code>{code}</code>
      </pre>
    </Sheet>
  );
}

/** Offers the matrix that the script needs, if the user's file is open. */
function MatrixButton() {
  const actions = useActions();
  const isOpen = usePlayground(({ run, experiment }) => run && isSameMatrix(run.experiment, experiment));
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
