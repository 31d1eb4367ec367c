/**
 * Every claim of the papers with our verdict. The recorded results are dated and come from an earlier run of
 * `dmf reproduce`. A card also shows the verdict that this page has computed itself.
 */
import { useEffect } from "react";
import { CLAIMS } from "../../experiment/claims/claims.ts";
import type { ClaimRecord } from "../../experiment/claims/record.ts";
import { METRIC_CLAIMS } from "../../store/workload/claims.ts";
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
          {tally(CLAIMS.length, records)} The pictures and “Ours” show our own recorded results; our
          command-line program makes them again with <code>dmf reproduce</code>.
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
        “Run it here” trains all seeds of such a claim together and judges them. “Train one run” gives no
        verdict; of a federated claim it trains the first seed alone.
      </p>
      <MetricClaims claims={METRIC_CLAIMS} />
    </Sheet>
  );
}
