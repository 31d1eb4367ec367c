/** The main settings, and all other settings in a panel beside the run or in a sheet at the bottom of a small screen. */
import { useState, type ReactNode } from "react";
import { usePage, usePlayground } from "../parts/context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Dial, NumberControl, SettingGroups } from "./Fields.tsx";
import { closeSheet, useDialog } from "../parts/Sheet.tsx";

/** The main settings that apply, given the other settings. */
function useMain(): readonly string[] {
  const page = usePage();
  const config = usePlayground((state) => state.config);
  return page.main(config).filter((name) => page.applies?.(name, config) ?? true);
}

interface Props {
  /** Whether the panel with all other settings is open. */
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** The row is a group, not a toolbar, because the sliders need the arrow keys. */
export function MainControls({ isOpen, onOpen }: Props) {
  const { Switch } = usePage();
  return (
    <div className="main-controls" role="group" aria-label="Main settings">
      {Switch && <Switch />}
      {useMain().map((name) => (
        <Dial key={name} name={name} />
      ))}
      <button
        type="button"
        className="more-button"
        aria-expanded={isOpen}
        aria-controls="settings-panel"
        onClick={() => onOpen(!isOpen)}
      >
        {isOpen ? "Less" : "More"}
      </button>
    </div>
  );
}

/** All settings that have no control elsewhere on the first screen. */
export function SettingsPanel({ onClose }: { readonly onClose: () => void }) {
  const { modelsField } = usePage();
  return (
    <section className="settings-panel" id="settings-panel" aria-label="Settings">
      <div className="settings-head head spread">
        <h2>More settings</h2>
        <button type="button" className="quiet" aria-label="Close the settings" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <SettingGroups without={[...useMain(), modelsField]} />
    </section>
  );
}

/** For small screens: the most important setting, and a button that opens all others in a sheet. */
export function SettingsAtHand() {
  const [isOpen, setOpen] = useState(false);
  const page = usePage();
  const { Switch, atHand } = page;
  const config = usePlayground((state) => state.config);
  const about = page.settingsText?.(config);
  // The setting at hand is above the sheet already.
  const first = useMain().filter((name) => name !== atHand);
  return (
    <div className="settings-at-hand">
      {Switch && (
        <div className="small-switch grow">
          <Switch />
        </div>
      )}
      {atHand !== undefined && <NumberControl name={atHand} isAdviceElsewhere />}
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="settings" />
        <span>
          Settings
          {about !== undefined && <small>{about}</small>}
        </span>
      </button>
      {isOpen && (
        <BottomSheet onClose={() => setOpen(false)}>
          <div className="group fields stack">
            {first.map((name) => (
              <NumberControl key={name} name={name} />
            ))}
          </div>
          <SettingGroups without={first} />
        </BottomSheet>
      )}
    </div>
  );
}

function BottomSheet({ onClose, children }: { readonly onClose: () => void; readonly children: ReactNode }) {
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
