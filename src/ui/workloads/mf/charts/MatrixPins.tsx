/** The pinned runs of matrix factorization. */
import { useMemo } from "react";
import type { Pin, LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { MF } from "../../../../store/kinds/mf.ts";
import { canPin, isDrawnBeside } from "../../../../store/pins/pins.ts";
import { differenceText } from "../../../controls/differences.ts";
import { useActions, usePlayground } from "../../../parts/context.ts";
import { PinRows, PinRun } from "../../../charts/Pins.tsx";

export function PinButton() {
  const pinned = usePlayground((state) => state.pins.length);
  const isPossible = usePlayground(canPin);
  const { pin } = useActions();
  return <PinRun pinned={pinned} isPossible={isPossible} onPin={() => pin()} />;
}

export function PinList({ run }: { readonly run: LoadedRun }) {
  const pins = usePlayground((state) => state.pins);
  const drawn = useDrawnPins(run);
  const { unpin, namePin } = useActions();
  return (
    <PinRows
      pins={pins}
      about={(one) =>
        drawn.includes(one) ? differenceText(one, run) : "another problem, so its curves are not drawn"
      }
      onName={namePin}
      onUnpin={unpin}
    />
  );
}

/** The pinned runs that are drawn: runs of the current problem, and the arms of a comparison. */
export function useDrawnPins({ config }: Pick<LoadedRun, "config">): readonly Pin[] {
  const pins = usePlayground((state) => state.pins);
  const isComparison = usePlayground((state) => state.comparison !== undefined);
  return useMemo(
    () => pins.filter((pin) => isComparison || isDrawnBeside(MF, pin, config)),
    [pins, isComparison, config],
  );
}
