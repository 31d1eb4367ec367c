/** A dialog over the page with a fixed title and one way out: Close, or Escape. */
import { useId, type ReactNode } from "react";
import { useDialog } from "./use-dialog.ts";
import "../styles/sheet.css";

interface Props {
  readonly title: string;
  readonly summary?: ReactNode;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Sheet({ title, summary, className = "", onClose, children }: Props) {
  const dialog = useDialog(onClose);
  const id = useId();
  return (
    <dialog {...dialog} className={`sheet ${className}`} aria-labelledby={id}>
      <div className="sheet-head">
        <div>
          <h2 id={id}>{title}</h2>
          {summary && <p>{summary}</p>}
        </div>
        <button type="button" onClick={closeSheet}>
          Close
        </button>
      </div>
      {children}
    </dialog>
  );
}

/** Closes the sheet that contains the clicked element, like Escape; the focus returns to its opener. */
export function closeSheet(event: { readonly currentTarget: Element }): void {
  event.currentTarget.closest("dialog")?.dispatchEvent(new Event("cancel", { cancelable: true }));
}
