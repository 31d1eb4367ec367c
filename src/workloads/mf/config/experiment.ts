/** The type of an experiment: every setting of matrix factorization. `fields.ts` has the meaning of each of them. */
import type { StopRule } from "../../../experiment/base-fields.ts";

export type TaskId = "mf" | "mc" | "ms";
export type DataId = "random" | "alpine" | "canyon" | "airports" | "noise" | "file";
type RateMode = "shared" | "perNetwork" | "raw";
type OptimizerId = "gd" | "momentum" | "adam" | "rmsprop";
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
  readonly data: DataId;
  /** The first 16 hexadecimal digits of a user file's SHA-256. An empty string accepts any file. */
  readonly file: string;
  readonly entries: "all" | "known";
  readonly channel: "luma" | "red" | "green" | "blue";
  readonly crop: readonly number[];
  readonly centre: "mean" | "biases" | "none";
  readonly rows: number;
  readonly cols: number;
  readonly rank: number;
  readonly spectrum: "linspace" | "geometric" | "gaussian" | "list";
  readonly vectors: "haar" | "stripes";
  readonly smallest: number;
  readonly sigmas: readonly number[];
  readonly observed: number;
  readonly mask: "exact" | "uniform" | "rows" | "block" | "drawn";
  readonly drawn: string;
  readonly validation: number;
  readonly noise: number;
  readonly measurements: number;
  readonly loss: "normalised" | "lawMean" | "kwonMean" | "sum";
  readonly depth: number;
  readonly width: number;
  readonly epsilon: number;
  readonly start: "orthogonal" | "gaussian" | "uniform";
  readonly shallowEpsilon: number;
  readonly rHat: number;
  readonly gamma: number;
  readonly alpha: number;
  readonly galoreRank: number;
  readonly galoreGap: number;
  readonly ridge: number;
  readonly rateMode: RateMode;
  readonly rate: number;
  readonly optimizer: OptimizerId;
  readonly beta: number;
  readonly weightDecay: number;
  readonly schedule: "constant" | "linear" | "cosine";
  readonly warmUp: number;
  readonly networks: readonly NetworkName[];
  readonly steps: number;
  readonly stop: StopRule;
  readonly stopError: number;
  readonly patience: number;
  readonly seconds: number;
  readonly seed: number;
  readonly seeds: number;
}
