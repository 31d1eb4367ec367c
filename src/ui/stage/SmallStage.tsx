/** The run on small screens, one part at a time. */
import type { ComponentType } from "react";
import { isOutdated, type LoadedRun } from "../../store/kinds/matrix-state.ts";
import { LossPanel } from "../workloads/mf/charts/LossPanel.tsx";
import { SpectrumPanel } from "../workloads/mf/charts/SpectrumPanel.tsx";
import { PinList } from "../workloads/mf/charts/MatrixPins.tsx";
import { usePlayground } from "../parts/context.ts";
import { RunTools } from "./CostStrip.tsx";
import { ComparedDiagram } from "../workloads/mf/diagram/ComparedDiagram.tsx";
import { CostTable } from "./CostTable.tsx";
import { Pictures } from "../workloads/mf/pictures/Pictures.tsx";
import { openPanel } from "../parts/open-panel.ts";
import { Tabs, TabPanel } from "../parts/Tabs.tsx";
import { whyTab } from "../parts/why-tab.ts";
import { WhyPanel } from "../workloads/mf/why/WhyPanel.tsx";

interface Part {
  readonly id: string;
  readonly name: string;
  readonly Component: ComponentType<{ readonly run: LoadedRun }>;
}

const PARTS: readonly Part[] = [
  { id: "errors", name: "Error", Component: Errors },
  { id: "network", name: "Network", Component: ComparedDiagram },
  { id: "pictures", name: "Pictures", Component: Pictures },
  { id: "spectra", name: "Spectra", Component: SpectrumPanel },
  { id: "why", name: "Why", Component: WhyPanel },
  { id: "costs", name: "Costs", Component: CostTable },
];

function Errors({ run }: { readonly run: LoadedRun }) {
  return (
    <>
      <LossPanel run={run} />
      <PinList run={run} />
      <div className="run-tools">
        <RunTools />
      </div>
    </>
  );
}

export function SmallStage() {
  const run = usePlayground((state) => state.run);
  const isBusy = usePlayground(isOutdated);
  const opensWhy = whyTab.use() !== null;
  const asked = openPanel.use();
  const chosen = PARTS.find(({ id }) => id === asked)?.id ?? (opensWhy ? "why" : "errors");
  return (
    <div className="panels small" id="result" tabIndex={-1} aria-busy={isBusy}>
      {run && (
        <Tabs label="Panels" tabs={PARTS} chosen={chosen} onChoose={openPanel.set}>
          {PARTS.map(({ id, Component }) => (
            <TabPanel key={id} id={id}>
              <Component run={run} />
            </TabPanel>
          ))}
        </Tabs>
      )}
    </div>
  );
}
