/** The step that a part of the page shows. Parts are drawn one after another, so during training each names its own. */
import { formatCount } from "../../store/format.ts";
import { shownStep } from "../../store/state.ts";
import { usePage, usePlayground } from "./context.ts";

export function ShownStep() {
  const { stepName } = usePage();
  const step = usePlayground((state) => (state.status === "running" ? shownStep(state) : undefined));
  return step === undefined ? null : (
    <span className="panel-note cut fine grow shown-step">
      {stepName} {formatCount(step)}
    </span>
  );
}
