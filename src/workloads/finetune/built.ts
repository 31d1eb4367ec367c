/** What a fine-tuning run is made of, once it is built. */
import type { Matrix } from "../../math/matrix.ts";
import type { EncoderAsset, LayerIndex } from "./asset.ts";
import type { LabConfig } from "./config.ts";
import type { MatrixName } from "./encoder.ts";

/** The inputs of the lowest trained layer for some sentences, packed: what training and tests gather from. */
export interface Pool {
  /** Token rows × the layer's width. The last row is 0, for rows that hold no token. */
  readonly inputs: Float32Array;
  readonly rows: number;
  /** Of each sentence: its first row, and its tokens. */
  readonly first: readonly number[];
  readonly lengths: readonly number[];
}

/** What one run is trained and tested on: places in the pool. */
export interface RunData {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** Embeddings of the teacher. */
export interface PlantedTargets {
  readonly kind: "planted";
  /** Of run b and pool sentence s at (b · sentences + s) · WIDTH; 0 where the run does not use s. */
  readonly z: Float32Array;
  /** ‖z₀ − z_T‖² of every test sentence of each run, the error without adaptation, and their sums. */
  readonly distances: readonly (readonly number[])[];
  readonly baseline: readonly number[];
  /** ΔW of the teacher by matrix, of each run. */
  readonly deltas: readonly ReadonlyMap<MatrixName, Matrix>[];
}

export interface ClassTargets {
  readonly kind: "classes";
  /** Of each pool sentence. */
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
  readonly runs: readonly RunData[];
  readonly targets: PlantedTargets | ClassTargets;
  /** First gradients by run and matrix, where a method needs them. */
  readonly gradients: readonly ReadonlyMap<MatrixName, Matrix>[];
}
