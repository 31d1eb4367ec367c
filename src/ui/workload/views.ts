/**
 * The views above a workload's page. Views of the same kind have the same addresses as on matrix
 * factorization's page.
 */
import { lazily } from "../parts/lazily.tsx";
import { SAVE_VIEW } from "../save/opened-run.ts";
import { ABOUT, LESSONS, type View, WHY_IT_WORKS } from "../views/views.ts";

export const WORKLOAD_VIEWS: readonly View[] = [
  LESSONS,
  WHY_IT_WORKS,
  {
    id: "gallery",
    label: "Gallery",
    Component: lazily(async () => (await import("./ClaimsView.tsx")).ClaimsView),
  },
  {
    id: "sweep",
    label: "Sweep",
    Component: lazily(async () => (await import("./WorkloadSweep.tsx")).WorkloadSweep),
  },
  {
    id: SAVE_VIEW,
    label: "Save",
    icon: "save",
    Component: lazily(async () => (await import("./WorkloadSave.tsx")).WorkloadSave),
  },
  ABOUT,
];
