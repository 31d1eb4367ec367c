/** Copies the link to the present experiment; where the clipboard is not ours to use, shows it to be copied by hand. */
import { useState } from "react";
import { useActions } from "./context.ts";
import { Icon } from "./Icon.tsx";

export function CopyLink() {
  const { link } = useActions();
  const [message, setMessage] = useState("");
  const [shown, setShown] = useState("");

  const copy = async (): Promise<void> => {
    const address = link();
    try {
      await navigator.clipboard.writeText(address);
      setMessage("Link copied");
      setShown("");
      setTimeout(() => setMessage(""), 4000);
    } catch {
      setMessage("Copy this link:");
      setShown(address);
    }
  };

  return (
    <div className="tool">
      <button type="button" onClick={() => void copy()}>
        <Icon name="link" /> Copy link
      </button>
      <span role="status" className="copied">
        {message}
      </span>
      {shown && (
        <input
          readOnly
          className="shown-link"
          aria-label="Link to this experiment"
          value={shown}
          onFocus={(event) => event.target.select()}
        />
      )}
    </div>
  );
}
