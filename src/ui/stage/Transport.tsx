/** The buttons for play, pause, step and reset, and the run’s progress. They are always visible. */
import { Button, Root as Toolbar } from "@radix-ui/react-toolbar";
import { counted, formatCount, formatPace, formatDuration } from "../../store/format.ts";
import { statusLabelOf, statusText } from "../../store/run/status-label.ts";
import { canReset, canTrain, shownStep } from "../../store/state.ts";
import { useActions, useOutdated, usePage, usePlayground } from "../parts/context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Select } from "../parts/Select.tsx";
import { Scrubber } from "./Scrubber.tsx";
import { paceOf } from "../../store/run/pace.ts";
import { SPEED_LABELS, SPEEDS } from "../../store/run/speed.ts";

export function Transport() {
  return (
    <div className="transport item" role="group" aria-label="Training">
      <Toolbar className="transport-tools item" aria-label="Playback" loop={false}>
        <PlayButton />
        <ResetButton />
        <StepButtons />
        <SpeedChoice />
        <ReplayButton />
        <NewSeedButton />
      </Toolbar>
      <StepCounter />
    </div>
  );
}

export function PlayButton() {
  const { stepName } = usePage();
  const status = usePlayground((state) => state.status);
  const { play, pause } = useActions();
  const isRunning = status === "running";
  const isFinished = status === "finished";
  return (
    <Button
      className="primary"
      disabled={!canTrain({ status })}
      {...(isFinished && {
        title: `Trains beyond the last ${stepName} until you pause. Reset returns to ${stepName} 0.`,
      })}
      onClick={isRunning ? pause : play}
    >
      <Icon name={isRunning ? "pause" : "play"} />
      {isRunning ? "Pause" : isFinished ? "Train more" : "Play"}
    </Button>
  );
}

export function ResetButton() {
  const disabled = !usePlayground(canReset);
  const { reset } = useActions();
  return (
    <Button disabled={disabled} title="Back to the same start" aria-label="Reset" onClick={reset}>
      <Icon name="reset" />
    </Button>
  );
}

const STEPS = [1, 10, 100] as const;

export function StepButtons() {
  const { stepName } = usePage();
  const disabled = !usePlayground(canTrain);
  const { step } = useActions();
  return STEPS.map((n) => (
    <Button
      key={n}
      className={`step-${n}`}
      disabled={disabled}
      aria-label={`Step ${formatCount(n)}`}
      title={counted(n, stepName)}
      onClick={() => step(n)}
    >
      +{n}
    </Button>
  ));
}

export function SpeedChoice() {
  const { stepName } = usePage();
  const speed = usePlayground((state) => state.speed);
  const { chooseSpeed } = useActions();
  return (
    <Button asChild>
      <Select
        className="speed"
        aria-label="Speed"
        title={`Limits the speed of training. The measured time per ${stepName} does not depend on it.`}
        options={SPEEDS.map((id) => ({ id, name: SPEED_LABELS[id] }))}
        chosen={speed}
        onChoose={chooseSpeed}
      />
    </Button>
  );
}

function ReplayButton() {
  const hasDrops = usePlayground(({ status, step }) => step > 0 && status !== "running");
  const { replay } = useActions();
  if (!hasDrops) return null;
  return (
    <Button
      className="replay"
      title="Shows the recorded drops of the error again, at a quarter of the slow speed"
      onClick={replay}
    >
      Replay
    </Button>
  );
}

export function NewSeedButton() {
  const seed = usePlayground((state) => state.config.seed);
  const { newSeed } = useActions();
  return (
    <Button
      className="new-seed"
      aria-label="New seed"
      title="Draws all random numbers anew, such as the initial weights"
      onClick={newSeed}
    >
      <Icon name="seed" />
      <span className="wide">seed {String(seed)}</span>
    </Button>
  );
}

/** For shorter runs, no pace is shown. */
const WORTH_SAYING_SECONDS = 15;

function PaceText() {
  const { stepName } = usePage();
  const first = `first ${stepName}s…`;
  const text = usePlayground((state) => {
    const pace = paceOf(state);
    if (!pace) return first;
    const whole = (state.run?.config.steps ?? 0) / pace.perSecond;
    if (whole < WORTH_SAYING_SECONDS) return "";
    const left = pace.secondsLeft > 0 ? `, ${formatDuration(pace.secondsLeft)} left` : "";
    return formatPace(pace.perSecond, stepName) + left;
  });
  return text && <span className={text === first ? "pace fine first-steps" : "pace fine"}>{text}</span>;
}

export function StepCounter() {
  const { stepName } = usePage();
  const label = usePlayground((state) => (state.isRestarting ? "loading" : statusLabelOf(state)));
  const isBusy = useOutdated();
  const step = usePlayground(shownStep);
  // The last step of the run that is shown.
  const last = usePlayground(({ run, config }) => (run?.config ?? config).steps);
  return (
    <div className="step-counter item grow" aria-busy={isBusy}>
      <Scrubber last={last} />
      <span>
        {stepName} <strong>{formatCount(step)}</strong> {step > last ? "beyond" : "of"} {formatCount(last)}
      </span>
      <span className={`status-word ${label}`}>{statusText(label)}</span>
      {label === "running" && <PaceText />}
    </div>
  );
}
