/**
 * What opens over the page: each view has an address of its own, `?view=<id>` in front of the #, so that the
 * experiment's link stays as it is, and its code is loaded when it is first opened.
 */
import { lazy, type ComponentType } from "react";

export interface ViewProps {
  readonly onClose: () => void;
}

export interface View {
  readonly id: string;
  /** On its button. */
  readonly label: string;
  readonly Component: ComponentType<ViewProps>;
}

export const VIEWS: readonly View[] = [
  {
    id: "gallery",
    label: "Gallery",
    Component: lazy(async () => ({ default: (await import("../gallery/Gallery.tsx")).Gallery })),
  },
];

export function viewInAddress(): string | null {
  return new URLSearchParams(window.location.search).get("view");
}

export function writeViewToAddress(id: string | null): void {
  const url = new URL(window.location.href);
  if (id === null) url.searchParams.delete("view");
  else url.searchParams.set("view", id);
  window.history.replaceState(null, "", url);
}
