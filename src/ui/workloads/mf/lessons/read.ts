/** Quantities that lessons read from an outcome. Errors are NaN if the network was not in the run. */
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import type { Milestone } from "../../../../training/progress.ts";
import { formatCount } from "../../../../store/format.ts";
import type { Outcome, NetworkNow } from "../../../../store/kinds/matrix-state.ts";
import type { SpectrumRecord } from "../../../../store/run/step-history.ts";
import { createCheck } from "../../../lessons/parts/Check.tsx";
import { useOutcome } from "../../../lessons/parts/lesson-context.ts";

/** Relative error below which a lesson counts a matrix as learned. */
export const LEARNED = 1e-2;

export const networkIn = ({ models }: Outcome, id: NetworkName): NetworkNow | undefined =>
  models.find((network) => network.id === id);

export const recoveryOf = (outcome: Outcome, id: NetworkName): number =>
  networkIn(outcome, id)?.progress?.headline ?? NaN;

export const trainOf = (outcome: Outcome, id: NetworkName): number =>
  networkIn(outcome, id)?.progress?.loss ?? NaN;

/** First step with an error below the milestone. */
export const stepsTo = (outcome: Outcome, id: NetworkName, milestone: Milestone): number | undefined =>
  networkIn(outcome, id)?.progress?.iterationsTo[milestone] ?? undefined;

/** "step 764", or a note that the milestone was not reached. */
export function whenTo(outcome: Outcome, id: NetworkName, milestone: Milestone): string {
  const at = stepsTo(outcome, id, milestone);
  return at === undefined ? "no step of this run" : `step ${formatCount(at)}`;
}

/** Spectra of the last step. They arrive a moment after it. */
export function lastSpectra({ data, step }: Outcome, id: NetworkName): SpectrumRecord | undefined {
  const last = data.models.get(id)?.spectra.records.at(-1);
  return last?.step === step ? last : undefined;
}

export const useMatrixOutcome = useOutcome as unknown as (name: string) => Outcome | undefined;

export const Check = createCheck(useMatrixOutcome);
