/** One claim: what is said, what we found, and the way to see it happen. */
import { useId } from "react";
import type { Claim } from "../../experiment/claims/claim.ts";
import { experimentHere } from "../../experiment/claims/claim.ts";
import type { ClaimRecord } from "../../experiment/claims/record.ts";
import { encodeLink } from "../../experiment/link.ts";
import { t } from "../../store/text.ts";
import { ClaimPicture } from "./ClaimPicture.tsx";

interface Props {
  readonly claim: Claim;
  readonly record: ClaimRecord | undefined;
  readonly onRun: (event: { readonly currentTarget: Element }) => void;
}

const SIGNS = { pass: "✓", fails: "✗", "needs a large machine": "–", "needs your file": "–" } as const;

export function ClaimCard({ claim, record, onRun }: Props) {
  const title = useId();
  const experiment = experimentHere(claim);
  return (
    <li className="claim" aria-labelledby={title}>
      <h3 id={title}>{claim.title}</h3>
      <p>{claim.claim}</p>
      {record?.picture && (
        <ClaimPicture picture={record.picture} title={t("{claim}, recorded", { claim: claim.title })} />
      )}
      <dl>
        <dt>{t("Setting")}</dt>
        <dd>{claim.setting}</dd>
        <dt>{t("Paper")}</dt>
        <dd>{claim.paper}</dd>
        <dt>{t("Ours")}</dt>
        <dd>{record?.ours ?? t("not run yet")}</dd>
        <dt>{t("Passes when")}</dt>
        <dd>{claim.criterion}</dd>
      </dl>
      <div className="claim-foot">
        {record && (
          <p className="verdict" data-verdict={record.verdict}>
            <span aria-hidden="true">{SIGNS[record.verdict]} </span>
            {t(record.verdict)}
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
