/** Lists every key of the page, with a switch for single-key shortcuts. */
import { useStore } from "zustand";
import { prefer, preferences } from "../../store/preferences.ts";
import { Sheet } from "../parts/Sheet.tsx";
import { SHORTCUTS } from "./shortcuts.ts";
import { RowsTable } from "../parts/RowsTable.tsx";
import { CheckBox } from "../parts/CheckBox.tsx";
import "../styles/panels/keys.css";

/** The focused element handles these keys, even if single-key shortcuts are off. */
const OTHERS: readonly (readonly [key: string, text: string])[] = [
  ["Tab", "To the next control; with Shift, to the one before"],
  ["Esc", "Closes the open view and removes the crosshair"],
  ["← →", "In sliders, tabs, charts and pictures: to the next value, part, step or entry"],
  ["Home End", "In charts: the first and the last step"],
  ["+ −", "In the error chart: zoom in, or show the whole run"],
];

export function KeysView() {
  const singleKeys = useStore(preferences, (state) => state.singleKeys);
  return (
    <Sheet title="Keyboard" width="40rem" summary="Everything on this page can be done without a pointer.">
      <div className="sheet-body">
        <CheckBox checked={singleKeys} onChange={(on) => prefer({ singleKeys: on })}>
          Single keys work as shortcuts; turn them off if they interfere with speech input
        </CheckBox>
        <RowsTable
          className="ruled"
          caption="Single keys"
          rows={SHORTCUTS.map(({ key, name, text }) => keyRow(name ?? key.toUpperCase(), text))}
        />
        <RowsTable
          className="ruled"
          caption="In the focused element"
          rows={OTHERS.map(([key, text]) => keyRow(key, text))}
        />
      </div>
    </Sheet>
  );
}

const keyRow = (key: string, text: string) => ({ name: key, head: <kbd>{key}</kbd>, cells: [text] });
