/**
 * A claim about digits, fine-tuning or federated fine-tuning: its statement, our result, and links that run it.
 */
import { useId } from "react";
import { claimLink, isJudgedHere, type MetricClaim, type MetricRecord } from "../../store/claims.ts";
import { ClaimDetails, RecordedVerdict } from "./claim-parts.tsx";
import { DotPicture } from "./DotPicture.tsx";

interface Props {
  readonly claim: MetricClaim;
  readonly record: MetricRecord | undefined;
  readonly onRun: (event: { readonly currentTarget: Element }) => void;
}

export function MetricClaimCard({ claim, record, onRun }: Props) {
  const title = useId();
  const { runs } = claim;
  const words = isJudgedHere(claim) ? "Run it here" : "Train one run";
  return (
    <li className="claim" aria-labelledby={title}>
      <h3 id={title}>{claim.title}</h3>
      {record && <DotPicture record={record} title={`${claim.title}, recorded`} />}
      <p>{claim.claim}</p>
      <ClaimDetails claim={claim} record={record} />
      {!isJudgedHere(claim) && (
        <p className="claim-why">
          The page cannot judge this claim:{" "}
          {runs.length > 1
            ? "its criterion needs all of its runs, but the page trains only one."
            : "its criterion needs several seeds, but the page trains only one."}
        </p>
      )}
      <div className="claim-foot">
        <div>{record && <RecordedVerdict record={record} />}</div>
        {runs.map((run) => (
          <a
            key={run.label}
            className="run-here"
            href={`#${claimLink(claim, run)}`}
            aria-label={`${words}: ${claim.title}, ${run.label}`}
            onClick={onRun}
          >
            {words}
            {runs.length > 1 && `: ${run.label}`}
          </a>
        ))}
      </div>
    </li>
  );
}
