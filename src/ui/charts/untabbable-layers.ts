/**
 * recharts draws grid, axes and their texts through React portals into groups of its chart. React listens for the focus on each of
 * them, and Chromium takes an SVG element that somebody listens to in this way for a stop of the keyboard: three of them, without a name, on
 * every chart. Delete this file, and its one call, when Tab passes them by
 * without it: `test/e2e/keys.spec.ts`.
 */
import { useEffect, type RefObject } from "react";

/** `inside`: anything within the chart. */
export function useUntabbableLayers(inside: RefObject<SVGElement | null>): void {
  useEffect(() => {
    const layers = inside.current?.ownerSVGElement?.querySelectorAll("[class^=recharts-zIndex-layer]");
    for (const layer of layers ?? []) layer.setAttribute("tabindex", "-1");
  });
}
