/** The buttons for play, pause, step and reset. They are always visible. */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { formatPace, formatDuration } from "../../store/format.ts";
import { statusLabelOf, statusText } from "../../store/run/status-label.ts";
import { canReset, canTrain, shownStep } from "../../store/state.ts";
import { useActions, useOutdated, usePage, usePlayground } from "../parts/context.ts";
import {
  NewSeedTool,
  PlayTool,
  ReplayTool,
  ResetTool,
  SpeedTool,
  StepText,
  StepTools,
} from "../parts/PlaybackTools.tsx";
import { Scrubber } from "./Scrubber.tsx";
import { paceOf } from "../../store/run/pace.ts";

export function Transport() {
  return (
    <div className="transport" role="group" aria-label="Training">
      <Toolbar className="transport-tools" aria-label="Playback" loop={false}>
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

export function ResetButton() {
  const disabled = !usePlayground(canReset);
  return <ResetTool disabled={disabled} onReset={useActions().reset} />;
}

export function PlayButton() {
  const status = usePlayground((state) => state.status);
  const { play, pause } = useActions();
  return <PlayTool status={status} disabled={!canTrain({ status })} onPlay={play} onPause={pause} />;
}

export function StepButtons() {
  const disabled = !usePlayground(canTrain);
  return <StepTools disabled={disabled} onStep={useActions().step} />;
}

function ReplayButton() {
  const hasDrops = usePlayground(({ status, step }) => step > 0 && status !== "running");
  const { replay } = useActions();
  return hasDrops ? <ReplayTool onReplay={replay} /> : null;
}

export function NewSeedButton() {
  const seed = usePlayground((state) => state.config.seed);
  return <NewSeedTool seed={seed} onDraw={useActions().newSeed} />;
}

export function SpeedChoice() {
  const speed = usePlayground((state) => state.speed);
  return <SpeedTool speed={speed} onChoose={useActions().chooseSpeed} />;
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
  return text && <span className={text === first ? "pace first-steps" : "pace"}>{text}</span>;
}

export function StepCounter() {
  const label = usePlayground((state) => (state.isRestarting ? "loading" : statusLabelOf(state)));
  const isBusy = useOutdated();
  const step = usePlayground(shownStep);
  // The last step of the run that is shown.
  const last = usePlayground(({ run, config }) => (run?.config ?? config).steps);
  return (
    <div className="step-counter" aria-busy={isBusy}>
      <Scrubber last={last} />
      <StepText step={step} last={last} />
      <span className={`status-word ${label}`}>{statusText(label)}</span>
      {label === "running" && <PaceText />}
    </div>
  );
}
