/**
 * The papers’ claims with our verdicts. The recorded results are dated and come from an earlier run of
 * `dmf reproduce`. If the page has judged a claim itself, its card also shows that verdict.
 */
import { useEffect } from "react";
import type { Claim } from "../../experiment/claims/claim.ts";
import { CLAIMS } from "../../store/claims.ts";
import { useActions } from "../parts/context.ts";
import { closeSheet, Sheet } from "../parts/Sheet.tsx";
import type { ViewProps } from "../views/views.ts";
import { tally } from "./claim-parts.tsx";
import { ClaimCard } from "./ClaimCard.tsx";
import { stopJudging } from "./live-claims.ts";
import { useRecords } from "./records.ts";
import "../styles/panels/gallery.css";

export function Gallery(props: ViewProps) {
  const { pause } = useActions();
  return <ClaimsSheet {...props} title="The papers’ claims, checked" claims={CLAIMS} pause={pause} />;
}

interface Props extends ViewProps {
  readonly title: string;
  readonly claims: readonly Claim[];
  /** Pauses training on the page. */
  readonly pause: () => void;
}

/** A sheet with a card for each of these claims. */
export function ClaimsSheet({ title, claims, pause, onClose }: Props) {
  useEffect(() => stopJudging, []);
  const records = useRecords(claims);
  return (
    <Sheet
      title={title}
      className="gallery"
      onClose={onClose}
      summary={
        <>
          {tally(claims, records)} The pictures and “Ours” show our own recorded results. On the command line,{" "}
          <code>dmf reproduce</code> repeats the runs. “Train one run” gives no verdict.
        </>
      }
    >
      <ul className="claims" aria-label="Claims">
        {claims.map((claim) => (
          <ClaimCard
            key={claim.id}
            claim={claim}
            record={records?.get(claim.id)}
            pause={pause}
            onRun={closeSheet}
          />
        ))}
      </ul>
    </Sheet>
  );
}
