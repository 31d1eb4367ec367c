/** Makes a frame for another page: the user sets its size, its parts and its look, and copies the code. */
import { useId, useState } from "react";
import { hasOwnFile, presetOfConfig } from "../../store/config.ts";
import { THEMES, type Theme } from "../../store/preferences.ts";
import { useActions, usePage, usePlayground } from "../parts/context.ts";
import { NumberBox } from "../controls/inputs/NumberBox.tsx";
import {
  EMBED_PARTS,
  EMBED_RANGE,
  EMBED_SANDBOX,
  embedAddress,
  embedCode,
  type EmbedOptions,
  type EmbedSize,
} from "../embed/options.ts";
import type { WorkloadPage } from "../parts/workload-page.ts";
import { CopyText } from "./CopyText.tsx";
import { Select } from "../parts/Select.tsx";

const THEME_NAMES: Readonly<Record<Theme, string>> = {
  system: "as in the reader’s system",
  light: "light",
  dark: "dark",
};

/** The pictures of more than three models stand in a row below the chart. */
const startFor = (models: readonly unknown[]): EmbedSize & EmbedOptions => ({
  width: 600,
  height: models.length > 3 ? 540 : 400,
  hidden: new Set(["diagram", "rank", "controls"]),
  plays: true,
  theme: "system",
});

export function EmbedForm() {
  const kind = usePage();
  const config = usePlayground((state) => state.config);
  const [chosen, setChosen] = useState(() => startFor(config[kind.modelsField] as readonly string[]));
  const choose = (changes: Partial<EmbedSize & EmbedOptions>): void => setChosen({ ...chosen, ...changes });
  const address = embedAddress(useActions().link(), chosen);
  const preset = presetOfConfig(kind, config);
  const title = preset ? `DMF Playground: ${preset.title}` : "DMF Playground";
  return (
    <div className="stack">
      <div className="embed-choices row">
        <SizeBox label="Width" value={chosen.width} onChoose={(width) => choose({ width })} />
        <SizeBox label="Height" value={chosen.height} onChoose={(height) => choose({ height })} />
        <ThemeChoice theme={chosen.theme} onChoose={(theme) => choose({ theme })} />
      </div>
      <fieldset className="row">
        <legend>Parts to show besides play, reset, the step and the link to the playground</legend>
        {partsOf(kind).map(({ part, name }) => (
          <Check
            key={part}
            label={name}
            checked={!chosen.hidden.has(part)}
            onChange={(shown) =>
              choose({
                hidden: new Set(
                  EMBED_PARTS.filter((one) => (one === part ? !shown : chosen.hidden.has(one))),
                ),
              })
            }
          />
        ))}
        <Check label="Starts by itself" checked={chosen.plays} onChange={(plays) => choose({ plays })} />
      </fieldset>
      {hasOwnFile(config) && (
        <p className="banner">
          This experiment uses your own file, which a link never contains. In place of the experiment, the
          embed asks readers to open the playground and choose the file there.
        </p>
      )}
      <CopyText
        action="Copy code"
        label="Code of the embed"
        text={embedCode(address, chosen, title)}
        lines={4}
      />
      <div className="embed-preview" role="group" aria-label="Preview of the embed" tabIndex={0}>
        <iframe
          key={address}
          src={address}
          title="Preview of the embed"
          width={chosen.width}
          height={chosen.height}
          loading="lazy"
          sandbox={EMBED_SANDBOX}
        />
      </div>
      <p className="note">
        The code lets the frame run this playground’s own scripts and open the whole page in a new tab, and
        nothing else. The frame cannot read or replace the page around it. It trains on the reader’s device,
        sends nothing and stores nothing.
      </p>
    </div>
  );
}

const partsOf = ({ embed }: WorkloadPage) =>
  EMBED_PARTS.flatMap((part) => {
    const name = part === "controls" ? "Steps, speed and seed" : embed[part]?.name;
    return name === undefined ? [] : [{ part, name }];
  });

interface SizeProps {
  readonly label: string;
  readonly value: number;
  readonly onChoose: (value: number) => void;
}

function SizeBox({ label, value, onChoose }: SizeProps) {
  const id = useId();
  const { min, max } = EMBED_RANGE;
  return (
    <label htmlFor={id}>
      {label}
      <NumberBox
        id={id}
        value={value}
        min={min}
        max={max}
        integer
        because="a smaller frame hides the curves, and a larger one does not fit most screens"
        onCommit={(typed) => onChoose(Math.round(Math.min(max, Math.max(min, typed))))}
      />
    </label>
  );
}

function ThemeChoice({
  theme,
  onChoose,
}: {
  readonly theme: Theme;
  readonly onChoose: (theme: Theme) => void;
}) {
  return (
    <label>
      Colours
      <Select
        options={THEMES.map((id) => ({ id, name: THEME_NAMES[id] }))}
        chosen={theme}
        onChoose={onChoose}
      />
    </label>
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="check item">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
