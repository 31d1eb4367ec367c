/** Manages a modal dialog that is open as long as its component exists. */
import { useEffect, useRef, type ComponentProps } from "react";

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
