/** Reads the reports of sweep files. Files of earlier versions hold reports of schema 1 and 2. */
import type { ModelReport, ReportedEvaluation, RunReport } from "../../library/api.ts";

/** A report of schema 1: a run of matrix factorization, with the figures of its first seed. */
interface FirstReport extends Omit<RunReport, "schema" | "workload" | "models"> {
  readonly schema: 1;
  readonly networks: readonly (Pick<
    ModelReport,
    "id" | "parameters" | "flopsPerStep" | "msPerStep" | "bestStep"
  > &
    Required<Pick<ModelReport, "iterationsTo" | "oscillating" | "spectrum">> & {
      readonly trainError: number | null;
      readonly recoveryError: number | null;
      readonly bestRecoveryError: number | null;
      readonly validation?: Omit<ReportedEvaluation, "value"> & { readonly error: number };
      readonly heldOutPsnr?: number | null;
      readonly bestHeldOutPsnr?: number | null;
    })[];
}

/** A report of any schema as one of schema 3. May throw on other values, or return a value with fields missing. */
export function readReport(report: RunReport | FirstReport | { readonly schema: 2 }): RunReport {
  if (report.schema === 3) return report;
  if (report.schema === 2) return { ...(report as unknown as RunReport), schema: 3 };
  const { networks, ...rest } = report;
  return {
    ...rest,
    schema: 3,
    workload: "mf",
    models: networks.map(
      ({
        trainError,
        recoveryError,
        bestRecoveryError,
        validation,
        heldOutPsnr,
        bestHeldOutPsnr,
        ...one
      }) => ({
        ...one,
        label: one.id,
        trainedParameters: one.parameters,
        headline: "recovery",
        best: bestRecoveryError,
        metrics: {
          train: trainError,
          recovery: recoveryError,
          ...(validation ? { validation: validation.error } : {}),
          ...(heldOutPsnr === undefined ? {} : { psnr: heldOutPsnr, bestPsnr: bestHeldOutPsnr ?? null }),
        },
        ...(validation ? { evaluated: { validation: { ...validation, value: validation.error } } } : {}),
      }),
    ),
  };
}

/** Whether `readReport` gave a report. May throw on foreign values. */
export const isReport = ({ models }: RunReport): boolean =>
  models.every(
    ({ id, metrics }) => typeof id === "string" && typeof metrics === "object" && metrics !== null,
  );
