/** The pinned runs that are drawn: runs of the current problem, and the arms of a comparison. */
import { useMemo } from "react";
import { isDrawnBeside } from "../../../store/pins/pins.ts";
import type { Pin, LoadedRun } from "../../../store/state.ts";
import { usePlayground } from "../../parts/context.ts";

export function useDrawnPins({ config }: Pick<LoadedRun, "config">): readonly Pin[] {
  const pins = usePlayground((state) => state.pins);
  const isComparison = usePlayground((state) => state.comparison !== undefined);
  return useMemo(
    () => pins.filter((pin) => isComparison || isDrawnBeside(pin, config)),
    [pins, isComparison, config],
  );
}
