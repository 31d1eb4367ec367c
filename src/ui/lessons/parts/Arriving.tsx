/**
 * Stands for values that arrive a moment after the end of a run. If another run has begun before, they never arrive.
 */
import { isOf } from "../../../store/outcomes.ts";
import type { Outcome } from "../../../store/state.ts";
import { useViews } from "../../parts/context.ts";

export function Arriving({ of }: { readonly of: Pick<Outcome, "data"> }) {
  return isOf(of.data, useViews())
    ? "The singular values have not arrived yet."
    : "Another run began before the singular values of this one had arrived. Run this one again to see them.";
}
