/** Play, pause, step, reset: always in view. */
import { formatCount } from "../store/format.ts";
import { standingOf, standingText } from "../store/standing.ts";
import { canReset, canTrain } from "../store/state.ts";
import { stoppedText } from "../store/stopped.ts";
import { SPEED_LABELS, SPEEDS, type Speed } from "../store/speed.ts";
import { useActions, usePlayground } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { LookingBack, Scrubber } from "./Scrubber.tsx";

const STEPS = [1, 10, 100] as const;

export function Transport() {
  return (
    <div className="transport" role="group" aria-label="Training">
      <ResetButton />
      <PlayButton />
      <StepButtons />
      <NewSeedButton />
      <SpeedChoice />
      <StepCounter />
      <StopReason />
      <LookingBack />
    </div>
  );
}

export function ResetButton() {
  const disabled = !usePlayground(canReset);
  const { reset } = useActions();
  return (
    <button
      type="button"
      title="Back to the same start"
      aria-label="Reset"
      disabled={disabled}
      onClick={reset}
    >
      <Icon name="reset" />
      <span className="wide">Reset</span>
    </button>
  );
}

export function PlayButton() {
  const status = usePlayground((state) => state.status);
  const { play, pause } = useActions();
  const running = status === "running";
  return (
    <button
      type="button"
      className="primary"
      disabled={!canTrain({ status })}
      onClick={running ? pause : play}
    >
      <Icon name={running ? "pause" : "play"} />
      {running ? "Pause" : "Play"}
    </button>
  );
}

export function StepButtons() {
  const disabled = !usePlayground(canTrain);
  const { step } = useActions();
  return STEPS.map((n) => (
    <button
      key={n}
      type="button"
      className={`step-${n}`}
      aria-label={`Step ${formatCount(n)}`}
      title={n === 1 ? "One step" : `${formatCount(n)} steps`}
      disabled={disabled}
      onClick={() => step(n)}
    >
      +{n}
    </button>
  ));
}

export function NewSeedButton() {
  const seed = usePlayground((state) => state.experiment.seed);
  const { newSeed } = useActions();
  return (
    <button
      type="button"
      className="new-seed"
      aria-label="New seed"
      title={`Another start and mask; the seed is ${String(seed)}`}
      onClick={newSeed}
    >
      <Icon name="seed" />
      <span className="wide">New seed</span>
    </button>
  );
}

/** By which rule training stopped, as long as it stands there. */
export function StopReason() {
  const run = usePlayground((state) => state.run);
  const stopped = usePlayground((state) => state.stopped);
  return run && stopped && <p className="stop-reason">{stoppedText(run.experiment, stopped)}</p>;
}

export function SpeedChoice() {
  const speed = usePlayground((state) => state.speed);
  const { chooseSpeed } = useActions();
  return (
    <select
      className="speed"
      aria-label="Speed"
      title="How fast training may go; the measured time per step does not depend on it"
      value={speed}
      onChange={(event) => chooseSpeed(event.target.value as Speed)}
    >
      {SPEEDS.map((choice) => (
        <option key={choice} value={choice}>
          {SPEED_LABELS[choice]}
        </option>
      ))}
    </select>
  );
}

export function StepCounter() {
  const standing = usePlayground(standingOf);
  const step = usePlayground((state) => state.step);
  // Of the run that is seen, as the step is.
  const last = usePlayground(({ run, experiment }) => (run?.experiment ?? experiment).steps);
  return (
    <div className="step-counter">
      <span>
        step <strong>{formatCount(step)}</strong> {step > last ? "beyond" : "of"} {formatCount(last)}
      </span>
      <span className={`status-word ${standing}`}>{standingText(standing)}</span>
      <Scrubber step={step} last={last} />
    </div>
  );
}
