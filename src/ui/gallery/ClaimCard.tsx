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
  "in part": "◐",
  fails: "✗",
  counted: "=",
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
        <dt>Paper</dt>
        <dd>{claim.paper}</dd>
        {claim.paperSetting && (
          <>
            <dt>Its setting</dt>
            <dd>{claim.paperSetting}</dd>
          </>
        )}
        <dt>Our setting</dt>
        <dd>{claim.setting}</dd>
        <dt>Passes when</dt>
        <dd>{claim.criterion}</dd>
        <dt>Ours</dt>
        <dd>{record?.ours ?? "not run yet"}</dd>
        {record?.full && (
          <>
            <dt>At full size</dt>
            <dd>
              {SIGNS[record.full.verdict]} {record.full.verdict}: {record.full.ours}
            </dd>
          </>
        )}
      </dl>
      <Small claim={claim} />
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

/** Folded: all differences between the paper's setting and ours, and what the verdict does not say. */
function Small({ claim: { differences, notes = [], changed, title } }: { readonly claim: Claim }) {
  if (differences.length === 0 && notes.length === 0 && !changed) return null;
  return (
    <details className="claim-small">
      <summary aria-label={`Differences and notes: ${title}`}>Differences and notes</summary>
      {differences.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">What differs</th>
              <th scope="col">Paper</th>
              <th scope="col">Ours</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ what, paper, ours }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{paper}</td>
                <td>{ours}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {changed && <p>Changed after an earlier run. {changed}</p>}
    </details>
  );
}
