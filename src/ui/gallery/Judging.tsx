/** Judges a claim in the background, unless one run on the page tests it. */
import type { Claim } from "../../experiment/claims/claim.ts";
import { fractionDone, isRunning, progressText, type ClaimNow } from "../../store/jobs/claim.ts";
import { Verdict } from "./claim-parts.tsx";
import { startJudging, stopJudging } from "./live-claims.ts";

interface Props<Now> {
  readonly claim: Claim;
  /** Undefined if the user has not judged the claim. */
  readonly now: Now;
}

/** A button that starts or stops the claim's runs. Starting them pauses training on the page. */
export function JudgeHere({
  claim: { id, title },
  now,
  pause,
}: Props<ClaimNow | undefined> & { readonly pause: () => void }) {
  const runs = isRunning(now);
  const words = runs ? "Stop" : "Judge it here";
  return (
    <button
      type="button"
      className="run-here"
      aria-label={`${words}: ${title}`}
      onClick={() => {
        if (runs) return stopJudging();
        pause();
        return startJudging(id);
      }}
    >
      {words}
    </button>
  );
}

/** Shows the progress of the runs, and at the end the verdict with its figures. */
export function Judging({ claim, now }: Props<ClaimNow>) {
  const isTrained = claim.runs.length > 0;
  return (
    <div className="claim-judging">
      {now.kind === "progress" && (
        <>
          <progress max={1} value={fractionDone(claim, now)} aria-label={`Progress: ${claim.title}`} />
          <span>{progressText(claim, now)}</span>
        </>
      )}
      {isRunning(now) && (
        <p className="note">Training on the page is paused. Closing the gallery stops these runs.</p>
      )}
      <div role="status">
        {now.kind === "started" && "The runs are being prepared."}
        {now.kind === "stopped" && "Stopped. Finished runs were not kept."}
        {now.kind === "failed" && `The claim could not be judged: ${now.message}`}
        {now.kind === "done" && (
          <>
            <Verdict claim={claim} verdict={now.verdict}>
              {isTrained ? "here, with all seeds" : "here"}
            </Verdict>
            <p className="note">
              {now.ours}
              {isTrained && ` (${now.engine})`}
            </p>
          </>
        )}
      </div>
    </div>
  );
}
