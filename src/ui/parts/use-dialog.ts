/** What a modal dialog needs that is open as long as its component is there. */
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
      // A file chooser inside that was left says the same.
      if (event.target !== event.currentTarget) return;
      event.preventDefault();
      // Gives the focus back. Its own event comes with the next frame, when the same view may be wanted again.
      event.currentTarget.close();
      onClose();
    },
    onClose,
  };
}
