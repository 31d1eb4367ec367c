/**
 * The papers' claims with our verdicts. The recorded results are dated and come from an earlier run of
 * `dmf reproduce`. If the page has judged a claim itself, its card also shows that verdict.
 */
import { useEffect } from "react";
import type { ClaimRecord } from "../../experiment/claims/record.ts";
import { CLAIMS, METRIC_CLAIMS } from "../../store/claims.ts";
import { closeSheet, Sheet } from "../parts/Sheet.tsx";
import type { ViewProps } from "../views/views.ts";
import { tally } from "./claim-parts.tsx";
import { ClaimCard } from "./ClaimCard.tsx";
import { stopJudging } from "./live-claims.ts";
import { MetricClaims } from "./MetricClaims.tsx";
import { useRecords } from "./records.ts";
import "../styles/panels/gallery.css";

export function Gallery({ onClose }: ViewProps) {
  useEffect(() => stopJudging, []);
  const records = useRecords<ClaimRecord>(CLAIMS);
  return (
    <Sheet
      title="The papers’ claims, checked"
      className="gallery"
      onClose={onClose}
      summary={
        <>
          {tally(CLAIMS.length, records)} The pictures and “Ours” show our own recorded results. On the
          command line, <code>dmf reproduce</code> repeats the runs.
        </>
      }
    >
      <ul className="claims" aria-label="Claims">
        {CLAIMS.map((claim) => (
          <ClaimCard key={claim.id} claim={claim} record={records?.get(claim.id)} onRun={closeSheet} />
        ))}
      </ul>
      <h3 className="claims-more">Digits, fine-tuning and federated fine-tuning</h3>
      <p className="claims-more note">
        “Run it here” trains all seeds of such a claim together and judges the claim. “Train one run” gives no
        verdict; for a federated claim, it trains only the first seed.
      </p>
      <MetricClaims claims={METRIC_CLAIMS} />
    </Sheet>
  );
}
