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

/** Smaller singular values are not drawn, and an update without larger ones is not yet trained. */
export const LEAST_SIGMA = 1e-3;

/** Planted directions count as found if the angle of an update to them is at most this many degrees. */
const FOUND = 30;

interface Update {
  readonly name: string;
  readonly sigma: readonly number[];
  /** Degrees between its directions and the planted ones. */
  readonly toPlant?: number | undefined;
}

/** From this angle on, in degrees, directions are called unrelated to the planted ones. */
const UNRELATED = 80;

/** Says which updates come closest to a planted change in rank and in direction, and whether one has found it. */
export function plantText(planted: readonly number[], updates: readonly Update[]): string {
  if (planted.length === 0) return "";
  if (updates.every(({ sigma }) => sigma.length === 0)) return "Not yet trained.";
  const wanted = effectiveRank(planted);
  return [
    `The planted change has effective rank ${wanted.toFixed(1)}.`,
    ...rankText(wanted, updates),
    ...directionText(updates),
  ].join(" ");
}

function rankText(wanted: number, updates: readonly Update[]): string[] {
  const distance = (rank: number): number => Math.abs(Math.log(rank / wanted));
  const ranks = updates
    .map(({ name, sigma }) => ({ name, rank: effectiveRank(sigma) }))
    .filter(({ rank }) => Number.isFinite(distance(rank)))
    .toSorted((a, b) => distance(a.rank) - distance(b.rank));
  const [nearest] = ranks;
  if (!nearest || ranks.length === 1) return [];
  const shown = nearest.rank.toFixed(1);
  const level = ranks.filter(({ rank }) => rank.toFixed(1) === shown).map(({ name }) => name);
  return [
    level.length > 1
      ? `Level in rank: ${level.join(", ")}, with ${shown}.`
      : `Closest in rank: ${nearest.name}, with ${shown}.`,
  ];
}

function directionText(updates: readonly Update[]): string[] {
  const angles = updates
    .flatMap(({ name, toPlant = NaN }) =>
      Number.isFinite(toPlant) ? [{ name, angle: Math.round(toPlant) }] : [],
    )
    .toSorted((a, b) => a.angle - b.angle);
  const [closest] = angles;
  if (!closest) return [];
  if (closest.angle >= UNRELATED)
    return [
      `No update points in the planted directions: ${angles.length > 1 ? "all are at least" : "it is"} ${closest.angle}° away (90° is unrelated).`,
    ];
  const level = angles.filter(({ angle }) => angle === closest.angle).map(({ name }) => name);
  const at = `at ${closest.angle}° (0° is the same, 90° unrelated).`;
  const found = angles.filter(({ angle }) => angle <= FOUND).map(({ name }) => name);
  return [
    level.length > 1
      ? `Level in direction: ${level.join(", ")}, ${at}`
      : angles.length > 1
        ? `Closest in direction: ${closest.name}, ${at}`
        : `${closest.name} is ${at}`,
    `Up to ${FOUND}° we call the directions found: ${found.length > 0 ? `by ${found.join(", ")}` : "by no method here"}.`,
  ];
}

/** Which of several seeds is shown where a figure does not show their mean. */
export function useSeedNote(): string {
  const config = useLabConfig();
  return config && config.seeds > 1 ? ` Seed ${config.seed} only.` : "";
}
