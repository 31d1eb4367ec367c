/**
 * Stands for values that arrive a moment after the end of a run. If another run has begun before, they never arrive.
 */
import { isOf } from "../../../store/outcomes.ts";
import type { Outcome } from "../../../store/state.ts";
import { useViews } from "../../parts/context.ts";

export function Arriving({ of }: { readonly of: Pick<Outcome, "data"> }) {
  return isOf(of.data, useViews())
    ? "The singular values have not arrived yet."
    : "The page shows another run now, and the singular values of this one had not arrived. Run this one again to see them.";
}
