/** Occasional diagnostics of a network's factors, in addition to its spectra. They show how the network learns. */
import type { Experiment } from "../../../experiment/experiment.ts";
import { createInsight } from "./insight.ts";
import type { Diagnostic } from "./probe-scheduler.ts";
import type { Training } from "../training.ts";

export function createDiagnostic(experiment: Experiment, training: Training): Diagnostic | undefined {
  const insightOf = createInsight(experiment, training);
  if (!insightOf) return undefined;
  return {
    network: experiment.networks.indexOf("original"),
    at: async (factors, step, decompose, isPredicted) => ({
      insight: await insightOf(factors, step, decompose, isPredicted),
    }),
  };
}
