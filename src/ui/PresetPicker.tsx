/** Named experiments; shows which one the present experiment is. */
import { PRESETS } from "../experiment/presets.ts";
import { presetOf } from "../store/change.ts";
import { say, t } from "../store/text.ts";
import { useActions, usePlayground } from "./context.ts";

export function PresetPicker() {
  const current = usePlayground((state) => presetOf(state.experiment)?.id ?? "");
  const { choosePreset } = useActions();
  const choose = (id: string): void => {
    const preset = PRESETS.find((candidate) => candidate.id === id);
    if (preset) choosePreset(preset);
  };
  return (
    <label className="picker">
      <span>{t("Experiment")}</span>
      <select aria-label={t("Experiment")} value={current} onChange={(event) => choose(event.target.value)}>
        {current === "" && <option value="">{t("Your own settings")}</option>}
        {PRESETS.map(({ id, title }) => (
          <option key={id} value={id}>
            {say({ english: title })}
          </option>
        ))}
      </select>
    </label>
  );
}
