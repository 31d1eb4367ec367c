/** Settings that several claims share (the presets' problems at L = 3, ε = .02, η̂ = .25; the papers' own with raw rates). */
import type { Experiment } from "../experiment.ts";
import { PRESETS } from "../presets.ts";

/** The fields of a preset, some of them changed. */
export function preset(id: string, changes: Partial<Experiment>): Partial<Experiment> {
  return { ...PRESETS.find((candidate) => candidate.id === id)?.fields, ...changes };
}

/** Kwon et al.: d = 100, the top-r part of a Gaussian, ½ mean over what is seen, ε = 10⁻², k = 2r. */
export function kwonSetting(
  task: "mf" | "mc",
  rank: number,
  changes: Partial<Experiment>,
): Partial<Experiment> {
  return {
    task,
    data: "random",
    rows: 100,
    rank,
    spectrum: "gaussian",
    loss: "kwonMean",
    epsilon: 1e-2,
    rHat: rank,
    networks: ["original", "kwon"],
    ...changes,
  };
}

/** Law of Parsimony: the top-r part of a Gaussian, ½ mean over all entries. */
export function lawSetting(
  task: "mf" | "mc",
  rows: number,
  rank: number,
  changes: Partial<Experiment>,
): Partial<Experiment> {
  return { task, data: "random", rows, rank, spectrum: "gaussian", loss: "lawMean", ...changes };
}

export const seeds = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);
