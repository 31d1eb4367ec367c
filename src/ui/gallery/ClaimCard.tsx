/** One claim: what is said, what we found, and the way to see it happen. */
import { useId } from "react";
import type { Claim } from "../../experiment/claims/claim.ts";
import { experimentHere } from "../../experiment/claims/claim.ts";
import type { ClaimRecord } from "../../experiment/claims/record.ts";
import { encodeLink } from "../../experiment/link.ts";
import { say, sentence, t, type Sentence } from "../../store/text.ts";
import { ClaimPicture } from "./ClaimPicture.tsx";

interface Props {
  readonly claim: Claim;
  readonly record: ClaimRecord | undefined;
  readonly onRun: (event: { readonly currentTarget: Element }) => void;
}

const VERDICTS: Readonly<
  Record<ClaimRecord["verdict"], { readonly sign: string; readonly words: Sentence }>
> = {
  pass: { sign: "✓", words: sentence("pass") },
  "in part": { sign: "◐", words: sentence("holds in part") },
  fails: { sign: "✗", words: sentence("fails") },
  counted: { sign: "=", words: sentence("counted, not trained") },
  "needs a large machine": { sign: "–", words: sentence("needs a large machine") },
  "needs your file": { sign: "–", words: sentence("needs your file") },
};

export function ClaimCard({ claim, record, onRun }: Props) {
  const title = useId();
  const experiment = experimentHere(claim);
  return (
    <li className="claim" aria-labelledby={title}>
      <h3 id={title} lang="en">
        {claim.title}
      </h3>
      <p lang="en">{claim.claim}</p>
      {record?.picture && (
        <ClaimPicture picture={record.picture} title={t("{claim}, recorded", { claim: claim.title })} />
      )}
      <dl>
        <dt>{t("Paper")}</dt>
        <dd lang="en">{claim.paper}</dd>
        {claim.paperSetting && (
          <>
            <dt>Its setting</dt>
            <dd lang="en">{claim.paperSetting}</dd>
          </>
        )}
        <dt>Our setting</dt>
        <dd lang="en">{claim.setting}</dd>
        <dt>{t("Passes when")}</dt>
        <dd lang="en">{claim.criterion}</dd>
        <dt>{t("Ours")}</dt>
        <dd>{record ? <span lang="en">{record.ours}</span> : t("not run yet")}</dd>
        {record?.full && (
          <>
            <dt>At full size</dt>
            <dd lang="en">
              {VERDICTS[record.full.verdict].sign} {record.full.verdict}: {record.full.ours}
            </dd>
          </>
        )}
      </dl>
      <Small claim={claim} />
      <div className="claim-foot">
        {record && (
          <p className="verdict" data-verdict={record.verdict}>
            <span aria-hidden="true">{VERDICTS[record.verdict].sign} </span>
            {say(VERDICTS[record.verdict].words)}
            <span className="recorded"> {t("recorded {date}", { date: record.date })}</span>
          </p>
        )}
        {experiment && (
          <a
            className="run-here"
            href={`#${encodeLink(experiment)}`}
            onClick={onRun}
            aria-label={t("Run it here: {claim}", { claim: claim.title })}
          >
            {t("Run it here")}
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
    <details className="claim-small" lang="en">
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
