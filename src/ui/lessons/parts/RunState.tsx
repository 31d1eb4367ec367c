/** The state of a set-up's run, beside its button. */
import { formatCount } from "../../../store/format.ts";

interface RunStateProps {
  readonly state: "none" | "preparing" | "training" | "ended" | "replaced";
  readonly step: number;
  readonly steps: number;
}

export function RunState({ state, step, steps }: RunStateProps): string {
  if (state === "preparing") return "preparing…";
  if (state === "training") return `step ${formatCount(step)} of ${formatCount(steps)}`;
  if (state === "none") return "";
  return state === "ended" ? "✓ run" : "✓ run; the page now shows another one";
}
