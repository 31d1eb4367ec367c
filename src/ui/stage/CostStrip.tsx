/** Shows how much the compared network saves, and the tools for the run. */
import { comparedOf, isOutdated, networkNow, shownNetworks } from "../../store/kinds/matrix-state.ts";
import { shortName } from "../../store/run/headline.ts";
import { type Saved, savings } from "../../store/run/savings.ts";
import { PinButton } from "../workloads/mf/charts/MatrixPins.tsx";
import { usePlayground } from "../parts/context.ts";
import { NetworksControl } from "../controls/NetworksControl.tsx";
import { fieldOf } from "../controls/presentation.ts";
import { Icon } from "../parts/Icon.tsx";
import { EntryReadout } from "../workloads/mf/pictures/EntryReadout.tsx";
import { Popover } from "../parts/Popover.tsx";
import { SAVE_VIEW } from "../save/opened-run.ts";
import { openView } from "../views/open-view.ts";

export function CostStrip() {
  return (
    <div className="strip">
      <EntryOrSavings />
      <div className="strip-tools">
        <RunTools />
        <button
          type="button"
          onClick={() => document.querySelector(".why")?.scrollIntoView({ block: "start" })}
        >
          Why
        </button>
      </div>
    </div>
  );
}

/**
 * Shows the values at the selected entry while the user points at a picture, because the readout below the
 * first screen would be out of sight.
 */
function EntryOrSavings() {
  const run = usePlayground((state) => state.run);
  const isPointing = usePlayground((state) => state.entry !== undefined);
  if (!run || !isPointing) return <Savings />;
  return (
    <div className="strip-entry" aria-hidden="true">
      <EntryReadout run={run} />
    </div>
  );
}

/** Tools for the run as a whole. */
export function RunTools() {
  const field = fieldOf("networks");
  return (
    <>
      <Popover name="Networks">{field.kind === "choices" && <NetworksControl field={field} />}</Popover>
      <PinButton />
      <button type="button" aria-haspopup="dialog" onClick={() => openView(SAVE_VIEW)}>
        <Icon name="save" />
        Save or open…
      </button>
    </>
  );
}

function Savings() {
  const networks = usePlayground(shownNetworks);
  const compared = usePlayground((state) => state.compared);
  const status = usePlayground((state) => state.status);
  const isBusy = usePlayground(isOutdated);
  const id = comparedOf(networks, compared);
  const original = networkNow(networks, "original");
  const other = id && networkNow(networks, id);
  if (!original || !other) return <dl className="savings" />;
  const saved = savings(original, other, { status });
  const rows: [name: string, saved: Saved][] = [
    ["Parameters", saved.parameters],
    ["FLOPs per step", saved.flops],
    ["Time per step", saved.time],
  ];
  return (
    <dl className="savings" aria-label={`${shortName(other.id)} against the original`} aria-busy={isBusy}>
      {rows.map(([name, { text, note }]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
          <dd className="about">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
