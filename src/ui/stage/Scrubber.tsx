/** Shows how far the run has come, and lets the user look back at any recorded step. */
import type { CSSProperties, KeyboardEvent } from "react";
import { formatCount } from "../../store/format.ts";
import { canFork, isReturnable } from "../../store/look-back.ts";
import { MAX_PINS } from "../../store/pins/pins.ts";
import { useActions, usePage, usePlayground } from "../parts/context.ts";
import { shownStep } from "../../store/state.ts";

export function Scrubber({ last }: { readonly last: number }) {
  const step = usePlayground((state) => state.step);
  const { lookAt, lookBeside } = useActions();
  const { stepName } = usePage();
  const shown = usePlayground(shownStep);
  const press = (event: KeyboardEvent): void => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key] as
      | -1
      | 1
      | undefined;
    if (!direction) return;
    event.preventDefault();
    lookBeside(direction);
  };
  return (
    <input
      type="range"
      className="scrubber grow"
      style={{ "--share": `${(100 * shown) / Math.max(1, last, step)}%` } as CSSProperties}
      aria-label={`Look back at a recorded ${stepName}`}
      aria-valuetext={`${stepName} ${formatCount(shown)} of ${formatCount(step)}`}
      min={0}
      max={Math.max(last, step)}
      value={shown}
      disabled={step === 0}
      onChange={(event) => lookAt(Number(event.target.value))}
      onKeyDown={press}
    />
  );
}

/** The message while the page shows an earlier step. */
export function LookingBack() {
  const lookingAt = usePlayground((state) => state.lookingAt);
  const step = usePlayground((state) => state.step);
  const pinned = usePlayground((state) => state.pins.length);
  const isPossible = usePlayground(canFork);
  const firstReturn = usePlayground((state) => (isReturnable(state) ? undefined : state.returnableFrom));
  const { lookAt, fork } = useActions();
  const { LookingAt, stepName } = usePage();
  if (lookingAt === undefined) return null;
  return (
    <div className="looking-back">
      <p>
        You see {stepName} {formatCount(lookingAt)}; training is at {stepName} {formatCount(step)}.{" "}
        {LookingAt && <LookingAt step={lookingAt} />}{" "}
        {firstReturn === undefined
          ? "Change a rate to branch off here."
          : `This run had other settings before ${stepName} ${formatCount(firstReturn)}, so training can return to that ${stepName}, but no further.`}
      </p>
      <button type="button" onClick={() => lookAt(undefined)}>
        Back to the present
      </button>
      <button
        type="button"
        disabled={!isPossible}
        title={
          pinned >= MAX_PINS
            ? `${formatCount(pinned)} runs are pinned. Unpin one first.`
            : "The curves so far stay as a pinned run"
        }
        onClick={fork}
      >
        Train again from {stepName} {formatCount(lookingAt)}
      </button>
    </div>
  );
}
