/** A dialog over the page with a title that stays and one way out: Close, or Escape. */
import { useEffect, useId, useRef, type ReactNode } from "react";
import { t } from "../store/text.ts";
import "./styles/sheet.css";

interface Props {
  readonly title: string;
  readonly summary?: ReactNode;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Sheet({ title, summary, className = "", onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={`sheet ${className}`} aria-labelledby={id} onClose={onClose}>
      <div className="sheet-head">
        <div>
          <h2 id={id}>{title}</h2>
          {summary && <p>{summary}</p>}
        </div>
        <button type="button" onClick={closeSheet}>
          {t("Close")}
        </button>
      </div>
      {children}
    </dialog>
  );
}

/** Closes the sheet in which something was clicked; the focus goes back to what opened it. */
export function closeSheet(event: { readonly currentTarget: Element }): void {
  event.currentTarget.closest("dialog")?.close();
}
