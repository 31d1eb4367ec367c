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
