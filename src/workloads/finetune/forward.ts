/**
 * Runs the encoder without training it, to build a run or to embed any texts. Computes inputs of layers, embeddings with
 * and without an update, and first gradients, in single precision, because all backends share this data.
 */
import { ProgramBuilder, type MatrixRef } from "../../models/builder.ts";
import type { Executor, Program } from "../../kernels/program.ts";
import { invariant } from "../../core/errors.ts";
import type { Matrix } from "../../math/matrix.ts";
import type { Adaptation } from "../../models/parametrizations/adapted.ts";
import { LAYER_WIDTHS, MATRIX_KINDS, WIDTH, type LayerIndex, type MatrixKind } from "./asset.ts";
import type { Pool } from "./built.ts";
import { packBatch, type BatchShape } from "./batches.ts";
import {
  embedBackward,
  embedForward,
  layerBackward,
  layerForward,
  planFrozen,
  planLayerWeights,
  type LayerWeights,
  type MatrixName,
} from "./encoder.ts";

export type Open = (program: Program) => Promise<Executor>;

/** Number of the longest sentences whose tokens fit into the rows that are computed at once. */
const CHUNK = 25;
/** Largest number of shorter sentences in these rows. */
const MAX_SENTENCES = 4 * CHUNK;

export const NO_ADAPTATION = (): Adaptation => ({ kind: "none" });

interface Tensors {
  readonly x: MatrixRef;
  readonly z: MatrixRef;
  readonly dz: MatrixRef;
  readonly layerInputs: ReadonlyMap<LayerIndex, MatrixRef>;
  readonly matrixInputs: ReadonlyMap<MatrixName, MatrixRef>;
  readonly gradients: ReadonlyMap<MatrixName, MatrixRef>;
}

export class ForwardPass {
  readonly #executor: Executor;
  readonly #pool: Pool;
  readonly #shape: BatchShape;
  readonly #tensors: Tensors;

  private constructor(executor: Executor, pool: Pool, shape: BatchShape, tensors: Tensors) {
    this.#executor = executor;
    this.#pool = pool;
    this.#shape = shape;
    this.#tensors = tensors;
  }

  /**
   * Plans the layers from `from` to the last one. `trained` lists the layers whose matrices get a gradient from dz. The
   * default shape fits any sentences of the pool.
   */
  static async open(
    open: Open,
    weights: ReadonlyMap<string, ArrayLike<number>>,
    pool: Pool,
    from: LayerIndex,
    adaptation: (name: MatrixName) => Adaptation = NO_ADAPTATION,
    trained: readonly LayerIndex[] = [],
    shape = largestShape(pool, trained.length > 0 ? CHUNK : MAX_SENTENCES),
  ): Promise<ForwardPass> {
    const program = new ProgramBuilder(1);
    const u32 = (name: string, length: number) => program.tensor({ name, type: "u32", length });
    const made = new Map<string, MatrixRef>();
    const scratch = (name: string, rows: number, cols: number): MatrixRef => {
      const key = `${name} ${rows} × ${cols}`;
      const ref = made.get(key) ?? program.matrix(key, rows, cols);
      made.set(key, ref);
      return ref;
    };
    const packing = {
      rows: shape.rows,
      rowSpans: u32("rowSpans", 2 * shape.rows),
      maxSpan: shape.maxSpan,
      sentences: { spans: u32("sentenceSpans", 2 * shape.count), count: shape.count },
    };
    const frozen = planFrozen(program, weights);
    const x = program.matrix("x", shape.rows, LAYER_WIDTHS[from]);
    const common = { program, id: "frozen", frozen, packing, scratch };
    const layers = ([0, 1] as const).filter((layer) => layer >= from);
    const planned = new Map<LayerIndex, LayerWeights>();
    for (const layer of layers)
      planned.set(layer, planLayerWeights(program, "frozen", layer, frozen, adaptation, scratch));
    program.list("nothing");
    program.list("below");
    let input = x;
    const saved = layers.map((layer) => {
      if (layer === 1) program.list("above");
      const pass = { ...common, layer, weights: planned.get(layer) as LayerWeights };
      const result = { pass, saved: layerForward(pass, input) };
      input = result.saved.x2;
      return result;
    });
    const embedded = embedForward(common, input);
    program.joinLists("forward", "below", "above");
    const dz = program.matrix("dz", shape.count, WIDTH);
    program.list("backward");
    if (trained.length > 0) {
      const d = embedBackward(common, embedded, dz);
      for (const { pass, saved: one } of saved.toReversed())
        if (trained.includes(pass.layer))
          layerBackward(pass, one, d, trained.includes(0) && pass.layer === 1);
    }
    const named = (pick: (layer: LayerIndex, kind: MatrixKind) => MatrixRef | undefined) =>
      new Map(
        layers.flatMap((layer) =>
          MATRIX_KINDS.flatMap((kind) => {
            const ref = pick(layer, kind);
            return ref ? [[`${layer}.${kind}`, ref] as const] : [];
          }),
        ),
      );
    const executor = await open(program.build());
    return new ForwardPass(executor, pool, shape, {
      x,
      z: embedded.z,
      dz,
      layerInputs: new Map(saved.map(({ pass, saved: one }) => [pass.layer, one.x])),
      matrixInputs: named((layer, kind) => {
        const one = saved.find(({ pass }) => pass.layer === layer)?.saved;
        return one && { q: one.h1, k: one.h1, v: one.h1, o: one.a, f1: one.h2, f2: one.u }[kind];
      }),
      gradients: named((layer, kind) => planned.get(layer)?.[kind].trained[0]?.gradient),
    });
  }

  /** Overwrites a tensor, such as a factor of the adaptation. */
  write(tensor: string, values: ArrayLike<number>): void {
    this.#executor.write(tensor, values);
  }

