/** The rows about the headline metric in the table of costs and results. */
import { formatCount } from "../../store/format.ts";
import { headlineQuantity, type CostRow, type RunNow, type WorkloadPage } from "../parts/workload-page.ts";
import { valueNote, writtenMean } from "./Result.tsx";

export function resultRows(
  page: Pick<WorkloadPage, "quantities" | "looks" | "stepName">,
  now: RunNow,
): CostRow[] {
  const { run, models } = now;
  const { label, format } = headlineQuantity(page, models[0]);
  return [
    { name: `${label}, ${valueNote(now, true, page.stepName)}`, show: (model) => writtenMean(page, model) },
    {
      name: `${label}, best${run.config.seeds > 1 ? `, seed ${run.config.seed} alone` : ""}`,
      show: ({ progressBySeed: [progress] }) =>
        progress && Number.isFinite(progress.best)
          ? `${format(progress.best)} at ${page.stepName} ${formatCount(progress.bestStep)}`
          : "–",
    },
  ];
}
