/** The pinned runs that are drawn: runs of the current problem, and the arms of a comparison. */
import { useMemo } from "react";
import { MF } from "../../../store/kinds/mf.ts";
import { isDrawnBeside } from "../../../store/pins.ts";
import type { Pin, LoadedRun } from "../../../store/kinds/matrix-state.ts";
import { usePlayground } from "../../parts/context.ts";

export function useDrawnPins({ config }: Pick<LoadedRun, "config">): readonly Pin[] {
  const pins = usePlayground((state) => state.pins);
  const isComparison = usePlayground((state) => state.comparison !== undefined);
  return useMemo(
    () => pins.filter((pin) => isComparison || isDrawnBeside(MF, pin, config)),
    [pins, isComparison, config],
  );
}
