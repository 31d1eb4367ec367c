/** Opens one of the lesson's experiments on the playground and trains it; says how far it is. */
import { encodeLink } from "../../experiment/link.ts";
import { setupExperiment } from "../../experiment/lessons/lessons.ts";
import { spokenLanguage } from "../../store/language.ts";
import { t } from "../../store/text.ts";
import { useActions, usePlayground } from "../context.ts";
import { useLesson, useOutcome } from "./lesson-context.ts";

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
    <p className="run-it" lang={spokenLanguage()}>
      <button type="button" className="primary" onClick={() => open(experiment, "play")}>
        {t("Run: {name}", { name: found.name })}
      </button>
      <span className="run-state">
        {busy ? t("step {step} of {last}", { step, last: experiment.steps }) : done ? t("✓ run") : ""}
      </span>
    </p>
  );
}
