/** Explains why the networks learn as they do. One view is shown at a time; `?why=<id>` opens one. */
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { Tabs, TabPanel } from "../../../parts/Tabs.tsx";
import "../../../styles/panels/why.css";
import { whyTab } from "../../../parts/open.ts";
import { Alignment } from "./alignment/Alignment.tsx";
import { Growth } from "./Growth.tsx";
import { PathView } from "./path/PathView.tsx";
import { Seeds } from "./Seeds.tsx";
import { Subspace } from "./Subspace.tsx";

const TABS = [
  { id: "growth", name: "Growth", Component: Growth },
  { id: "subspace", name: "Subspace", Component: Subspace },
  { id: "alignment", name: "Alignment", Component: Alignment },
  { id: "path", name: "Path", Component: PathView },
  { id: "seeds", name: "Seeds", Component: Seeds },
] as const;

export function Why({ run }: { readonly run: LoadedRun }) {
  const wanted = whyTab.use();
  const { id: chosen } = TABS.find(({ id }) => id === wanted) ?? TABS[0];
  return (
    <Tabs label="Seeing why" tabs={TABS} chosen={chosen} onChoose={whyTab.set}>
      {TABS.map(({ id, Component }) => (
        <TabPanel key={id} id={id}>
          <Component run={run} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
