/**
 * The views that open above the page. Each has its own address, `?view=<id>` before the #, so that the experiment's
 * link stays unchanged. Its code loads when it is first opened.
 */
import { IMPORT_VIEW } from "../workloads/mf/import/chosen-file.ts";
import { CodeView } from "../code/script-view.tsx";
import { lazily } from "../parts/lazily.tsx";
import { KEYS_VIEW } from "../keys/shortcuts.ts";
import { LESSONS_VIEW, WHY_IT_WORKS_VIEW } from "../lessons/lessons-view.ts";
import { MASK_VIEW } from "../workloads/mf/mask/mask-view.ts";
import { SAVE_VIEW } from "../save/opened-run.ts";
import { SweepView } from "../sweep/sweep-view.tsx";
import type { View } from "./views.ts";

/** The pages of all workloads have these views. */
export const LESSONS: View = {
  id: LESSONS_VIEW,
  label: "Lessons",
  Component: lazily(async () => (await import("../lessons/Lessons.tsx")).Lessons),
};
export const WHY_IT_WORKS: View = {
  id: WHY_IT_WORKS_VIEW,
  label: "Why it works",
  place: "elsewhere",
  Component: lazily(async () => (await import("../lessons/WhyItWorks.tsx")).WhyItWorks),
};
export const SWEEP: View = { id: "sweep", label: "Sweep", Component: SweepView };
/** Only workloads that write scripts have this view. */
export const CODE: View = { id: "export", label: "Code", Component: CodeView };
export const SAVE: View = {
  id: SAVE_VIEW,
  label: "Save",
  icon: "save",
  Component: lazily(async () => (await import("../save/SaveView.tsx")).SaveView),
};
export const SHARE: View = {
  id: "share",
  label: "Share",
  icon: "share",
  Component: lazily(async () => (await import("../share/Share.tsx")).Share),
};
export const ABOUT: View = {
  id: "about",
  label: "About",
  place: "foot",
  Component: lazily(async () => (await import("../about/About.tsx")).About),
};

export const VIEWS: readonly View[] = [
  {
    id: IMPORT_VIEW,
    label: "Your own file",
    place: "elsewhere",
    Component: lazily(async () => (await import("../workloads/mf/import/ImportView.tsx")).ImportView),
  },
  LESSONS,
  WHY_IT_WORKS,
  {
    id: "gallery",
    label: "Gallery",
    Component: lazily(async () => (await import("../gallery/Gallery.tsx")).Gallery),
  },
  SWEEP,
  CODE,
  { ...SHARE, place: "end" },
  {
    id: "benchmark",
    label: "Benchmark",
    Component: lazily(async () => (await import("../benchmark/Benchmark.tsx")).Benchmark),
  },
  {
    id: "how",
    label: "How it works",
    place: "foot",
    Component: lazily(async () => (await import("../how/How.tsx")).How),
  },
  {
    id: KEYS_VIEW,
    label: "Keyboard",
    place: "foot",
    Component: lazily(async () => (await import("../keys/KeysView.tsx")).KeysView),
  },
  ABOUT,
  {
    id: "picture",
    label: "Picture",
    place: "elsewhere",
    Component: lazily(async () => (await import("../workloads/mf/pictures/PictureView.tsx")).PictureView),
  },
  {
    id: "block",
    label: "Weight matrix",
    place: "elsewhere",
    Component: lazily(async () => (await import("../workloads/mf/diagram/BlockView.tsx")).BlockView),
  },
  {
    id: MASK_VIEW,
    label: "Draw the mask",
    place: "elsewhere",
    Component: lazily(async () => (await import("../workloads/mf/mask/MaskView.tsx")).MaskView),
  },
  { ...SAVE, place: "elsewhere" },
];
