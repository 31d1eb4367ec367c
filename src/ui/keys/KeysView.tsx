/** Every key of the page, and the choice to do without single ones. */
import { useStore } from "zustand";
import { prefer, preferences } from "../../store/preferences.ts";
import { say, sentence, t, type Sentence } from "../../store/text.ts";
import { Sheet } from "../Sheet.tsx";
import type { ViewProps } from "../views/views.ts";
import { SHORTCUTS } from "./shortcuts.ts";
import "../styles/keys.css";

/** Heard by what has the focus, whether or not single keys are on. */
const OTHERS: readonly (readonly [key: Sentence, text: Sentence])[] = [
  [sentence("Tab"), sentence("To the next control; with Shift, to the one before")],
  [sentence("Esc"), sentence("Closes what is open, takes the crosshair away")],
  [
    sentence("← →"),
    sentence("In sliders, tabs, charts and pictures: to the next value, part, step or entry"),
  ],
  [sentence("Home End"), sentence("In charts: the first and the last step")],
  [sentence("+ −"), sentence("In the chart of errors: zoom, and the whole run")],
];

export function KeysView({ onClose }: ViewProps) {
  const singleKeys = useStore(preferences, (state) => state.singleKeys);
  return (
    <Sheet
      title={t("Keyboard")}
      className="keys"
      onClose={onClose}
      summary={t("Everything on this page can be done without a pointer.")}
    >
      <div className="keys-body">
        <label className="keys-choice">
          <input
            type="checkbox"
            checked={singleKeys}
            onChange={(event) => prefer({ singleKeys: event.target.checked })}
          />
          {t("Single keys do something; turn them off if they get in the way of speech input")}
        </label>
        <KeyTable
          title={t("Single keys")}
          rows={SHORTCUTS.map(({ key, name, text }) => [name ? say(name) : key.toUpperCase(), say(text)])}
        />
        <KeyTable title={t("Where the focus is")} rows={OTHERS.map(([key, text]) => [say(key), say(text)])} />
      </div>
    </Sheet>
  );
}

interface TableProps {
  readonly title: string;
  readonly rows: readonly (readonly [key: string, text: string])[];
}

function KeyTable({ title, rows }: TableProps) {
  return (
    <table>
      <caption>{title}</caption>
      <tbody>
        {rows.map(([key, text]) => (
          <tr key={key}>
            <th scope="row">
              <kbd>{key}</kbd>
            </th>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
