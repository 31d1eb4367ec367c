/** The facts of a run of matrix factorization, in addition to the facts of every run. */
import type { AlignedSetting } from "../../network/aligned.ts";
import type { Experiment, NetworkName } from "../../experiment/experiment.ts";
import type { ModelRate, ModelSummary, RunSummary } from "../../training/run-summary.ts";
import type { ProblemEntries } from "./entries.ts";
import type { RunNorms } from "./run-norms.ts";
import type { PictureScale } from "./plan/views.ts";
import type { View } from "./probes/probe-scheduler.ts";
import type { Pictures } from "./session.ts";
import type { RecoveryOver, Unit } from "../../problem/problem.ts";

/** Facts that depend on a network's rate, which may change during training. */
export interface NetworkRate extends ModelRate {
  readonly id: NetworkName;
  /** ηλ/2: the rate as a fraction of the stability limit. Above .8 oscillation is likely, above 1 divergence. */
  readonly stabilityFraction: number;
  /** Parameters of the recursion for aligned layers; absent if that theory does not apply. */
  readonly aligned?: AlignedSetting;
}

/** Facts of one network of a run. */
export interface NetworkSummary extends ModelSummary, NetworkRate {
  readonly id: NetworkName;
  /** [rows, cols] of W_1 …; for Yaras, of Vᵀ, W̃_1 … W̃_L, U. */
  readonly layerShapes: readonly (readonly [rows: number, cols: number])[];
  /** The factor of each layer's gradient updates; 0 for a layer that gets none. */
  readonly rateScale: readonly number[];
  /** The network's updates follow the gradient, its projection, or solutions of least squares. */
  readonly follows: "gradient" | "projectedGradient" | "leastSquares";
}

/** Facts of a matrix factorization that are known before the first step. */
export interface MatrixFacts {
  readonly rows: number;
  readonly cols: number;
  /** Number of entries (or measurements) that the networks train on. */
  readonly observedCount: number;
  /** Numbers of rows and columns with fewer observed entries than the rank; absent without a mask. */
  readonly fewSeen?: { readonly rows: number; readonly columns: number };
  /** Number of observed entries held out for validation. */
  readonly validationCount?: number;
  readonly recoveryOver: RecoveryOver;
  /** Number of empty cells in a user file. No error counts them. */
  readonly missingCount?: number;
  readonly unit: Unit;
  /**
   * PSNR in dB of an estimate with recovery error 1, such as the subtracted baseline. Undefined without a peak value. An
   * estimate with recovery error e has PSNR psnrAtOne − 20 log₁₀ e.
   */
  readonly psnrAtOne?: number;
  /**
   * Recovery error of the best approximation of the whole target with this rank. Absent if the target's rank is known
   * or cells are missing.
   */
  readonly bestRank?: { readonly rank: number; readonly error: number };
  /**
   * Singular values of the target, descending: all of them for a generated target, the leading r for real
   * data, none if cells are missing.
   */
  readonly targetSigmas: readonly number[];
  /** The theory's predictions for the original on a generated target, drawn in the error chart. */
  readonly expected?: Expected;
}

/** Fixed facts of a run, sent once when it is loaded. */
export interface MatrixSummary extends RunSummary, MatrixFacts {
  readonly experiment: Experiment;
  readonly networks: readonly NetworkSummary[];
  /** RGBA pictures of the target and of its observed entries. */
  readonly target: Pictures["estimate"];
  readonly observed: Pictures["estimate"];
  readonly entries: ProblemEntries;
  readonly norms: RunNorms;
  readonly pictureScale: PictureScale;
}

/**
 * Views of one network. Pictures are sent often. Spectra cost more: they are sent network by network, within a tenth of
 * the time.
 */
export type MatrixView = Omit<View, "network"> & { readonly id: NetworkName };

export interface Expected {
  /** Approximate steps at which the original has learned half of σ_1, σ_2 …; empty for depth 2 or narrow layers. */
  readonly escapes: readonly number[];
  /**
   * Recovery error that remains because the initialization is not infinitely small. Absent if the original does not end
   * at this error.
   */
  readonly floor?: number;
  /** Whether measurements confirm the prediction (factorization without noise, depth up to 4). Otherwise it is a guide. */
  readonly exact: boolean;
}
