/** An experiment as a Python script for NumPy, JAX or PyTorch, to read, copy or download. */
import { useState, type ReactNode } from "react";
import type { Language } from "../../codegen/export-code.ts";
import { Sheet } from "../parts/Sheet.tsx";
import { downloadText } from "./download.ts";
import "../styles/panels/code.css";

const NAMES: Readonly<Record<Language, string>> = { numpy: "NumPy", jax: "JAX", torch: "PyTorch" };
const FILE = "experiment.py";

interface Props {
  readonly summary: string;
  readonly languages: readonly [Language, ...Language[]];
  readonly codeOf: (language: Language) => string;
  /** Further buttons, e.g. for a file that the script needs. */
  readonly tools?: ReactNode;
  /** Notes on the limits of this script. */
  readonly notes?: ReactNode;
  readonly onClose: () => void;
}

export function ScriptSheet({ summary, languages, codeOf, tools, notes, onClose }: Props) {
  const [language, setLanguage] = useState(languages[0]);
  const [copied, setCopied] = useState<"" | "done" | "refused">("");
  const code = codeOf(language);
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
    <Sheet title="This experiment as code" className="code" onClose={onClose} summary={summary}>
      <div className="code-tools">
        <fieldset>
          <legend className="visually-hidden">Language</legend>
          {languages.map((name) => (
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
        {tools}
        <span role="status">
          {copied === "done" && "Copied."}
          {copied === "refused" && "The browser did not allow copying: select the text or download it."}
        </span>
      </div>
      {notes}
      {/* It scrolls on its own, so it must be able to take the keyboard focus. */}
      <pre className="code-text" tabIndex={0} aria-label="Script">
        <code>{code}</code>
      </pre>
    </Sheet>
  );
}
