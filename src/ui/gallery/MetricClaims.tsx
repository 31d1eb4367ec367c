/** Cards of claims about digits, fine-tuning and federated fine-tuning. */
import type { MetricClaim, MetricRecord } from "../../store/claims.ts";
import { closeSheet } from "../parts/Sheet.tsx";
import { tally } from "./claim-parts.tsx";
import { MetricClaimCard } from "./MetricClaimCard.tsx";
import { useRecords } from "./records.ts";

export function MetricClaims({ claims }: { readonly claims: readonly MetricClaim[] }) {
  const records = useRecords<MetricRecord>(claims);
  return (
    <>
      <p className="claims-more note">{tally(claims.length, records)}</p>
      <ul className="claims" aria-label="Claims about digits and fine-tuning">
        {claims.map((claim) => (
          <MetricClaimCard key={claim.id} claim={claim} record={records?.get(claim.id)} onRun={closeSheet} />
        ))}
      </ul>
    </>
  );
}
