/** The data of a fine-tuning run, as built from its config, and its mini-batches in the form that a step needs. */
import { invariant } from "../../core/errors.ts";
import type { Matrix } from "../../math/matrix.ts";
import type { EncoderAsset, LayerIndex } from "./asset.ts";
import type { LabConfig } from "./config.ts";
import { packSpans, type MatrixName } from "./encoder.ts";

/** The packed inputs of the lowest trained layer for some sentences. Training and tests gather their rows from here. */
export interface Pool {
  /** Token rows × the layer's width. The last row is 0, for rows without a token. */
  readonly inputs: Float32Array;
  readonly rows: number;
  /** First row of each sentence. */
  readonly first: readonly number[];
  /** Number of tokens of each sentence. */
  readonly lengths: readonly number[];
}

/** A run's training and test sentences, as indices into the pool. Sentences of a pair follow each other. */
export interface Split {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** The teacher's embeddings. */
export interface PlantedTargets {
  readonly kind: "planted";
  /**
   * The embedding for run b and pool sentence s is at (b · sentences + s) · WIDTH. It is 0 if the run does not use s.
   */
  readonly z: Float32Array;
  /** For each run, ‖z₀ − z_T‖² of every test sentence, which is its error without adaptation. */
  readonly distances: readonly (readonly number[])[];
  /** For each run, the sum of these squares. */
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

/** The scores of pairs of sentences. Pair i is the pool's sentences 2i and 2i + 1. */
export interface PairTargets {
  readonly kind: "pairs";
  /** The score of pair i in run b is at b · pairs + i. */
  readonly scores: Float32Array;
  /** For each run, the a and b of the score a cos(u, v) + b that fit its training pairs without training, by least squares. */
  readonly fits: readonly (readonly [number, number])[];
}

/** The pairs of a list of sentences in which both sentences of a pair follow each other. */
export const pairsIn = (sentences: readonly number[]): number[] =>
  sentences.filter((s) => s % 2 === 0).map((s) => s / 2);

export interface LabBuilt {
  readonly config: LabConfig;
  readonly seeds: readonly number[];
  readonly weights: EncoderAsset["weights"];
  readonly layers: readonly LayerIndex[];
  readonly pool: Pool;
  readonly texts: readonly string[];
  /** Messages about the user's texts. */
  readonly remarks?: readonly string[];
  readonly runs: readonly Split[];
  /**
   * Embeddings of the test sentences before training. Test sentence i of run b is at (b · test sentences + i) · WIDTH.
   * Absent if no test measures how far training moves the embeddings.
   */
  readonly before?: Float32Array;
  readonly targets: PlantedTargets | ClassTargets | PairTargets;
  /** First gradients by run and matrix; empty if no method needs them. */
  readonly gradients: readonly ReadonlyMap<MatrixName, Matrix>[];
}

/** Sizes that fit every mini-batch. */
export interface BatchShape {
  /** Number of sentences. */
  readonly count: number;
  /** Number of token rows. */
  readonly rows: number;
  readonly maxSpan: number;
}

/**
 * The integer arrays of one mini-batch of one run. `tokens` has the pool row of each packed row; rows after the last token
 * use the pool's row of zeros.
 */
export function packBatch(
  { first, lengths, rows: poolRows }: Pool,
  sentences: readonly number[],
  { rows }: BatchShape,
) {
  const tokens = new Uint32Array(rows).fill(poolRows - 1);
  let at = 0;
  for (const s of sentences)
    for (let i = 0; i < (lengths[s] as number); i++) tokens[at++] = (first[s] as number) + i;
  return {
    tokens,
    ...packSpans(
      sentences.map((s) => lengths[s] as number),
      rows,
    ),
  };
}

/** The smallest sizes that fit all these mini-batches. */
export function shapeOf({ lengths }: Pool, batches: readonly (readonly number[])[]): BatchShape {
  const count = batches[0]?.length ?? 0;
  invariant(
    batches.every(({ length }) => length === count),
    "all mini-batches have the same size",
  );
  const tokens = (batch: readonly number[]): number[] => batch.map((s) => lengths[s] as number);
  return {
    count,
    rows: Math.max(...batches.map((batch) => tokens(batch).reduce((a, b) => a + b, 0))),
    maxSpan: Math.max(...batches.map((batch) => Math.max(...tokens(batch)))),
  };
}
