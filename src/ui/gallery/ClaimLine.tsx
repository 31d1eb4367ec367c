/** Shows the verdict on a finished run that tests a claim, beside the recorded verdict. */
import { verdictWord } from "../../experiment/claims/claim.ts";
import { formatCount } from "../../store/format.ts";
import { judgedClaim } from "../../store/claims.ts";
import { useRecord } from "./records.ts";
import { usePage, usePlayground } from "../parts/context.ts";

export function ClaimLine() {
  const page = usePage();
  const run = usePlayground((state) => state.run);
  const models = usePlayground((state) => state.models);
  const retuned = usePlayground((state) => state.retuned);
  // A run whose rates were changed on the way is not the claim's run.
  const judged = run && !retuned ? judgedClaim(page.encode(run.config), models) : undefined;
  const record = useRecord(judged?.claim.id);
  if (!run || !judged) return null;
  const { claim, judgement } = judged;
  return (
    <section className="message note" aria-label="Claim">
      <p>
        {claim.claim} Here, with {formatCount(run.config.seeds)} seeds:{" "}
        <strong>{verdictWord(judgement)}</strong>.{" "}
        {record && (
          <>
            Recorded {record.date}: <strong>{record.verdict}</strong>.{" "}
          </>
        )}
        {judgement.ours}
      </p>
    </section>
  );
}
