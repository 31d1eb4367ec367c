/** For small screens: the compression rank, with all other settings in a sheet that comes from below. */
import { useState } from "react";
import { Controls } from "../controls/Controls.tsx";
import { NumberControl } from "../controls/NumberControl.tsx";
import { numberFieldOf } from "../controls/presentation.ts";
import { Icon } from "../parts/Icon.tsx";
import { BottomSheet } from "../parts/BottomSheet.tsx";

export function SettingsAtHand() {
  const [open, setOpen] = useState(false);
  return (
    <div className="settings-at-hand">
      <QuickRank isAdviceElsewhere />
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="settings" />
        Settings
      </button>
      {open && (
        <BottomSheet onClose={() => setOpen(false)}>
          <Controls />
        </BottomSheet>
      )}
    </div>
  );
}

export function QuickRank({ isAdviceElsewhere = false }: { readonly isAdviceElsewhere?: boolean }) {
  return <NumberControl field={numberFieldOf("rHat")} isAdviceElsewhere={isAdviceElsewhere} />;
}
