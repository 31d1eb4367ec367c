/** A button that explains a control: on hover, on focus, on touch. Escape closes it; the pointer may enter the text. */
import { useId, useState, type ReactNode } from "react";
import { ToolItem } from "../parts/ToolItem.tsx";

interface Props {
  readonly about: string;
  /** Its place is in a toolbar. */
  readonly inToolbar?: boolean;
  readonly children: ReactNode;
}

export function InfoTip({ about, inToolbar = false, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = (
    <button
      type="button"
      className="info-button"
      aria-label={`About: ${about}`}
      aria-expanded={open}
      aria-controls={id}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onClick={() => setOpen(true)}
    >
      ?
    </button>
  );
  return (
    <span
      className="info"
      onMouseEnter={() => setOpen(true)}
      onMouseLeave={() => setOpen(false)}
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
      }}
    >
      {inToolbar ? <ToolItem>{button}</ToolItem> : button}
      <span id={id} className="info-text" hidden={!open}>
        {children}
      </span>
    </span>
  );
}
