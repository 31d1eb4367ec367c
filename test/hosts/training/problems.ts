/**
 * The usual problem of the tests: an evenly falling spectrum, no noise, exact counts of observed entries,
 * normalized.
 */
import type { ProblemOptions, TargetSpectrum } from "../../../src/workloads/mf/data/generate.ts";

export const LINSPACE: TargetSpectrum = { spectrum: "linspace", smallest: 0.5, sigmas: [] };

export const PLAIN_OPTIONS: Pick<ProblemOptions, "mask" | "validation" | "noise" | "loss"> = {
  mask: "exact",
  validation: 0,
  noise: 0,
  loss: "normalised",
};
