/** Manages a modal dialog that is open as long as its component exists. */
import { useEffect, useRef, type RefObject, type SyntheticEvent } from "react";

interface DialogProps {
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly onCancel: (event: SyntheticEvent<HTMLDialogElement>) => void;
  readonly onClose: () => void;
}

export function useDialog(onClose: () => void): DialogProps {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => ref.current?.showModal(), []);
  return {
    ref,
    onCancel(event) {
      // A closed file chooser inside sends the same event.
      if (event.target !== event.currentTarget) return;
      event.preventDefault();
      // Gives the focus back. The dialog's own event comes only with the next frame, when the same view may be wanted
      // again.
      event.currentTarget.close();
      onClose();
    },
    onClose,
  };
}
