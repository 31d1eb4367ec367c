/** What is worked out on the CPU whenever the spectra of a network are looked at: why it learns as it does. */
import type { Experiment } from "../experiment/experiment.ts";
import { createInsight } from "./insight.ts";
import type { Look } from "./runner.ts";
import type { Training } from "./training.ts";

export function createLook(experiment: Experiment, training: Training): Look {
  const original = experiment.networks.indexOf("original");
  const insightOf = createInsight(experiment, training);
  return (network, { layers }, step) =>
    network === original && insightOf ? { insight: insightOf(layers, step) } : {};
}
