/**
 * The data of a digits experiment, as built from its config: samples, and for every arm its layers and mini-batches in
 * each run.
 */
import type { Optimizer } from "../../models/update.ts";
import type { Layer } from "../../models/feed-forward.ts";
import type { Directions } from "../../models/parametrizations/block.ts";
import type { Start } from "./arms.ts";
import type { ArmId } from "./config.ts";

/** The samples and their classes. */
export interface Samples {
  /** count × features, row-major. */
  readonly inputs: Float32Array | Float64Array;
  /** Class of each sample, 0 … classes − 1. */
  readonly labels: Uint32Array;
}

export interface Classification {
  readonly features: number;
  readonly classes: number;
  /** Names of the classes. Absent for the digits, whose names are their numbers. */
  readonly classNames?: readonly string[];
  /** The pool from which each run takes its samples. */
  readonly train: Samples;
  readonly test: Samples;
}

/**
 * Fills `into` with the mini-batches of update t: batchSize indices into the pool per run. They depend only on t and the
 * seeds, so every engine and every restart sees the same order.
 */
export type MiniBatches = (t: number, into: Float64Array) => void;

export interface BuiltArm {
  readonly id: ArmId;
  /** The arm's layers in each run. */
  readonly runs: readonly (readonly Layer[])[];
  /** Index of the block's first layer, and the block's number of layers; absent without a block. */
  readonly block?: { readonly first: number; readonly depth: number };
  /** Key in `orders` of the mini-batch order that the arm trains on. */
  readonly order: string;
  readonly optimizer: Optimizer;
  /** Number of updates that the arm makes for each step of the run. */
  readonly pace: number;
}

/** The data from which a run's blocks are made. */
export interface Origin {
  readonly start: Start;
  /** r̂ directions of the full block's first gradient, computed on first use because they cost an SVD. */
  readonly directions: () => Promise<Directions>;
}

export interface Built {
  readonly data: Classification;
  readonly batchSize: number;
  /** Number of steps from one test to the next. */
  readonly testEvery: number;
  /** Orders of mini-batches by name. Arms with the same order see the same samples at the same step. */
  readonly orders: Readonly<Record<string, MiniBatches>>;
  /** The data from which each run's blocks are made. */
  readonly origins: readonly Origin[];
  readonly arms: readonly BuiltArm[];
}
