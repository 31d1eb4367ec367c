/** The views above a workload's page; their addresses are those of matrix factorization's views of the same kind. */
import { LESSONS_VIEW, WHY_IT_WORKS_VIEW } from "../lessons/lessons-view.ts";
import { lazily } from "../parts/lazily.tsx";
import { SAVE_VIEW } from "../save/opened-run.ts";
import type { View } from "../views/views.ts";

export const WORKLOAD_VIEWS: readonly View[] = [
  {
    id: LESSONS_VIEW,
    label: "Lessons",
    Component: lazily(async () => (await import("../lessons/Lessons.tsx")).Lessons),
  },
  {
    id: WHY_IT_WORKS_VIEW,
    label: "Why it works",
    place: "elsewhere",
    Component: lazily(async () => (await import("../lessons/WhyItWorks.tsx")).WhyItWorks),
  },
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
  {
    id: "about",
    label: "About",
    place: "foot",
    Component: lazily(async () => (await import("../about/About.tsx")).About),
  },
];
