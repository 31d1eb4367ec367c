/** One claim: its statement, our result, and a way to run it. */
import { useId } from "react";
import { experimentHere, verdictWord, type Claim } from "../../experiment/claims/claim.ts";
import { comparisonOf, seedsOf, whyNotHere } from "../../experiment/claims/comparison.ts";
import type { ClaimRecord } from "../../experiment/claims/record.ts";
import { encodeLink } from "../../experiment/link.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { ClaimPicture } from "./ClaimPicture.tsx";
import { COMPARE_KEY } from "./linked-comparison.ts";

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
  const why = whyNotHere(claim);
  return (
    <li className="claim" aria-labelledby={title}>
      <h3 id={title}>{claim.title}</h3>
      {record?.picture && <ClaimPicture picture={record.picture} title={`${claim.title}, recorded`} />}
      <p>{claim.claim}</p>
      <Details claim={claim} record={record} />
      {why && <p className="claim-why">{why}</p>}
      <div className="claim-foot">
        <div>
          {record && (
            <p className="verdict" data-verdict={record.verdict}>
              <span aria-hidden="true">{SIGNS[record.verdict]} </span>
              {record.verdict}
              <span className="recorded"> recorded {record.date}</span>
            </p>
          )}
          <LiveVerdict claim={claim} />
        </div>
        <RunHere claim={claim} record={record} onRun={onRun} />
      </div>
    </li>
  );
}

/** The verdict of the last comparison on this page. */
function LiveVerdict({ claim }: { readonly claim: Claim }) {
  const judged = usePlayground(({ comparison }) =>
    comparison?.claim.id === claim.id && comparison.judgement ? comparison : undefined,
  );
  if (!judged?.judgement) return null;
  const verdict = verdictWord(judged.judgement);
  return (
    <p className="verdict" data-verdict={verdict}>
      <span aria-hidden="true">{SIGNS[verdict]} </span>
      {verdict}
      <span className="recorded"> here, with {seedsOf(judged.arms)}</span>
    </p>
  );
}

/** Runs all arms with a live verdict; if the page cannot judge the claim, one of its runs. */
function RunHere({ claim, record, onRun }: Props) {
  const { runComparison, openClaim } = useActions();
  const comparison = comparisonOf(claim);
  const experiment = experimentHere(claim);
  if (!experiment) return null;
  const common = {
    className: "run-here",
    "aria-label": `Run it here: ${claim.title}`,
    children: "Run it here",
  };
  if (!comparison)
    return (
      <a
        {...common}
        href={`#${encodeLink(experiment)}`}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onRun(event);
          const recorded = record ? ` Recorded: ${record.verdict}.` : "";
          openClaim(experiment, `A run of the claim “${claim.title}”.${recorded} ${whyNotHere(claim) ?? ""}`);
        }}
      />
    );
  return (
    <a
      {...common}
      href={`?${COMPARE_KEY}=${claim.id}`}
      onClick={(event) => {
        // Lets the link open another tab.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onRun(event);
        void runComparison(comparison);
      }}
    />
  );
}

/** Collapsed details: both settings, the criterion, our figures, all differences, and the verdict's limits. */
function Details({ claim, record }: Pick<Props, "claim" | "record">) {
  const { differences, notes = [], changed, title } = claim;
  return (
    <details className="claim-small">
      <summary aria-label={`Details: ${title}`}>Details</summary>
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
