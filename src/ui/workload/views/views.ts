/**
 * The views above a workload's page. Views of the same kind have the same addresses as on matrix
 * factorization's page.
 */
import { lazily } from "../../parts/lazily.tsx";
import { ABOUT, CODE, LESSONS, SAVE, SHARE, SWEEP, WHY_IT_WORKS } from "../../views/list.ts";
import type { View } from "../../views/views.ts";
import type { WorkloadPage } from "../../parts/workload-page.ts";

/** The view “Code” exists only if the workload writes scripts. */
export const viewsOf = ({ Code }: Pick<WorkloadPage, "Code">): readonly View[] => [
  LESSONS,
  WHY_IT_WORKS,
  GALLERY,
  SWEEP,
  ...(Code ? [CODE] : []),
  SAVE,
  SHARE,
  ABOUT,
];

const GALLERY: View = {
  id: "gallery",
  label: "Gallery",
  Component: lazily(async () => (await import("../../gallery/ClaimsView.tsx")).ClaimsView),
};
