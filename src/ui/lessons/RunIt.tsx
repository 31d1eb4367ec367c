/** Opens one of the lesson's experiments on the playground, trains it, and draws its errors in the text. */
import { encodeLink } from "../../experiment/link.ts";
import { setupExperiment } from "../../experiment/lessons/lessons.ts";
import { formatCount } from "../../store/format.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { useLesson, useOutcome } from "./lesson-context.ts";
import { RunCurves } from "./figures/RunCurves.tsx";

export function RunIt({ setup }: { readonly setup: string }) {
  const found = useLesson().setups[setup];
  if (!found) throw new Error(`Bug: no set-up ${setup}`);
  const experiment = setupExperiment(found);
  const { open } = useActions();
  const done = useOutcome(setup) !== undefined;
  const isHere = usePlayground((state) => encodeLink(state.experiment) === encodeLink(experiment));
  const status = usePlayground((state) => state.status);
  const step = usePlayground((state) => state.step);
  const busy = isHere && (status === "running" || status === "loading");
  return (
    <>
      <p className="run-it">
        <button type="button" className="primary" onClick={() => open(experiment, "play")}>
          Run: {found.name}
        </button>
        <span className="run-state">
          {busy ? `step ${formatCount(step)} of ${formatCount(experiment.steps)}` : done ? "✓ run" : ""}
        </span>
      </p>
      <RunCurves setup={setup} />
    </>
  );
}
