/** The type of an experiment: every setting of matrix factorization. `fields.ts` describes its fields. */
import type { StopRule } from "../../../experiment/base-fields.ts";

export type TaskId = "mf" | "mc" | "ms";
export const NETWORK_NAMES = [
  "original",
  "yaras",
  "thin",
  "kwon",
  "narrow",
  "shallow",
  "burerMonteiro",
  "spectral",
  "scaledGd",
  "galore",
  "altmin",
] as const;
export type NetworkName = (typeof NETWORK_NAMES)[number];

export interface Experiment {
  readonly task: TaskId;
  readonly data: "random" | "alpine" | "canyon" | "airports" | "noise" | "file";
  /** The first 16 hexadecimal digits of a user file's SHA-256. An empty string accepts any file. */
  readonly file: string;
  /** Whether f is computed at all entries, or at the known ones only. */
  readonly entries: "all" | "known";
  readonly channel: "luma" | "red" | "green" | "blue";
  /**
   * First row, first column, number of rows and number of columns of the chosen part of the file. Empty means
   * the whole file.
   */
  readonly crop: readonly number[];
  /** The baseline subtracted from a user file's values before training. */
  readonly centre: "mean" | "biases" | "none";
  /** Target size m × n. */
  readonly rows: number;
  readonly cols: number;
  /** Target rank r. On real data, the rank of the reference approximation. */
  readonly rank: number;
  readonly spectrum: "linspace" | "geometric" | "gaussian" | "list";
  /** Singular vectors of a generated target. */
  readonly vectors: "haar" | "stripes";
  /** σ_r of a spectrum that falls evenly or geometrically from 1. */
  readonly smallest: number;
  /** σ_1 … σ_r of a listed spectrum. */
  readonly sigmas: readonly number[];
  /** p: the fraction of entries observed (completion). */
  readonly observed: number;
  readonly mask: "exact" | "uniform" | "rows" | "block" | "drawn";
  /** A mask drawn by hand (math/drawing.ts). Empty if every entry is shown. */
  readonly drawn: string;
  /** Fraction of the observed entries that is held out for validation. */
  readonly validation: number;
  /** Standard deviation of the noise, relative to the root mean square of the target (sensing: of the measurements). */
  readonly noise: number;
  /** N, the number of measurements (sensing). */
  readonly measurements: number;
  readonly loss: "normalised" | "lawMean" | "kwonMean" | "sum";
  readonly depth: number;
  readonly width: number;
  readonly epsilon: number;
  readonly start: "orthogonal" | "gaussian" | "uniform";
  /** ε_s: the initial scale of the networks of depth 2. */
  readonly shallowEpsilon: number;
  readonly rHat: number;
  readonly gamma: number;
  readonly alpha: number;
  /** GaLore: the rank of the projection, and the number of steps between its updates. */
  readonly galoreRank: number;
  readonly galoreGap: number;
  /** λ of the least squares problems in alternating minimization, and of ScaledGD's Gram matrices. */
  readonly ridge: number;
  readonly rateMode: "shared" | "perNetwork" | "raw";
  /** η̂, a fraction of the stability limit, or η itself when `rateMode` is raw. */
  readonly rate: number;
  readonly optimizer: "gd" | "momentum" | "adam" | "rmsprop";
  readonly beta: number;
  readonly weightDecay: number;
  /** The course of the rates over the steps. */
  readonly schedule: "constant" | "linear" | "cosine";
  /** Number of steps in which the rates rise to their full value. */
  readonly warmUp: number;
  readonly networks: readonly NetworkName[];
  readonly steps: number;
  readonly stop: StopRule;
  /** The threshold for the rules about an error. */
  readonly stopError: number;
  /** Number of steps without progress, for the rules about stalling. */
  readonly patience: number;
  /** Longest training time in seconds; 0 for no limit. */
  readonly seconds: number;
  readonly seed: number;
  /** B: seeds seed … seed + B − 1 train together. */
  readonly seeds: number;
}
