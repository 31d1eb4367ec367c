/** Play, pause, step and reset, always visible. */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { formatCount, formatPace, formatDuration } from "../../store/format.ts";
import { standingOf, standingText } from "../../store/run/standing.ts";
import { canReset, canTrain, shownStep } from "../../store/state.ts";
import { SPEED_LABELS, SPEEDS, type Speed } from "../../store/run/speed.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Scrubber } from "./Scrubber.tsx";
import { ToolItem } from "../parts/ToolItem.tsx";
import { paceOf } from "../../store/run/pace.ts";

const STEPS = [1, 10, 100] as const;

export function Transport() {
  return (
    <div className="transport" role="group" aria-label="Training">
      <Toolbar className="transport-tools" aria-label="Playback" loop={false}>
        <PlayButton />
        <ResetButton />
        <StepButtons />
        <SpeedChoice />
        <NewSeedButton />
      </Toolbar>
      <StepCounter />
    </div>
  );
}

export function ResetButton() {
  const disabled = !usePlayground(canReset);
  const { reset } = useActions();
  return (
    <ToolItem disabled={disabled}>
      <button type="button" title="Back to the same start" aria-label="Reset" onClick={reset}>
        <Icon name="reset" />
      </button>
    </ToolItem>
  );
}

export function PlayButton() {
  const status = usePlayground((state) => state.status);
  const { play, pause } = useActions();
  const running = status === "running";
  return (
    <ToolItem disabled={!canTrain({ status })}>
      <button type="button" className="primary" onClick={running ? pause : play}>
        <Icon name={running ? "pause" : "play"} />
        {running ? "Pause" : "Play"}
      </button>
    </ToolItem>
  );
}

export function StepButtons() {
  const disabled = !usePlayground(canTrain);
  const { step } = useActions();
  return STEPS.map((n) => (
    <ToolItem key={n} disabled={disabled}>
      <button
        type="button"
        className={`step-${n}`}
        aria-label={`Step ${formatCount(n)}`}
        title={n === 1 ? "One step" : `${formatCount(n)} steps`}
        onClick={() => step(n)}
      >
        +{n}
      </button>
    </ToolItem>
  ));
}

export function NewSeedButton() {
  const seed = usePlayground((state) => state.experiment.seed);
  const { newSeed } = useActions();
  return (
    <ToolItem>
      <button
        type="button"
        className="new-seed"
        aria-label="New seed"
        title="Draws another start, and another problem where it is generated"
        onClick={newSeed}
      >
        <Icon name="seed" />
        <span className="wide">seed {String(seed)}</span>
      </button>
    </ToolItem>
  );
}

export function SpeedChoice() {
  const speed = usePlayground((state) => state.speed);
  const { chooseSpeed } = useActions();
  return (
    <ToolItem>
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
    </ToolItem>
  );
}

/** Shorter runs need no number. */
const WORTH_SAYING_SECONDS = 15;
const FIRST_STEPS = "first steps…";

function PaceText() {
  const text = usePlayground((state) => {
    const pace = paceOf(state);
    if (!pace) return FIRST_STEPS;
    const whole = (state.run?.experiment.steps ?? 0) / pace.perSecond;
    if (whole < WORTH_SAYING_SECONDS) return "";
    const left = pace.secondsLeft > 0 ? `, ${formatDuration(pace.secondsLeft)} left` : "";
    return formatPace(pace.perSecond) + left;
  });
  return text && <span className={text === FIRST_STEPS ? "pace first-steps" : "pace"}>{text}</span>;
}

export function StepCounter() {
  const standing = usePlayground(standingOf);
  const step = usePlayground(shownStep);
  // Last step of the displayed run.
  const last = usePlayground(({ run, experiment }) => (run?.experiment ?? experiment).steps);
  return (
    <div className="step-counter">
      <Scrubber last={last} />
      <span>
        step <strong>{formatCount(step)}</strong> {step > last ? "beyond" : "of"} {formatCount(last)}
      </span>
      <span className={`status-word ${standing}`}>{standingText(standing)}</span>
      {standing === "running" && <PaceText />}
    </div>
  );
}
