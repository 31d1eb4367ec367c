/** Pins a run, and lists the pinned runs with their names, each with a button that removes it. */
import { formatCount } from "../../store/format.ts";
import { MAX_PINS } from "../../store/pin-limits.ts";
import type { Pin } from "../../store/state.ts";

interface ButtonProps {
  /** Number of pinned runs. */
  readonly pinned: number;
  readonly isPossible: boolean;
  readonly onPin: () => void;
}

export function PinRun({ pinned, isPossible, onPin }: ButtonProps) {
  return (
    <button
      type="button"
      disabled={!isPossible}
      title={
        pinned >= MAX_PINS
          ? `${formatCount(pinned)} runs are pinned. Unpin one first.`
          : "Keeps these curves as ghosts behind the next runs"
      }
      onClick={onPin}
    >
      Pin this run
    </button>
  );
}

type NamedPin = Pick<Pin, "id" | "name">;

interface Props<P extends NamedPin> {
  readonly pins: readonly P[];
  /** Describes the pinned run's differences from the current run. */
  readonly about: (pin: P) => string;
  readonly onName: (id: string, name: string) => void;
  readonly onUnpin: (id: string) => void;
}

export function PinRows<P extends NamedPin>({ pins, about, onName, onUnpin }: Props<P>) {
  if (pins.length === 0) return null;
  return (
    <ul className="pins" aria-label="Pinned runs">
      {pins.map((pin, i) => (
        <li key={pin.id}>
          <input
            aria-label={`Name of pinned run ${i + 1}`}
            placeholder={`Run ${i + 1}`}
            value={pin.name}
            onChange={(event) => onName(pin.id, event.target.value)}
          />
          <span className="pin-about">{about(pin)}</span>
          <button type="button" aria-label={`Unpin run ${i + 1}`} onClick={() => onUnpin(pin.id)}>
            Unpin
          </button>
        </li>
      ))}
    </ul>
  );
}
