/** One claim: what is said, what we found, and the way to see it happen. */
import { useId } from "react";
import type { Claim } from "../../experiment/claims/claim.ts";
import { experimentHere } from "../../experiment/claims/claim.ts";
import type { ClaimRecord } from "../../experiment/claims/record.ts";
import { encodeLink } from "../../experiment/link.ts";
import { ClaimPicture } from "./ClaimPicture.tsx";

interface Props {
  readonly claim: Claim;
  readonly record: ClaimRecord | undefined;
  readonly onRun: (event: { readonly currentTarget: Element }) => void;
}

const SIGNS: Readonly<Record<ClaimRecord["verdict"], string>> = {
  pass: "✓",
  fails: "✗",
  "needs a large machine": "–",
  "needs your file": "–",
};

export function ClaimCard({ claim, record, onRun }: Props) {
  const title = useId();
  const experiment = experimentHere(claim);
  return (
    <li className="claim" aria-labelledby={title}>
      <h3 id={title}>{claim.title}</h3>
      <p>{claim.claim}</p>
      {record?.picture && <ClaimPicture picture={record.picture} title={`${claim.title}, recorded`} />}
      <dl>
        <dt>Setting</dt>
        <dd>{claim.setting}</dd>
        <dt>Paper</dt>
        <dd>{claim.paper}</dd>
        <dt>Ours</dt>
        <dd>{record?.ours ?? "not run yet"}</dd>
        <dt>Passes when</dt>
        <dd>{claim.criterion}</dd>
      </dl>
      <div className="claim-foot">
        {record && (
          <p className="verdict" data-verdict={record.verdict}>
            <span aria-hidden="true">{SIGNS[record.verdict]} </span>
            {record.verdict}
            <span className="recorded"> recorded {record.date}</span>
          </p>
        )}
        {experiment && (
          <a
            className="run-here"
            href={`#${encodeLink(experiment)}`}
            onClick={onRun}
            aria-label={`Run it here: ${claim.title}`}
          >
            Run it here
          </a>
        )}
      </div>
    </li>
  );
}
