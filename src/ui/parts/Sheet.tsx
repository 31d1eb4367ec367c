/** The dialog of the open view. Its title is fixed, and Close or Escape closes it. */
import { useEffect, useId, useRef, type ComponentProps, type ReactNode } from "react";
import { openView } from "./open.ts";
import "../styles/sheet.css";

interface Props {
  readonly title: string;
  readonly summary?: ReactNode;
  readonly className?: string;
  /** The largest width, such as `40rem`. */
  readonly width?: string;
  /** Called when it closes. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

export function Sheet({ title, summary, className = "", width, onClose, children }: Props) {
  const dialog = useDialog(() => {
    onClose?.();
    openView(null);
  });
  const id = useId();
  return (
    <dialog {...dialog} className={`sheet ${className}`} style={{ maxWidth: width }} aria-labelledby={id}>
      <div className="sheet-head head spread">
        <h2 id={id}>{title}</h2>
        <button type="button" onClick={closeSheet}>
          Close
        </button>
      </div>
      {summary && <p className="sheet-summary note">{summary}</p>}
      {children}
    </dialog>
  );
}

/**
 * Closes the sheet that contains the clicked element, as Escape does. The focus returns to the element that
 * opened it.
 */
export function closeSheet(event: { readonly currentTarget: Element }): void {
  event.currentTarget.closest("dialog")?.dispatchEvent(new Event("cancel", { cancelable: true }));
}

/** Manages a modal dialog that is open as long as its component exists. */
export function useDialog(onClose: () => void): ComponentProps<"dialog"> {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => ref.current?.showModal(), []);
  return {
    ref,
    onCancel(event) {
      // A file chooser inside the dialog sends the same event when it closes.
      if (event.target !== event.currentTarget) return;
      event.preventDefault();
      // Returns the focus at once, because the dialog's own event comes only with the next frame, when the
      // user may already want the same view again.
      event.currentTarget.close();
      onClose();
    },
    onClose,
  };
}
