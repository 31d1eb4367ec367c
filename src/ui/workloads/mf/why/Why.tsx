/** Explains why the networks learn as they do. One view is shown at a time. */
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { Tabs, TabPanel } from "../../../parts/Tabs.tsx";
import "../../../styles/panels/why.css";
import { whyTab } from "../../../parts/open.ts";
import { WHY_TABS } from "./tabs.ts";

export function Why({ run }: { readonly run: LoadedRun }) {
  const wanted = whyTab.use();
  const chosen = WHY_TABS.find(({ id }) => id === wanted) ?? WHY_TABS[0];
  if (!chosen) return null;
  return (
    <Tabs label="Seeing why" tabs={WHY_TABS} chosen={chosen.id} onChoose={whyTab.set}>
      {WHY_TABS.map(({ id, Component }) => (
        <TabPanel key={id} id={id}>
          <Component run={run} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
