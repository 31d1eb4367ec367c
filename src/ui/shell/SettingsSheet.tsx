/** For small screens: the compression rank, and all settings in a sheet at the bottom of the screen. */
import { useState } from "react";
import { formatCount } from "../../store/format.ts";
import { Controls } from "../controls/Controls.tsx";
import { mainFields } from "../controls/MainControls.tsx";
import { NumberControl } from "../controls/NumberControl.tsx";
import { numberFieldOf } from "../controls/presentation.ts";
import { usePlayground } from "../parts/context.ts";
import { Icon } from "../parts/Icon.tsx";
import { BottomSheet } from "../parts/BottomSheet.tsx";

export function SettingsAtHand() {
  const [open, setOpen] = useState(false);
  const experiment = usePlayground((state) => state.config);
  // The compression rank is at hand already.
  const first = mainFields(experiment).filter((name) => name !== "rHat");
  return (
    <div className="settings-at-hand">
      <QuickRank isAdviceElsewhere />
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="settings" />
        <span>
          Settings
          <small>
            depth {experiment.depth}, width {formatCount(experiment.width)}
          </small>
        </span>
      </button>
      {open && (
        <BottomSheet onClose={() => setOpen(false)}>
          <div className="group fields">
            {first.map((name) => (
              <NumberControl key={name} field={numberFieldOf(name)} />
            ))}
          </div>
          <Controls without={first} />
        </BottomSheet>
      )}
    </div>
  );
}

export function QuickRank({ isAdviceElsewhere = false }: { readonly isAdviceElsewhere?: boolean }) {
  return <NumberControl field={numberFieldOf("rHat")} isAdviceElsewhere={isAdviceElsewhere} />;
}
