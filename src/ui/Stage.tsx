/** The run on the screen: all panels, or where there is little room one kind of them at a time. */
import { useState, type ComponentType } from "react";
import type { RunFacts } from "../store/state.ts";
import { LossPanel } from "./charts/LossPanel.tsx";
import { SpectrumPanel } from "./charts/SpectrumPanel.tsx";
import { usePlayground } from "./context.ts";
import { Ledger } from "./Ledger.tsx";
import { Pictures } from "./pictures/Pictures.tsx";
import { Tabs } from "./Tabs.tsx";
import { whyTab } from "./why/open-tab.ts";
import { WhyPanel } from "./why/WhyPanel.tsx";

type Tab = "errors" | "pictures" | "spectra" | "why" | "costs";

interface Panel {
  readonly id: string;
  readonly tab: Tab;
  readonly Component: ComponentType<{ readonly run: RunFacts }>;
}

/** In the order of the page. */
const PANELS: readonly Panel[] = [
  { id: "pictures", tab: "pictures", Component: Pictures },
  { id: "errors", tab: "errors", Component: LossPanel },
  { id: "costs", tab: "costs", Component: Ledger },
  { id: "spectra", tab: "spectra", Component: SpectrumPanel },
  { id: "why", tab: "why", Component: WhyPanel },
];

const TABS: readonly { readonly id: Tab; readonly name: string }[] = [
  { id: "errors", name: "Error" },
  { id: "pictures", name: "Pictures" },
  { id: "spectra", name: "Spectra" },
  { id: "why", name: "Why" },
  { id: "costs", name: "Costs" },
];

export function Stage() {
  const run = usePlayground((state) => state.run);
  const status = usePlayground((state) => state.status);
  if (!run) return null;
  return (
    <div className={run.networks.length > 3 ? "panels many" : "panels"} aria-busy={status === "loading"}>
      {PANELS.map(({ id, Component }) => (
        <Component key={id} run={run} />
      ))}
    </div>
  );
}

export function SmallStage() {
  const run = usePlayground((state) => state.run);
  const status = usePlayground((state) => state.status);
  const linked = whyTab.use() === null ? "errors" : "why";
  const [chosen, setChosen] = useState<Tab>(linked);
  if (!run) return null;
  const shown = PANELS.filter(({ tab }) => tab === chosen).map(({ id, Component }) => (
    <Component key={id} run={run} />
  ));
  return (
    <div className="panels small" aria-busy={status === "loading"}>
      <Tabs label="Panels" tabs={TABS} chosen={chosen} onChoose={setChosen}>
        {shown}
      </Tabs>
    </div>
  );
}
