/** The original above, the network that is compared with it below, at one scale. */
import type { NetworkName } from "../../experiment/experiment.ts";
import { shortName } from "../../store/headline.ts";
import { comparedOf, type RunFacts } from "../../store/state.ts";
import { useActions, usePlayground } from "../context.ts";
import { DepthButtons } from "../controls/DepthButtons.tsx";
import { openView } from "../views/open-view.ts";
import { openedBlock } from "./opened-block.ts";
import { RunDiagram } from "./RunDiagram.tsx";
import { useMemo } from "react";

export function ComparedDiagram({ run }: { readonly run: RunFacts }) {
  const wanted = usePlayground((state) => state.compared);
  const other = comparedOf(run.networks, wanted);
  const hasOriginal = run.networks.some(({ id }) => id === "original");
  const shown = useMemo(
    () => [...(hasOriginal ? (["original"] as const) : []), ...(other ? [other] : [])],
    [hasOriginal, other],
  );
  return (
    <RunDiagram
      run={run}
      shown={shown}
      onOpen={(block) => {
        openedBlock.set(block);
        openView("block");
      }}
      head={(id) => (id === "original" ? <DepthButtons /> : <Compared run={run} shown={id} />)}
    />
  );
}

/** Swaps the other networks into the lower row. */
function Compared({ run, shown }: { readonly run: RunFacts; readonly shown: NetworkName }) {
  const { compare } = useActions();
  const others = run.networks.filter(({ id }) => id !== "original");
  if (others.length < 2) return null;
  return (
    <select
      aria-label="Network in the lower row"
      value={shown}
      onChange={(event) => compare(event.target.value as NetworkName)}
    >
      {others.map(({ id }) => (
        <option key={id} value={id}>
          {shortName(id)}
        </option>
      ))}
    </select>
  );
}
