/** Shows how much compression saves, and the tools for the run. */
import { ModelsControl } from "../controls/Fields.tsx";
import { PinButton } from "../charts/Pins.tsx";
import { useOutdated, usePage, useRunNow } from "../parts/context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Popover } from "../parts/Popover.tsx";
import { SAVE_VIEW } from "../save/opened-run.ts";
import { openView } from "../parts/open.ts";

export function CostStrip() {
  const { Readout, Why } = usePage();
  const below = Why ? { name: "Why", place: ".why" } : { name: "More below", place: ".panels" };
  return (
    <div className="strip spread">
      {Readout && <Readout />}
      <Savings />
      <div className="strip-tools">
        <RunTools />
        <button
          type="button"
          onClick={() => document.querySelector(below.place)?.scrollIntoView({ block: "start" })}
        >
          {below.name}
        </button>
      </div>
    </div>
  );
}

export function RunTools() {
  const { models } = usePage();
  return (
    <>
      <Popover name={models}>
        <ModelsControl />
      </Popover>
      <PinButton />
      <button type="button" aria-haspopup="dialog" onClick={() => openView(SAVE_VIEW)}>
        <Icon name="save" />
        Save or open…
      </button>
    </>
  );
}

function Savings() {
  const page = usePage();
  const now = useRunNow();
  const isBusy = useOutdated();
  return (
    <dl className="savings" aria-label="Savings" aria-busy={isBusy}>
      {now &&
        page.savings(now).map(({ name, text, note }) => (
          <div key={name}>
            <dt className="note">{name}</dt>
            <dd>{text}</dd>
            <dd className="about note">{note}</dd>
          </div>
        ))}
    </dl>
  );
}
