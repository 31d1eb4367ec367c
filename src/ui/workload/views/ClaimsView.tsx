/**
 * The claims about this workload with our verdicts. The results are dated and come from an earlier run of
 * `dmf reproduce`.
 */
import { useMemo } from "react";
import { isJudgedHere, METRIC_CLAIMS } from "../../../store/claims.ts";
import { MetricClaims } from "../../gallery/MetricClaims.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import type { ViewProps } from "../../views/views.ts";
import { usePage } from "../context.ts";
import "../../styles/panels/gallery.css";

export function ClaimsView({ onClose }: ViewProps) {
  const { id } = usePage();
  const claims = useMemo(() => METRIC_CLAIMS.filter(({ workload }) => workload === id), [id]);
  return (
    <Sheet
      title="The claims, checked"
      className="gallery"
      onClose={onClose}
      summary={
        <>
          The pictures and “Ours” show our own recorded results. On the command line,{" "}
          <code>dmf reproduce</code> repeats the runs.{" "}
          {claims.some(isJudgedHere)
            ? "“Run it here” trains all seeds of a claim together on this page and judges the claim. “Train one run” gives no verdict."
            : "“Train one run” trains the first seed of a claim on this page and gives no verdict."}
        </>
      }
    >
      <MetricClaims claims={claims} />
    </Sheet>
  );
}
