/** The controls of training, for any workload's store. Each stands in a toolbar. */
import type { EngineStatus } from "../../library/api.ts";
import { counted, formatCount } from "../../store/format.ts";
import { SPEED_LABELS, SPEEDS, type Speed } from "../../store/run/speed.ts";
import { usePage } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { ToolItem } from "./ToolItem.tsx";

const STEPS = [1, 10, 100] as const;

export function PlayTool({
  status,
  disabled,
  onPlay,
  onPause,
}: {
  readonly status: EngineStatus;
  readonly disabled: boolean;
  readonly onPlay: () => void;
  readonly onPause: () => void;
}) {
  const { stepName } = usePage();
  const isRunning = status === "running";
  const isFinished = status === "finished";
  return (
    <ToolItem disabled={disabled}>
      <button
        type="button"
        className="primary"
        {...(isFinished && {
          title: `Trains beyond the last ${stepName} until you pause. Reset returns to ${stepName} 0.`,
        })}
        onClick={isRunning ? onPause : onPlay}
      >
        <Icon name={isRunning ? "pause" : "play"} />
        {isRunning ? "Pause" : isFinished ? "Train more" : "Play"}
      </button>
    </ToolItem>
  );
}

export function ResetTool({
  disabled,
  onReset,
}: {
  readonly disabled: boolean;
  readonly onReset: () => void;
}) {
  return (
    <ToolItem disabled={disabled}>
      <button type="button" title="Back to the same start" aria-label="Reset" onClick={onReset}>
        <Icon name="reset" />
      </button>
    </ToolItem>
  );
}

export function StepTools({
  disabled,
  onStep,
}: {
  readonly disabled: boolean;
  readonly onStep: (n: number) => void;
}) {
  const { stepName } = usePage();
  return STEPS.map((n) => (
    <ToolItem key={n} disabled={disabled}>
      <button
        type="button"
        className={`step-${n}`}
        aria-label={`Step ${formatCount(n)}`}
        title={counted(n, stepName)}
        onClick={() => onStep(n)}
      >
        +{n}
      </button>
    </ToolItem>
  ));
}

export function SpeedTool({
  speed,
  onChoose,
}: {
  readonly speed: Speed;
  readonly onChoose: (speed: Speed) => void;
}) {
  const { stepName } = usePage();
  return (
    <ToolItem>
      <select
        className="speed"
        aria-label="Speed"
        title={`Limits the speed of training. The measured time per ${stepName} does not depend on it.`}
        value={speed}
        onChange={(event) => onChoose(event.target.value as Speed)}
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

export function ReplayTool({ onReplay }: { readonly onReplay: () => void }) {
  return (
    <ToolItem>
      <button
        type="button"
        className="replay"
        title="Shows the recorded drops of the error again, at a quarter of the slow speed"
        onClick={onReplay}
      >
        Replay
      </button>
    </ToolItem>
  );
}

export function NewSeedTool({ seed, onDraw }: { readonly seed: number; readonly onDraw: () => void }) {
  return (
    <ToolItem>
      <button
        type="button"
        className="new-seed"
        aria-label="New seed"
        title="Draws all random numbers anew, such as the initial weights"
        onClick={onDraw}
      >
        <Icon name="seed" />
        <span className="wide">seed {String(seed)}</span>
      </button>
    </ToolItem>
  );
}

export function StepText({ step, last }: { readonly step: number; readonly last: number }) {
  const { stepName } = usePage();
  return (
    <span>
      {stepName} <strong>{formatCount(step)}</strong> {step > last ? "beyond" : "of"} {formatCount(last)}
    </span>
  );
}
