/**
 * The views that open above the page. Each has its own address, `?view=<id>` before the #, so that the experiment's
 * link stays unchanged. Its code loads when it is first opened.
 */
import { CodeView } from "../code/script-view.tsx";
import { lazily } from "../parts/lazily.tsx";
import type { WorkloadPage } from "../parts/workload-page.ts";
import { KEYS_VIEW } from "../keys/shortcuts.ts";
import { HAND_OUT_VIEW, LESSONS_VIEW, WHY_IT_WORKS_VIEW } from "../lessons/lessons-view.ts";
import { SAVE_VIEW } from "../save/opened-run.ts";
import { SweepView } from "../sweep/sweep-view.tsx";
import type { View } from "./views.ts";

/** The pages of all workloads have these views. */
const VIEWS: readonly View[] = [
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
    id: HAND_OUT_VIEW,
    label: "Hand-out",
    place: "elsewhere",
    Component: lazily(async () => (await import("../lessons/HandOut.tsx")).HandOut),
  },
  {
    id: "gallery",
    label: "Gallery",
    Component: lazily(async () => (await import("../gallery/Gallery.tsx")).Gallery),
  },
  { id: "sweep", label: "Sweep", Component: SweepView },
  { id: "export", label: "Code", Component: CodeView },
  {
    id: "share",
    label: "Share",
    icon: "share",
    place: "end",
    Component: lazily(async () => (await import("../share/Share.tsx")).Share),
  },
  {
    id: KEYS_VIEW,
    label: "Keyboard",
    place: "foot",
    Component: lazily(async () => (await import("../keys/KeysView.tsx")).KeysView),
  },
  {
    id: "about",
    label: "About",
    place: "foot",
    Component: lazily(async () => (await import("../about/About.tsx")).About),
  },
  {
    id: SAVE_VIEW,
    label: "Save",
    place: "elsewhere",
    Component: lazily(async () => (await import("../save/SaveView.tsx")).SaveView),
  },
];

/** The view “Code” exists only if the workload writes scripts. */
export const viewsOf = ({ Code, views = [] }: WorkloadPage): readonly View[] =>
  [...VIEWS, ...views].filter(({ Component }) => Component !== CodeView || Code !== undefined);
