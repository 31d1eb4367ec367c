/** For small screens: the compression rank at hand, all other settings in a sheet from below. */
import { useState } from "react";
import { Controls } from "../controls/Controls.tsx";
import { NumberControl } from "../controls/NumberControl.tsx";
import { numberFieldOf } from "../controls/presentation.ts";
import { Icon } from "../parts/Icon.tsx";
import { closeSheet } from "../parts/Sheet.tsx";
import { useDialog } from "../parts/use-dialog.ts";

export function SettingsAtHand() {
  const [open, setOpen] = useState(false);
  return (
    <div className="settings-at-hand">
      <QuickRank isAdviceElsewhere />
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="settings" />
        Settings
      </button>
      {open && <SettingsSheet onClose={() => setOpen(false)} />}
    </div>
  );
}

export function QuickRank({ isAdviceElsewhere = false }: { readonly isAdviceElsewhere?: boolean }) {
  return <NumberControl field={numberFieldOf("rHat")} isAdviceElsewhere={isAdviceElsewhere} />;
}

function SettingsSheet({ onClose }: { readonly onClose: () => void }) {
  const dialog = useDialog(onClose);
  return (
    <dialog {...dialog} className="bottom-sheet" aria-labelledby="settings-title">
      <div className="bottom-sheet-head">
        <h2 id="settings-title">Settings</h2>
        <button type="button" onClick={closeSheet}>
          Done
        </button>
      </div>
      <Controls />
    </dialog>
  );
}
