/** All settings in a sheet at the bottom of a small screen. */
import type { ReactNode } from "react";
import { closeSheet } from "./Sheet.tsx";
import { useDialog } from "./use-dialog.ts";

export function BottomSheet({
  onClose,
  children,
}: {
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useDialog(onClose);
  return (
    <dialog {...dialog} className="bottom-sheet" aria-labelledby="settings-title">
      <div className="head spread">
        <h2 id="settings-title">Settings</h2>
        <button type="button" onClick={closeSheet}>
          Done
        </button>
      </div>
      {children}
    </dialog>
  );
}
