/** The original above and the compared network below, at the same scale. */
import { Stepper } from "../../../controls/Fields.tsx";
import { ShownStep } from "../../../parts/ShownStep.tsx";
import { FullScreenButton } from "../../../parts/FullScreen.tsx";
import { EXPERIMENT_FIELDS, type NetworkName } from "../../../../workloads/mf/config/fields.ts";
import { shortName, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { useCompared, useMatrix, useMatrixActions } from "../context.ts";
import { openView } from "../../../parts/open.ts";
import { DirectionsHead } from "../../../diagram/DirectionsSelect.tsx";
import { whyNoDirections } from "./own.ts";
import { openedBlock, RunDiagram } from "./RunDiagram.tsx";
import { Select } from "../../../parts/Select.tsx";

export function ComparedDiagram({ run }: { readonly run: LoadedRun }) {
  const { change, enlarge } = useMatrixActions();
  const shown = useCompared(run);
  return (
    <RunDiagram
      run={run}
      shown={shown}
      onOpen={(block) => {
        const [id, part] = block.split("/") as [NetworkName, string];
        if (part === "f") enlarge(`${id} estimate`);
        else openedBlock.set(block);
        openView(part === "f" ? "picture" : "block");
      }}
      onResize={(width) => {
        const { min, max } = EXPERIMENT_FIELDS.width;
        const { config } = run;
        change({ width: Math.min(max(config), Math.max(min(config), width)) }, "dragging");
      }}
      renderHead={({ id }) =>
        id === "original" ? <OriginalHead run={run} /> : <Compared run={run} shown={id as NetworkName} />
      }
    />
  );
}

function OriginalHead({ run }: { readonly run: LoadedRun }) {
  const config = useMatrix((state) => state.config);
  const { change } = useMatrixActions();
  const { min, max } = EXPERIMENT_FIELDS.depth;
  const { depth } = config;
  const step = (by: number) => () => change({ depth: depth + by });
  return (
    <>
      <span className="diagram-name">{shortName("original")}</span>
      <span className="depth-buttons">
        <Stepper label="Remove a layer" sign="−" isOff={depth <= min(config)} isTabStop onStep={step(-1)} />
        <Stepper label="Add a layer" sign="+" isOff={depth >= max(config)} isTabStop onStep={step(1)} />
      </span>
      <span className="diagram-note fine">{depth} layers</span>
      <DirectionsHead reason={whyNoDirections(run)} />
      <ShownStep />
      <FullScreenButton what="Networks" />
    </>
  );
}

/** Lets the user choose another network for the lower row. */
function Compared({ run, shown }: { readonly run: LoadedRun; readonly shown: NetworkName }) {
  const { compare } = useMatrixActions();
  const others = run.models.filter(({ id }) => id !== "original");
  if (others.length < 2) return <span className="diagram-name">{shortName(shown)}</span>;
  return (
    <Select
      className="diagram-name"
      aria-label="Network in the lower row"
      options={others.map(({ id }) => ({ id, name: shortName(id) }))}
      chosen={shown}
      onChoose={compare}
    />
  );
}