  destroy(): void {
    this.#executor.destroy();
  }

  /**
   * Returns the embeddings of these pool sentences, and the inputs of the named layers and matrices, in the same order.
   */
  async embed(
    sentences: readonly number[],
    inputs: readonly (LayerIndex | MatrixName)[] = [],
  ): Promise<{ z: Float32Array; inputs: Float32Array[] }> {
    const refs = inputs.map((name) => {
      const ref =
        typeof name === "number" ? this.#tensors.layerInputs.get(name) : this.#tensors.matrixInputs.get(name);
      invariant(ref, `the encoder has inputs ${name}`);
      return ref;
    });
    const [z = new Float32Array(0), ...found] = await this.#run("forward", sentences, [
      this.#tensors.z,
      ...refs,
    ]);
    return { z, inputs: found };
  }

  /** Returns the inputs of layer 1 for these pool sentences, in the same order. Computes no other layer than 0. */
  async lift(sentences: readonly number[]): Promise<Float32Array> {
    const [x] = await this.#run("below", sentences, [this.#tensors.layerInputs.get(1) as MatrixRef]);
    return x as Float32Array;
  }

  /** Runs a list over all sentences. Returns the rows of z, and those of matrices with a row for each token. */
  async #run(
    list: string,
    sentences: readonly number[],
    refs: readonly MatrixRef[],
  ): Promise<Float32Array[]> {
    const parts = refs.map((): Float32Array[] => []);
    for (const chunk of this.#chunksOf(sentences)) {
      const tokens = this.#load(chunk);
      const { reads } = await this.#executor.run(
        list,
        1,
        refs.map((ref) => ({
          tensor: ref.tensor,
          offset: 0,
          length: (ref === this.#tensors.z ? chunk.length : tokens) * ref.cols,
        })),
      );
      parts.forEach((one, i) => one.push(Float32Array.from(reads[i] ?? [])));
    }
    return parts.map(concatenate);
  }

  /** As many sentences at once as fit, in order. */
  #chunksOf(sentences: readonly number[]): number[][] {
    const { count, rows } = this.#shape;
    const chunks: number[][] = [];
    let used = Infinity;
    for (const s of sentences) {
      const length = this.#pool.lengths[s] as number;
      if (used + length > rows || chunks.at(-1)?.length === count) {
        chunks.push([]);
        used = 0;
      }
      chunks.at(-1)?.push(s);
      used += length;
    }
    return chunks;
  }

  /**
   * ∂loss/∂W of each trained matrix, summed over the sentences. `dzOf` receives the embeddings of a chunk and returns
   * ∂loss/∂z, WIDTH numbers per sentence.
   */
  async gradients(
    sentences: readonly number[],
    dzOf: (z: Float32Array, chunk: readonly number[]) => ArrayLike<number>,
  ): Promise<Map<MatrixName, Matrix>> {
    const names = [...this.#tensors.gradients];
    const sums = new Map(
      names.map(
        ([name, { rows, cols }]) => [name, { rows, cols, data: new Float64Array(rows * cols) }] as const,
      ),
    );
    for (const chunk of this.#chunksOf(sentences)) {
      this.#load(chunk);
      const { z, dz } = this.#tensors;
      const { reads } = await this.#executor.run("forward", 1, [
        { tensor: z.tensor, offset: 0, length: chunk.length * WIDTH },
      ]);
      const values = new Float64Array(dz.rows * WIDTH);
      values.set(Float64Array.from(dzOf(reads[0] as Float32Array, chunk)));
      this.#executor.write(dz.tensor, values);
      const found = await this.#executor.run(
        "backward",
        1,
        names.map(([, { tensor }]) => ({ tensor })),
      );
      names.forEach(([name], i) => {
        const sum = sums.get(name) as Matrix;
        found.reads[i]?.forEach((value, at) => (sum.data[at] = (sum.data[at] as number) + value));
      });
    }
    return sums;
  }

  /** Writes the inputs of these sentences and returns the number of their tokens. The z of missing sentences is NaN. */
  #load(chunk: readonly number[]): number {
    const pool = this.#pool;
    const { rows, cols } = this.#tensors.x;
    const { tokens: order, rowSpans, sentenceSpans } = packBatch(pool, chunk, this.#shape);
    const x = new Float32Array(rows * cols);
    order.forEach((row, i) => x.set(pool.inputs.subarray(row * cols, (row + 1) * cols), i * cols));
    this.#executor.write(this.#tensors.x.tensor, x);
    this.#executor.write("rowSpans", rowSpans);
    const spans = new Uint32Array(2 * this.#shape.count);
    spans.set(sentenceSpans);
    this.#executor.write("sentenceSpans", spans);
    return chunk.reduce((sum, s) => sum + (pool.lengths[s] as number), 0);
  }
}

/** The rows fit the longest sentences. Up to `most` sentences share them. */
function largestShape({ lengths }: Pool, most: number): BatchShape {
  const longest = lengths.toSorted((a, b) => b - a).slice(0, CHUNK);
  return {
    count: Math.min(most, lengths.length),
    rows: longest.reduce((a, b) => a + b, 0),
    maxSpan: longest[0] ?? 0,
  };
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Packs sentences one after another, followed by a row of zeros. */
export function makePool(inputs: readonly ArrayLike<number>[], width: number): Pool {
  const lengths = inputs.map(({ length }) => length / width);
  const first: number[] = [];
  let rows = 0;
  for (const length of lengths) {
    first.push(rows);
    rows += length;
  }
  const packed = new Float32Array((rows + 1) * width);
  inputs.forEach((values, s) => packed.set(values, (first[s] as number) * width));
  return { inputs: packed, rows: rows + 1, first, lengths };
}
