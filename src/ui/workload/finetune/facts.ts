/** The facts of a fine-tuning run that its own views need. */
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import type { LabAdapter } from "../../../workloads/finetune/adapter.ts";
import type { UpdatesView } from "../../../workloads/finetune/probes.ts";
import type { LabFacts } from "../../../workloads/finetune/workload.ts";
import { useProbe, useWorkload } from "../context.ts";

export type { LabAdapter, LabFacts };

export const useLabFacts = (): LabFacts | undefined =>
  useWorkload(({ run }) => run?.facts) as LabFacts | undefined;

/** The config of the run that is shown. */
export const useLabConfig = (): LabConfig | undefined =>
  useWorkload(({ run }) => run?.config) as LabConfig | undefined;

export const useUpdates = () => useProbe("updates") as (model: string) => UpdatesView | undefined;
export const useSentences = () => useProbe("sentences") as (model: string) => Float32Array | undefined;

export type MatrixName = keyof UpdatesView["sigma"];

/** Matrices of a layer, in the order in which an input passes them. */
const KINDS = ["q", "k", "v", "o", "f1", "f2"] as const;
const KIND_NAMES: Readonly<Record<(typeof KINDS)[number], string>> = {
  q: "Query",
  k: "Key",
  v: "Value",
  o: "Output",
  f1: "FFN in",
  f2: "FFN out",
};

export interface MatrixOfLayer {
  readonly name: MatrixName;
  /** Name of a matrix, e.g. `Query`. */
  readonly title: string;
}

/** The matrices of a layer. */
export const matricesOf = (layer: 0 | 1): readonly MatrixOfLayer[] =>
  KINDS.map((kind) => ({ name: `${layer}.${kind}`, title: KIND_NAMES[kind] }));

/** Number of singular values that are larger than a fraction of the first. */
export function numericalRank(sigma: readonly number[], fraction: number): number {
  const [first = 0] = sigma;
  return sigma.filter((value) => value > fraction * first).length;
}

/** The exponential of the entropy of σ / Σσ. It is 1 for one direction, and k for k equal ones. */
export function effectiveRank(sigma: readonly number[]): number {
  const total = sigma.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return NaN;
  const entropy = sigma.reduce((sum, value) => {
    const fraction = value / total;
    return fraction > 0 ? sum - fraction * Math.log(fraction) : sum;
  }, 0);
  return Math.exp(entropy);
}

interface Update {
  readonly name: string;
  readonly sigma: readonly number[];
  /** Degrees between its directions and the planted ones. */
  readonly toPlant?: number | undefined;
}

/**
 * Names the method whose update of a matrix has the effective rank nearest to the teacher's, and the angle between
 * their directions. Empty if no update is known.
 */
export function nearestRank(planted: readonly number[], updates: readonly Update[]): string {
  const wanted = effectiveRank(planted);
  const distance = (rank: number): number => Math.abs(Math.log(rank / wanted));
  const [nearest] = updates
    .map((update) => ({ ...update, rank: effectiveRank(update.sigma) }))
    .filter(({ rank }) => Number.isFinite(distance(rank)))
    .toSorted((a, b) => distance(a.rank) - distance(b.rank));
  if (!nearest) return "";
  const { name, rank, toPlant = NaN } = nearest;
  const away = Number.isFinite(toPlant)
    ? ` Its directions are ${toPlant.toFixed(0)}° from the teacher’s.`
    : "";
  return `The teacher’s update has effective rank ${wanted.toFixed(1)} here. Nearest to it: ${name}, with ${rank.toFixed(1)}.${away}`;
}
