/** Shows a text with a button that copies it, or selects it if the clipboard is unavailable. */
import { useId, useState } from "react";
import { Icon } from "../parts/Icon.tsx";

interface Props {
  /** The text on the button, e.g. “Copy link”. */
  readonly action: string;
  /** A name for the text itself. */
  readonly label: string;
  readonly text: string;
  readonly lines?: number;
}

export function CopyText({ action, label, text, lines = 1 }: Props) {
  const id = useId();
  const [message, setMessage] = useState("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setMessage("Copied");
    } catch {
      document.querySelector<HTMLInputElement>(`#${CSS.escape(id)}`)?.select();
      setMessage("This browser did not allow copying. Copy the selected text yourself.");
    }
  };
  const common = { id, readOnly: true, "aria-label": label, value: text, spellCheck: false };
  return (
    <div className="copy-row row">
      {lines > 1 ? <textarea {...common} rows={lines} /> : <input type="text" {...common} />}
      <button type="button" onClick={() => void copy()}>
        <Icon name="link" />
        {action}
      </button>
      <span role="status">{message}</span>
    </div>
  );
}
