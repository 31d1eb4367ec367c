/** An experiment as a Python script for NumPy, JAX or PyTorch, to read, copy or download, and the reference of its settings. */
import { useState, type ComponentType } from "react";
import type { Language } from "../../codegen/export-code.ts";
import { formatCount } from "../../store/format.ts";
import type { Config } from "../../store/state.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { downloadText } from "./download.ts";
import { CodeSheet } from "./CodeSheet.tsx";

const NAMES: Readonly<Record<Language, string>> = { numpy: "NumPy", jax: "JAX", torch: "PyTorch" };
const FILE = "experiment.py";

/** How a workload writes its experiments as scripts. */
export interface Script {
  readonly summary: string;
  readonly languages: readonly [Language, ...Language[]];
  /** `link` is the part of the experiment's link after #. Undefined if there is no script; `notes` then says why. */
  code(config: Config, link: string, language: Language): string | undefined;
  /** The limits of this script. */
  notes?(config: Config): readonly string[];
  /** Further buttons, e.g. for a file that the script needs. */
  readonly Tools?: ComponentType;
}

export function ScriptSheet({ script }: { readonly script: Script }) {
  const { summary, languages, Tools } = script;
  const config = usePlayground((state) => state.config);
  const branchedAt = usePlayground((state) => state.returnableFrom);
  const link = new URL(useActions().link()).hash.slice(1);
  const [language, setLanguage] = useState(languages[0]);
  const [copied, setCopied] = useState("");
  const code = script.code(config, link, language);
  const choose = (chosen: Language): void => {
    setLanguage(chosen);
    setCopied("");
  };
  const copy = (text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied("Copied."),
      () => setCopied("The browser did not allow copying: select the text or download it."),
    );
  };
  return (
    <CodeSheet summary={code === undefined ? "" : summary}>
      {code !== undefined && (
        <div className="row">
          <fieldset className="row">
            <legend className="visually-hidden">Language</legend>
            {languages.map((name) => (
              <label key={name} className="check item">
                <input
                  type="radio"
                  name="language"
                  checked={name === language}
                  onChange={() => choose(name)}
                />
                {NAMES[name]}
              </label>
            ))}
          </fieldset>
          <button type="button" onClick={() => copy(code)}>
            Copy
          </button>
          <button type="button" onClick={() => downloadText(FILE, "text/x-python", code)}>
            Download {FILE}
          </button>
          {Tools && <Tools />}
          <span role="status">{copied}</span>
        </div>
      )}
      {code !== undefined && branchedAt > 0 && (
        <p className="warning">
          This run had other settings before step {formatCount(branchedAt)}. The script trains with the last
          settings from step 0, so it does not repeat this run.
        </p>
      )}
      {script.notes?.(config).map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      {/* It scrolls on its own, so it must be able to take the keyboard focus. */}
      {code !== undefined && (
        <pre className="code-text" tabIndex={0} aria-label="Script">
          <code>{code}</code>
        </pre>
      )}
    </CodeSheet>
  );
}
