/** Play, pause, step, reset: always in view. */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { formatCount } from "../../store/format.ts";
import { SPEED_LABELS, SPEEDS, type Speed } from "../../store/run/speed.ts";
import { standingText } from "../../store/run/standing.ts";
import { Icon } from "../parts/Icon.tsx";
import { ToolItem } from "../parts/ToolItem.tsx";
import { useWorkload, useWorkloadActions } from "./context.ts";

const STEPS = [1, 10, 100] as const;

export function Transport() {
  const status = useWorkload((state) => state.status);
  const speed = useWorkload((state) => state.speed);
  const seed = useWorkload(({ config }) => config.seed);
  const { play, pause, step, reset, chooseSpeed, newSeed } = useWorkloadActions();
  const isRunning = status === "running";
  const hasRun = status !== "loading" && status !== "failed";
  const canTrain = hasRun && status !== "diverged";
  return (
    <div className="transport" role="group" aria-label="Training">
      <Toolbar className="transport-tools" aria-label="Playback" loop={false}>
        <ToolItem disabled={!canTrain}>
          <button type="button" className="primary" onClick={isRunning ? pause : play}>
            <Icon name={isRunning ? "pause" : "play"} />
            {isRunning ? "Pause" : "Play"}
          </button>
        </ToolItem>
        <ToolItem disabled={!hasRun}>
          <button type="button" title="Back to the same start" aria-label="Reset" onClick={reset}>
            <Icon name="reset" />
          </button>
        </ToolItem>
        {STEPS.map((n) => (
          <ToolItem key={n} disabled={!canTrain}>
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
        ))}
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
        <ToolItem>
          <button
            type="button"
            className="new-seed"
            aria-label="New seed"
            title="Draws other initial weights and other training samples"
            onClick={newSeed}
          >
            <Icon name="seed" />
            <span className="wide">seed {String(seed)}</span>
          </button>
        </ToolItem>
      </Toolbar>
      <StepCounter />
    </div>
  );
}

function StepCounter() {
  const status = useWorkload((state) => state.status);
  const step = useWorkload((state) => state.step);
  const last = useWorkload(({ run, config }) => (run?.config ?? config).steps);
  return (
    <div className="step-counter">
      <progress className="scrubber" aria-label="Steps made" max={last} value={Math.min(step, last)} />
      <span>
        step <strong>{formatCount(step)}</strong> {step > last ? "beyond" : "of"} {formatCount(last)}
      </span>
      <span className={`status-word ${status}`}>{standingText(status)}</span>
    </div>
  );
}
