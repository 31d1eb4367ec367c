/** Pins a run, and lists the pinned runs with their names, each with a button that removes it. */
import { useMemo } from "react";
import { formatCount } from "../../store/format.ts";
import { MAX_PINS } from "../../store/pin-limits.ts";
import { canPin, isDrawnBeside } from "../../store/pins/pins.ts";
import type { Pin, Run } from "../../store/state.ts";
import { differenceText } from "../controls/words.ts";
import { useActions, usePage, usePlayground } from "../parts/context.ts";

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

export function PinList() {
  const page = usePage();
  const run = usePlayground((state) => state.run);
  const pins = usePlayground((state) => state.pins);
  const drawn = useDrawnPins(run);
  const { unpin, namePin } = useActions();
  if (!run || pins.length === 0) return null;
  return (
    <ul className="pins stack tight" aria-label="Pinned runs">
      {pins.map((pin, i) => (
        <li key={pin.id} className="row">
          <input
            aria-label={`Name of pinned run ${i + 1}`}
            placeholder={`Run ${i + 1}`}
            value={pin.name}
            onChange={(event) => namePin(pin.id, event.target.value)}
          />
          <span className="pin-about note">
            {drawn.includes(pin)
              ? differenceText(page, pin, run)
              : "another problem, so its curves are not drawn"}
          </span>
          <button type="button" aria-label={`Unpin run ${i + 1}`} onClick={() => unpin(pin.id)}>
            Unpin
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The pinned runs that are drawn: runs of the current problem. */
export function useDrawnPins(run: Pick<Run, "config"> | undefined): readonly Pin[] {
  const page = usePage();
  const pins = usePlayground((state) => state.pins);
  const config = run?.config;
  return useMemo(
    () => (config ? pins.filter((pin) => isDrawnBeside(page, pin, config)) : []),
    [page, pins, config],
  );
}
