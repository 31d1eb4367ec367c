/** The run on small screens, one part at a time. */
import { Loading } from "../parts/lazily.tsx";
import { CurvePanel } from "../charts/curves/CurvePanel.tsx";
import { PinList } from "../charts/Pins.tsx";
import { useOutdated, usePage, usePlayground } from "../parts/context.ts";
import { openPanel, whyTab } from "../parts/open.ts";
import type { WorkloadPage } from "../parts/workload-page.ts";
import { Tabs, TabPanel } from "../parts/Tabs.tsx";
import { RunTools } from "./CostStrip.tsx";
import { CostTable } from "./CostTable.tsx";

export function SmallStage() {
  const { parts, Why } = usePage();
  const hasRun = usePlayground(({ run }) => run !== undefined);
  const isBusy = useOutdated();
  const opensWhy = whyTab.use() !== null;
  const asked = openPanel.use();
  const all: WorkloadPage["parts"] = [
    { id: "curves", name: "Curves", Component: Curves },
    ...parts,
    ...(Why ? [{ id: "why", name: "Why", Component: Why }] : []),
    { id: "costs", name: "More", Component: More },
  ];
  const chosen = all.find(({ id }) => id === asked)?.id ?? (opensWhy && Why ? "why" : "curves");
  return (
    <div className="panels small" id="result" tabIndex={-1} aria-busy={isBusy}>
      {hasRun && (
        <Tabs label="Panels" tabs={all} chosen={chosen} onChoose={openPanel.set}>
          {all.map(({ id, Component }) => (
            <TabPanel key={id} id={id}>
              <Loading waiting={null}>
                <Component />
              </Loading>
            </TabPanel>
          ))}
        </Tabs>
      )}
    </div>
  );
}

function Curves() {
  return (
    <>
      <CurvePanel />
      <PinList />
      <div className="row">
        <RunTools />
      </div>
    </>
  );
}

/** The costs, and what a wide page has below its first screen, unless it has a tab of its own. */
function More() {
  const { parts, Below: Own } = usePage();
  return (
    <>
      <CostTable />
      {parts.every(({ Component }) => Component !== Own) && <Own />}
    </>
  );
}
