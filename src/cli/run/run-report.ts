/** The report of a run of any workload. */
import { makeMetricsReport, type MetricsReport } from "../../engine/metrics-report.ts";
import { makeReport, type Report, type Reported } from "../../engine/report.ts";
import { MF } from "../../experiment/link-keys.ts";
import type { RunConfig } from "../../training/workload.ts";

export type RunReport = Report | MetricsReport;

export function reportOf(preset: string | null, record: Reported): RunReport {
  const { id = MF }: RunConfig = record.summary.experiment;
  return id === MF ? makeReport(preset, record) : makeMetricsReport(preset, record);
}
