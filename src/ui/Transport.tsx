/** Play, pause, step, reset: always in view. */
import type { EngineStatus } from "../engine/engine.ts";
import { formatCount } from "../store/format.ts";
import { canReset, canTrain } from "../store/state.ts";
import { stoppedText } from "../store/stopped.ts";
import { SPEED_LABELS, SPEEDS, type Speed } from "../store/speed.ts";
import { say, sentence, t, type Sentence } from "../store/text.ts";
import { useActions, usePlayground } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { rich } from "./rich.tsx";
import { LookingBack, Scrubber } from "./Scrubber.tsx";

const WORDS: Readonly<Record<EngineStatus, Sentence>> = {
  loading: sentence("preparing…"),
  ready: sentence("ready"),
  running: sentence("training"),
  paused: sentence("paused"),
  finished: sentence("finished"),
  stopped: sentence("stopped"),
  diverged: sentence("diverged"),
  failed: sentence("stopped by an error"),
};

const STEPS = [1, 10, 100] as const;

export function Transport() {
  const status = usePlayground((state) => state.status);
  const needsFile = usePlayground(({ failure }) => failure?.code === "no-file");
  const seed = usePlayground((state) => state.experiment.seed);
  const actions = useActions();
  const running = status === "running";
  const stuck = !canReset({ status });
  const over = !canTrain({ status });
  return (
    <div className="transport" role="group" aria-label={t("Training")}>
      <button
        type="button"
        title={t("Back to the same start")}
        aria-label={t("Reset")}
        disabled={stuck}
        onClick={actions.reset}
      >
        <Icon name="reset" />
        <span className="wide">{t("Reset")}</span>
      </button>
      <button
        type="button"
        className="primary"
        disabled={over}
        onClick={running ? actions.pause : actions.play}
      >
        <Icon name={running ? "pause" : "play"} />
        {running ? t("Pause") : t("Play")}
      </button>
      {STEPS.map((n) => (
        <button
          key={n}
          type="button"
          aria-label={t("Step {n}", { n })}
          title={n === 1 ? t("One step") : t("{n} steps", { n })}
          disabled={over}
          onClick={() => actions.step(n)}
        >
          +{n}
        </button>
      ))}
      <SpeedChoice />
      <StepCounter
        words={status === "failed" && needsFile ? t("waiting for its file") : say(WORDS[status])}
        status={status}
      />
      <StopReason />
      <button
        type="button"
        className="new-seed"
        aria-label={t("New seed")}
        title={t("Another start and mask; the seed is {seed}", { seed: String(seed) })}
        onClick={actions.newSeed}
      >
        <Icon name="seed" />
        <span className="wide">{t("New seed")}</span>
      </button>
      <LookingBack />
    </div>
  );
}

/** By which rule training stopped, as long as it stands there. */
function StopReason() {
  const run = usePlayground((state) => state.run);
  const stopped = usePlayground((state) => state.stopped);
  return run && stopped && <p className="stop-reason">{stoppedText(run.experiment, stopped)}</p>;
}

function SpeedChoice() {
  const speed = usePlayground((state) => state.speed);
  const { chooseSpeed } = useActions();
  return (
    <select
      className="speed"
      aria-label={t("Speed")}
      title={t("How fast training may go; the measured time per step does not depend on it")}
      value={speed}
      onChange={(event) => chooseSpeed(event.target.value as Speed)}
    >
      {SPEEDS.map((choice) => (
        <option key={choice} value={choice}>
          {say(SPEED_LABELS[choice])}
        </option>
      ))}
    </select>
  );
}

function StepCounter({ words, status }: { readonly words: string; readonly status: EngineStatus }) {
  const step = usePlayground((state) => state.step);
  const last = usePlayground((state) => state.experiment.steps);
  return (
    <div className="step-counter">
      <span>
        {rich(step > last ? "step {step} beyond {last}" : "step {step} of {last}", {
          step: <strong>{formatCount(step)}</strong>,
          last: formatCount(last),
        })}
      </span>
      <span className={`status-word ${status}`}>{words}</span>
      <Scrubber step={step} last={last} />
    </div>
  );
}
