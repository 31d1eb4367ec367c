/**
 * Shows the current arm while a claim's comparison runs, and afterwards the verdict of these runs beside the
 * recorded one.
 */
import { verdictWord } from "../../../../experiment/claims/claim.ts";
import { ARM_KEY, armValues } from "../../../../experiment/claims/arms.ts";
import { recordedSeeds, seedsOf } from "../../../../experiment/claims/comparison.ts";
import type { ComparisonNow } from "../../../../store/kinds/matrix-state.ts";
import { encodeSetup } from "../../../../experiment/sweep-setup.ts";
import { askedSweep, SWEEP_VIEW } from "../../../sweep/asked-sweep.ts";
import { openView } from "../../../views/open-view.ts";
import { useMatrixActions } from "../context.ts";
import { useRecord } from "../../../gallery/records.ts";

export function Comparing(comparison: ComparisonNow) {
  return comparison.judgement ? <Verdict {...comparison} /> : <ArmNow {...comparison} />;
}

function ArmNow({ arms, at, claim }: ComparisonNow) {
  const { stopComparison } = useMatrixActions();
  return (
    <section className="message" aria-label="Comparison">
      <p>
        {claim.title}. Arm {at + 1} of {arms.length}: {arms[at]?.run.label}
      </p>
      <button type="button" onClick={stopComparison}>
        Stop
      </button>
    </section>
  );
}

function Verdict({ arms, claim, judgement }: ComparisonNow) {
  const record = useRecord(claim.id);
  const { stopComparison } = useMatrixActions();
  if (!judgement) return null;
  const repeat = (): void => {
    const axis = { key: ARM_KEY, values: armValues({ claim, arms }) };
    askedSweep.set(encodeSetup({ axes: [axis], seeds: recordedSeeds(claim) }));
    openView(SWEEP_VIEW);
  };
  return (
    <section className="message" aria-label="Comparison">
      <p>
        {claim.title}. Here, with {seedsOf(arms)}: <strong>{verdictWord(judgement)}</strong>.{" "}
        {record && (
          <>
            Recorded {record.date} with {recordedSeeds(claim)} seeds: <strong>{record.verdict}</strong>.{" "}
          </>
        )}
        {judgement.ours}
      </p>
      <button type="button" onClick={repeat}>
        Repeat as a sweep
      </button>
      <button type="button" onClick={stopComparison}>
        Close
      </button>
    </section>
  );
}
