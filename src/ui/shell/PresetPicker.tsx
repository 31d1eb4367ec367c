/** Chooses a named experiment or a user file, and shows the current one. */
import { PRESETS } from "../../experiment/presets.ts";
import { presetOf } from "../../store/change.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { IMPORT_VIEW } from "../workloads/mf/import/chosen-file.ts";
import { openView } from "../views/open-view.ts";

/** Stands for a user file among the presets' ids. */
const OWN_FILE = "file";

export function PresetPicker() {
  const current = usePlayground((state) => presetOf(state.config)?.id ?? "");
  const { choosePreset } = useActions();
  const choose = (id: string): void => {
    if (id === OWN_FILE) openView(IMPORT_VIEW);
    const preset = PRESETS.find((candidate) => candidate.id === id);
    if (preset) choosePreset(preset);
  };
  return (
    <label className="picker">
      <select aria-label="Experiment" value={current} onChange={(event) => choose(event.target.value)}>
        {current === "" && <option value="">Your own settings</option>}
        {PRESETS.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
        <option value={OWN_FILE}>Your own file…</option>
      </select>
    </label>
  );
}
