/** Shown if a run ended before enough probes were taken. Offers a remedy. */
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { useMatrix, useMatrixViews } from "../context.ts";
import { counted } from "../../../../store/format.ts";

/** Fewer probes than this do not show how a run went. */
const ENOUGH = 8;

export function FewProbes({ run }: { readonly run: LoadedRun }) {
  const isOver = useMatrix(({ status }) => status === "finished" || status === "stopped");
  const { models } = useMatrixViews();
  const probes = models.get(run.models[0]?.id ?? "original")?.spectra.records.length ?? 0;
  if (!isOver || probes >= ENOUGH) return null;
  return (
    <p className="note">
      This run ended after {counted(probes, "record")}. Reset it and choose a slower speed to see more.
    </p>
  );
}
