/** The buttons for play, pause, step and reset. They are always visible. */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { statusText } from "../../store/run/status-label.ts";
import { canTrain, hasRun } from "../../store/state.ts";
import { NewSeedTool, PlayTool, ResetTool, SpeedTool, StepText, StepTools } from "../parts/PlaybackTools.tsx";
import { useOutdated, useWorkload, useWorkloadActions } from "./context.ts";

export function Transport() {
  const status = useWorkload((state) => state.status);
  const speed = useWorkload((state) => state.speed);
  const seed = useWorkload(({ config }) => config.seed);
  const { play, pause, step, reset, chooseSpeed, newSeed } = useWorkloadActions();
  const cannotTrain = !canTrain({ status });
  return (
    <div className="transport" role="group" aria-label="Training">
      <Toolbar className="transport-tools" aria-label="Playback" loop={false}>
        <PlayTool status={status} disabled={cannotTrain} onPlay={play} onPause={pause} />
        <ResetTool disabled={!hasRun({ status })} onReset={reset} />
        <StepTools disabled={cannotTrain} onStep={step} />
        <SpeedTool speed={speed} onChoose={chooseSpeed} />
        <NewSeedTool seed={seed} onDraw={newSeed} />
      </Toolbar>
      <StepCounter />
    </div>
  );
}

function StepCounter() {
  const status = useWorkload((state) => (state.isRestarting ? "loading" : state.status));
  const step = useWorkload((state) => state.step);
  const isBusy = useOutdated();
  const last = useWorkload(({ run, config }) => (run?.config ?? config).steps);
  return (
    <div className="step-counter" aria-busy={isBusy}>
      <progress className="scrubber" aria-label="Steps made" max={last} value={Math.min(step, last)} />
      <StepText step={step} last={last} />
      <span className={`status-word ${status}`}>{statusText(status)}</span>
    </div>
  );
}
