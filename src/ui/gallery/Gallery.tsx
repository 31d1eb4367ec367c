/**
 * The papers’ claims with our verdicts. The recorded results are dated and come from an earlier run of
 * `dmf reproduce`. If the page has judged a claim itself, its card also shows that verdict.
 */
import { useEffect } from "react";
import { CLAIMS, figureRows } from "../../store/claims.ts";
import { usePage } from "../parts/context.ts";
import { Sheet } from "../parts/Sheet.tsx";
import { tally } from "./claim-parts.tsx";
import { ClaimCard, stopJudging } from "./ClaimCard.tsx";
import { useRecords } from "./records.ts";
import { RowsTable } from "../parts/RowsTable.tsx";
import "../styles/panels/gallery.css";

/** A sheet with a card for each claim. The claims about the page's own workload come first. */
export function Gallery() {
  const { id } = usePage();
  const claims = CLAIMS.toSorted((a, b) => Number(b.codec.id === id) - Number(a.codec.id === id));
  useEffect(() => stopJudging, []);
  const records = useRecords(claims.map((claim) => claim.id));
  return (
    <Sheet
      title="The papers’ claims, checked"
      summary={
        <>
          {tally(claims, records)} The pictures and “Ours” show our own recorded results. On the command line,{" "}
          <code>dmf reproduce</code> repeats the runs. “Train one run” gives no verdict.
        </>
      }
    >
      <HowToRead />
      <details className="claim-small">
        <summary>Figures and tables of the three papers</summary>
        <RowsTable
          heads={["Figure, by its authors’ file", "Covered", "Claims"]}
          rows={figureRows(CLAIMS, (of) => records?.get(of)).map(({ paper, figure, covered, claims: by }) => [
            `${paper}, ${figure}`,
            covered,
            by.map(({ id: of, verdict }) => `${of}: ${verdict}`).join(", "),
          ])}
        />
      </details>
      <ul className="grid" aria-label="Claims">
        {claims.map((claim) => (
          <ClaimCard key={claim.id} claim={claim} record={records?.get(claim.id)} />
        ))}
      </ul>
    </Sheet>
  );
}

/** Explains the words of the cards. “dmf reproduce --report” prints the same explanations at greater length. */
function HowToRead() {
  return (
    <details className="claim-small">
      <summary>How to read the cards</summary>
      <p>
        Law: Yaras et al., “The Law of Parsimony in Gradient Descent for Learning Deep Linear Networks” (arXiv
        2306.01154). Yaras: Yaras et al., ICML 2024 (arXiv 2406.04112). Kwon: Kwon et al., AISTATS 2024 (arXiv
        2311.05061). A figure has the name of the authors’ notebook, script or stored picture.
      </p>
      <p>
        “The paper’s”: tested on its problem, and at its size, at least with --full; target spectrum, start,
        rates and γ may be ours. “Our control”: our own sentence or criterion. “Surrogate”: the paper’s
        sentence on another problem, at another size, with other data or another model, or with our
        reconstruction.
      </p>
      <p>
        “Fails”: the criterion is not met; this does not show the contrary. “Fails, undecided”: no case fails
        but those whose 95 % interval has values on both sides of the criterion.
      </p>
      <p>
        A picture of curves shows one seed, unless its card says otherwise. The seed draws the start and the
        samples; for matrices also the target, except for film ratings; in fine-tuning also the test sentences
        and, where there is one, the plant. The digits of the test are the same for all seeds.
      </p>
    </details>
  );
}
