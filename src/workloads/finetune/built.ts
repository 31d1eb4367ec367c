/** A fine-tuning run after it was built. */
import type { Matrix } from "../../math/matrix.ts";
import type { EncoderAsset, LayerIndex } from "./asset.ts";
import type { LabConfig } from "./config.ts";
import type { MatrixName } from "./encoder.ts";

/** Inputs of the lowest trained layer for some sentences, packed. Training and tests gather rows from it. */
export interface Pool {
  /** Token rows × the layer's width. The last row is 0, for rows without a token. */
  readonly inputs: Float32Array;
  readonly rows: number;
  /** First row of each sentence; the next field has its number of tokens. */
  readonly first: readonly number[];
  readonly lengths: readonly number[];
}

/** A run's training and test sentences, as indices into the pool. */
export interface Split {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** The teacher's embeddings. */
export interface PlantedTargets {
  readonly kind: "planted";
  /** For run b and pool sentence s at (b · sentences + s) · WIDTH; 0 if the run does not use s. */
  readonly z: Float32Array;
  /**
   * ‖z₀ − z_T‖² of every test sentence of each run, which is the error without adaptation, and its sum for
   * each run.
   */
  readonly distances: readonly (readonly number[])[];
  readonly baseline: readonly number[];
  /** The teacher's ΔW of each matrix, for each run. */
  readonly deltas: readonly ReadonlyMap<MatrixName, Matrix>[];
}

export interface ClassTargets {
  readonly kind: "classes";
  /** Class of each pool sentence. */
  readonly labels: Uint32Array;
  readonly classes: readonly string[];
}

export interface LabBuilt {
  readonly config: LabConfig;
  readonly seeds: readonly number[];
  readonly weights: EncoderAsset["weights"];
  /** Trained layers. */
  readonly layers: readonly LayerIndex[];
  readonly pool: Pool;
  readonly texts: readonly string[];
  readonly runs: readonly Split[];
  /**
   * Embeddings of the test sentences before training: sentence i of run b at (b · sentences + i) · WIDTH. Absent where
   * nobody measures how far training moves them.
   */
  readonly before?: Float32Array;
  readonly targets: PlantedTargets | ClassTargets;
  /** First gradients by run and matrix, if a method needs them. */
  readonly gradients: readonly ReadonlyMap<MatrixName, Matrix>[];
}
