/**
 * A button that explains a control on hover, focus or touch. Escape closes the explanation; the pointer may
 * move into it.
 */
import { useId, useState, type ReactNode } from "react";

interface Props {
  readonly about: string;
  readonly isTabStop?: boolean;
  readonly children: ReactNode;
}

export function InfoTip({ about, isTabStop = true, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <span
      className="info"
      onMouseEnter={() => setOpen(true)}
      onMouseLeave={() => setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        // Escape must not also close the popover or sheet around the explanation.
        event.preventDefault();
        setOpen(false);
      }}
    >
      <button
        type="button"
        className="info-button quiet note"
        aria-label={`About: ${about}`}
        aria-expanded={open}
        aria-controls={id}
        tabIndex={isTabStop ? 0 : -1}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
      >
        ?
      </button>
      <span id={id} className="info-text float" hidden={!open}>
        {children}
      </span>
    </span>
  );
}
