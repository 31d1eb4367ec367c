/**
 * The usual problem of the tests: an evenly falling spectrum, no noise, exact counts of observed entries,
 * normalized.
 */
import type { ProblemOptions, TargetSpectrum } from "../../../src/workloads/mf/data/generate.ts";

export const LINSPACE: TargetSpectrum = { kind: "linspace", smallest: 0.5, list: [] };

export const PLAIN_OPTIONS: Pick<ProblemOptions, "maskKind" | "validation" | "noise" | "loss"> = {
  maskKind: "exact",
  validation: 0,
  noise: 0,
  loss: "normalised",
};
