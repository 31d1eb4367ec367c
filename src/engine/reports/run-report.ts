/** Writes the report of a run of any workload. */
import { makeMetricsReport, type MetricsReport } from "./metrics-report.ts";
import { makeReport, type Report, type Reported } from "./report.ts";

export type RunReport = Report | MetricsReport;

export function reportOf(preset: string | null, record: Reported): RunReport {
  const { id } = record.summary.experiment;
  return id === undefined ? makeReport(preset, record) : makeMetricsReport(preset, record);
}
