/** Shares the experiment as a link, a QR code, a frame for another page, or a citation. */
import { useState, useId } from "react";
import { hasOwnFile, presetOfConfig } from "../../store/config.ts";
import { bibtex } from "../../store/files/citations.ts";
import { formatCount } from "../../store/format.ts";
import { useActions, usePage, usePlayground, useRunOnce } from "../parts/context.ts";
import { Sheet } from "../parts/Sheet.tsx";
import { CopyText } from "./CopyText.tsx";
import { QrCode } from "./QrCode.tsx";
import { receipt, resultsOf } from "./receipt.ts";
import { THEMES, type Theme } from "../../store/preferences.ts";
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
import { Select } from "../parts/Select.tsx";
import { CheckBox } from "../parts/CheckBox.tsx";
import "../styles/panels/share.css";

export function Share() {
  const { link: linkNow, givenFile } = useActions();
  const link = linkNow();
  const kind = usePage();
  const file = usePlayground(
    (state) => hasOwnFile(state.config) && (kind.ownFile?.nameOf?.(state) ?? givenFile()?.name ?? "it"),
  );
  return (
    <Sheet
      title="Share this experiment"
      width="46rem"
      summary="The link holds every setting and the seed: on any device it opens the same experiment from the same start."
    >
      <div className="sheet-body">
        <section aria-label="Link">
          <CopyText action="Copy link" label="Link to this experiment" text={link} />
          {file && (
            <p className="note">
              The link does not contain your file. Anyone who opens the link is asked for {file}, so send the
              file too.
            </p>
          )}
        </section>
        <Results />
        <section aria-label="For a screen in a lecture hall">
          <h3>For a screen in a lecture hall</h3>
          <QrCode text={link} />
        </section>
        <EmbedSection />
        <section aria-label="Cite">
          <h3>Cite the papers and this page</h3>
          <CopyText
            action="Copy BibTeX"
            label="BibTeX"
            lines={9}
            text={bibtex(
              import.meta.env.VITE_VERSION as string,
              `${window.location.origin}${window.location.pathname}`,
            )}
          />
        </section>
      </div>
    </Sheet>
  );
}

/** The preview trains like any embed, so it exists only while this section is open. */
function EmbedSection() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <h3>In a page of your own</h3>
      </summary>
      {isOpen && <EmbedForm />}
    </details>
  );
}

/** Shows the results as they were when the sheet was opened, because a changing text is hard to copy. */
function Results() {
  const kind = usePage();
  const { linkTo } = useActions();
  const { state, data } = useRunOnce();
  const [day] = useState(() => new Date().toISOString().slice(0, 10));
  const { run, returnableFrom, step } = state;
  if (returnableFrom > 0)
    return (
      <p className="note">
        This run had other settings before step {formatCount(returnableFrom)}. The link holds the last
        settings and trains with them from step 0, so it does not repeat this run.
      </p>
    );
  if (!run || step === 0 || kind.encode(run.config) !== kind.encode(state.config)) return null;
  const now = { ...state, run };
  const link = [linkTo(run.config), ...resultsOf(now)].join("&");
  const text = receipt(kind, now, data, link, import.meta.env.VITE_VERSION as string, day);
  return (
    <section aria-label="With the results so far">
      <h3>With the results so far</h3>
      <CopyText action="Copy link with results" label="Link with results" text={text} lines={6} />
    </section>
  );
}

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

/** Makes a frame for another page: the user sets its size, its parts and its look, and copies the code. */
function EmbedForm() {
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
        <label>
          Colours
          <Select
            options={THEMES.map((id) => ({ id, name: THEME_NAMES[id] }))}
            chosen={chosen.theme}
            onChoose={(theme) => choose({ theme })}
          />
        </label>
      </div>
      <fieldset className="row">
        <legend>Parts to show besides play, reset, the step and the link to the playground</legend>
        {partsOf(kind).map(({ part, name }) => (
          <CheckBox
            key={part}
            checked={!chosen.hidden.has(part)}
            onChange={(shown) =>
              choose({
                hidden: new Set(
                  EMBED_PARTS.filter((one) => (one === part ? !shown : chosen.hidden.has(one))),
                ),
              })
            }
          >
            {name}
          </CheckBox>
        ))}
        <CheckBox checked={chosen.plays} onChange={(plays) => choose({ plays })}>
          Starts by itself
        </CheckBox>
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
