/** Chooses a named experiment or a user file, and shows the current one. */
import { presetOfConfig } from "../../store/config.ts";
import { useActions, usePage, usePlayground } from "../parts/context.ts";

/** Stands for a user file among the presets' ids. */
const OWN_FILE = "file";

interface Named {
  readonly id: string;
  readonly title: string;
}

export function PresetPicker() {
  const page = usePage();
  const current = usePlayground(({ config }) => presetOfConfig(page, config)?.id ?? "");
  const { choosePreset } = useActions();
  const { related, presets } = page;
  const file = page.ownFile?.choice;
  const choose = (id: string): void => {
    if (id === OWN_FILE) file?.open();
    const preset = presets.find((candidate) => candidate.id === id);
    const other = related?.presets.find((candidate) => candidate.id === id);
    if (preset) choosePreset(preset);
    else if (other) window.location.hash = other.hash;
  };
  return (
    <label className="picker">
      <select aria-label="Experiment" value={current} onChange={(event) => choose(event.target.value)}>
        {current === "" && <option value="">Your own settings</option>}
        {file && <option value={OWN_FILE}>{file.name}</option>}
        {related ? (
          // The groups have the same order on both pages.
          [
            { name: related.ownName, list: presets as readonly Named[] },
            { name: related.name, list: related.presets as readonly Named[] },
          ]
            .toSorted((a, b) => (a.name < b.name ? 1 : -1))
            .map(({ name, list }) => (
              <optgroup key={name} label={name}>
                <Options list={list} />
              </optgroup>
            ))
        ) : (
          <Options list={presets} />
        )}
      </select>
    </label>
  );
}

const Options = ({ list }: { readonly list: readonly Named[] }) =>
  list.map(({ id, title }) => (
    <option key={id} value={id}>
      {title}
    </option>
  ));
