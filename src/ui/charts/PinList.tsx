/** Pins the present run and lists the pinned ones with their differences from it. */
import { canPin, MOST_PINS } from "../../store/pins/pins.ts";
import type { RunFacts } from "../../store/state.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { differenceText } from "../controls/differences.ts";
import { formatCount } from "../../store/format.ts";
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
        pinned >= MOST_PINS
          ? `${formatCount(pinned)} runs are pinned: take one away first`
          : "Keeps these curves as ghosts behind the next runs"
      }
      onClick={() => pin()}
    >
      Pin this run
    </button>
  );
}

export function PinList({ run }: { readonly run: RunFacts }) {
  const pins = usePlayground((state) => state.pins);
  const drawn = useDrawnPins(run);
  const { unpin, namePin } = useActions();
  if (pins.length === 0) return null;
  return (
    <ul className="pins" aria-label="Pinned runs">
      {pins.map((one, i) => (
        <li key={one.id}>
          <input
            aria-label={`Name of pinned run ${i + 1}`}
            placeholder={`Run ${i + 1}`}
            value={one.name}
            onChange={(event) => namePin(one.id, event.target.value)}
          />
          <span className="pin-about">
            {drawn.includes(one) ? differenceText(one, run) : "another problem, so its curves are not drawn"}
          </span>
          <button type="button" aria-label={`Unpin run ${i + 1}`} onClick={() => unpin(one.id)}>
            Unpin
          </button>
        </li>
      ))}
    </ul>
  );
}
