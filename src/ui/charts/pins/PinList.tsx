/** Pins the current run, and lists the pinned runs with their differences from it. */
import { canPin, MAX_PINS } from "../../../store/pins.ts";
import type { LoadedRun } from "../../../store/kinds/matrix-state.ts";
import { useActions, usePlayground } from "../../parts/context.ts";
import { differenceText } from "../../controls/differences.ts";
import { formatCount } from "../../../store/format.ts";
import { PinRows } from "./PinRows.tsx";
import { useDrawnPins } from "./use-drawn-pins.ts";

export function PinButton() {
  const pinned = usePlayground((state) => state.pins.length);
  const isPossible = usePlayground(canPin);
  const { pin } = useActions();
  return (
    <button
      type="button"
      disabled={!isPossible}
      title={
        pinned >= MAX_PINS
          ? `${formatCount(pinned)} runs are pinned. Unpin one first.`
          : "Keeps these curves as ghosts behind the next runs"
      }
      onClick={() => pin()}
    >
      Pin this run
    </button>
  );
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
