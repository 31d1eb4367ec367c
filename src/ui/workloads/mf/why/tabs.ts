/** The parts of “Seeing why”, one row each. Their code loads with the panel; `?why=<id>` opens one. */
import type { ComponentType } from "react";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { Alignment } from "./alignment/Alignment.tsx";
import { Growth } from "./Growth.tsx";
import { PathView } from "./path/PathView.tsx";
import { Seeds } from "./Seeds.tsx";
import { Subspace } from "./Subspace.tsx";

interface WhyTab {
  readonly id: string;
  readonly name: string;
  readonly Component: ComponentType<{ readonly run: LoadedRun }>;
}

export const WHY_TABS: readonly WhyTab[] = [
  { id: "growth", name: "Growth", Component: Growth },
  { id: "subspace", name: "Subspace", Component: Subspace },
  { id: "alignment", name: "Alignment", Component: Alignment },
  { id: "path", name: "Path", Component: PathView },
  { id: "seeds", name: "Seeds", Component: Seeds },
];
