/**
 * Runs the encoder without training it, to build a run or to embed any texts. Computes inputs of layers, embeddings with
 * and without an update, and first gradients, in single precision, because all backends share this data.
 */
import { ProgramBuilder, type MatrixRef } from "../../models/builder.ts";
import type { Executor, Program } from "../../kernels/program.ts";
import { invariant } from "../../core/errors.ts";
import type { Matrix } from "../../math/matrix.ts";
import type { Adaptation, Scratch } from "../../models/parametrizations/adapted.ts";
import {
  LAYER_WIDTHS,
  MATRIX_KINDS,
  WIDTH,
  weightsNamed,
  type EncoderAsset,
  type LayerIndex,
  type MatrixKind,
} from "./asset.ts";
import { type Pool, packBatch, type BatchShape } from "./built.ts";
import {
  embedBackward,
  embedForward,
  embedTokens,
  layerBackward,
  layerForward,
  planFrozen,
  planLayerWeights,
  type MatrixName,
} from "./encoder.ts";

export type Open = (program: Program) => Promise<Executor>;

/** Number of the longest sentences whose tokens fit into the rows that are computed at once. */
const CHUNK = 25;
/** Largest number of shorter sentences in these rows. */
const MAX_SENTENCES = 4 * CHUNK;

const NO_ADAPTATION = (): Adaptation => ({ kind: "none" });

interface PassOptions {
  readonly adaptation?: (name: MatrixName) => Adaptation;
  /** The layers whose matrices get a gradient from dz. */
  readonly trained?: readonly LayerIndex[];
  /** Fits any sentences of the pool by default. */
  readonly shape?: BatchShape;
}

/** Opens a pass through the layers from `from` to the last one for `work`, and closes it afterwards. */
export async function inPass<T>(
  { open, asset }: { readonly open: Open; readonly asset: Pick<EncoderAsset, "weights"> },
  pool: Pool,
  from: LayerIndex,
  work: (pass: ForwardPass) => Promise<T>,
  options: PassOptions = {},
): Promise<T> {
  const most = options.trained ? CHUNK : MAX_SENTENCES;
  const shape = options.shape ?? largestShape(pool, most);
  const { program, ...tensors } = planPass(asset.weights, from, shape, options);
  const executor = await open(program.build());
  try {
    return await work(passOn(executor, pool, shape, tensors));
  } finally {
    executor.destroy();
  }
}

function planPass(
  weights: EncoderAsset["weights"],
  from: LayerIndex,
  shape: BatchShape,
  { adaptation = NO_ADAPTATION, trained = [] }: PassOptions,
) {
  const program = new ProgramBuilder(1);
  const u32 = (name: string, length: number) => program.tensor({ name, type: "u32", length });
  const scratch: Scratch = (name, rows, cols) => program.shared(`${name} ${rows} × ${cols}`, rows, cols);
  const packing = {
    rows: shape.rows,
    rowSpans: u32("rowSpans", 2 * shape.rows),
    maxSpan: shape.maxSpan,
    sentences: { spans: u32("sentenceSpans", 2 * shape.count), count: shape.count },
  };
  const frozen = planFrozen(program, weights);
  const x = program.matrix("x", shape.rows, LAYER_WIDTHS[from]);
  const common = { program, id: "frozen", frozen, packing, scratch };
  const planned = ([0, 1] as const)
    .filter((layer) => layer >= from)
    .map((layer) => ({
      layer,
      weights: planLayerWeights(program, "frozen", layer, frozen, adaptation, scratch),
    }));
  program.list("nothing");
  program.list("below");
  let [input, lifted] = [x, x];
  const passes = planned.map((layer) => {
    if (layer.layer === 1) program.list("above");
    const pass = { ...common, ...layer };
    const saved = layerForward(pass, input);
    [input, lifted] = [saved.x2, input];
    return { pass, saved };
  });
  const embedded = embedForward(common, input);
  program.joinLists("forward", "below", "above");
  const dz = program.matrix("dz", shape.count, WIDTH);
  program.list("backward");
  if (trained.length > 0) {
    const d = embedBackward(common, embedded, dz);
    for (const { pass, saved } of passes.toReversed())
      if (trained.includes(pass.layer))
        layerBackward(pass, saved, d, trained.includes(0) && pass.layer === 1);
  }
  const byName = (pick: (one: (typeof passes)[number], kind: MatrixKind) => MatrixRef | undefined) =>
    new Map(
      passes.flatMap((one) =>
        MATRIX_KINDS.flatMap((kind) => {
          const ref = pick(one, kind);
          return ref ? [[`${one.pass.layer}.${kind}`, ref] as const] : [];
        }),
      ),
    );
  return {
    program,
    x,
    z: embedded.z,
    dz,
    /** The input of layer 1. */
    lifted,
    inputs: byName(
      ({ saved: { h1, a, h2, u } }, kind) => ({ q: h1, k: h1, v: h1, o: a, f1: h2, f2: u })[kind],
    ),
    gradients: byName(({ pass }, kind) => pass.weights[kind].trained[0]?.gradient),
  };
}

function passOn(
  executor: Executor,
  pool: Pool,
  shape: BatchShape,
  { z, dz, ...tensors }: Omit<ReturnType<typeof planPass>, "program">,
) {
  /** Writes the inputs of these sentences and returns the number of their tokens. The z of missing sentences is NaN. */
  const load = (chunk: readonly number[]): number => {
    const { rows, cols } = tensors.x;
    const { tokens: order, rowSpans, sentenceSpans } = packBatch(pool, chunk, shape);
    const x = new Float32Array(rows * cols);
    order.forEach((row, i) => x.set(pool.inputs.subarray(row * cols, (row + 1) * cols), i * cols));
    executor.write(tensors.x.tensor, x);
    executor.write("rowSpans", rowSpans);
    const spans = new Uint32Array(2 * shape.count);
    spans.set(sentenceSpans);
    executor.write("sentenceSpans", spans);
    return chunk.reduce((sum, s) => sum + (pool.lengths[s] as number), 0);
  };

  /** As many sentences at once as fit, in order. */
  const chunksOf = (sentences: readonly number[]): number[][] => {
    const chunks: number[][] = [];
    let used = Infinity;
    for (const s of sentences) {
      const length = pool.lengths[s] as number;
      if (used + length > shape.rows || chunks.at(-1)?.length === shape.count) {
        chunks.push([]);
        used = 0;
      }
      chunks.at(-1)?.push(s);
      used += length;
    }
    return chunks;
  };

  /** Runs a list over all sentences. Returns the rows of z, and those of matrices with a row for each token. */
  const run = async (
    list: string,
    sentences: readonly number[],
    refs: readonly MatrixRef[],
  ): Promise<Float32Array[]> => {
    const parts = refs.map((): Float32Array[] => []);
    for (const chunk of chunksOf(sentences)) {
      const tokens = load(chunk);
      const { reads } = await executor.run(
        list,
        1,
        refs.map((ref) => ({
          tensor: ref.tensor,
          offset: 0,
          length: (ref === z ? chunk.length : tokens) * ref.cols,
        })),
      );
      parts.forEach((one, i) => one.push(Float32Array.from(reads[i] ?? [])));
    }
    return parts.map(concatenate);
  };

  /** Returns the embeddings of these pool sentences, and the inputs of the named matrices, in the same order. */
  const embed = async (
    sentences: readonly number[],
    inputs: readonly MatrixName[] = [],
  ): Promise<{ z: Float32Array; inputs: Float32Array[] }> => {
    const refs = inputs.map((name) => {
      const ref = tensors.inputs.get(name);
      invariant(ref, `the encoder has inputs ${name}`);
      return ref;
    });
    const [embedded = new Float32Array(0), ...found] = await run("forward", sentences, [z, ...refs]);
    return { z: embedded, inputs: found };
  };

  /** Returns the inputs of layer 1 for these pool sentences, in the same order. Computes no other layer than 0. */
  const lift = async (sentences: readonly number[]): Promise<Float32Array> => {
    const [x] = await run("below", sentences, [tensors.lifted]);
    return x as Float32Array;
  };

  /**
   * ∂loss/∂W of each trained matrix, summed over the sentences. `dzOf` receives the embeddings of a chunk and returns
   * ∂loss/∂z, WIDTH numbers per sentence.
   */
  const gradients = async (
    sentences: readonly number[],
    dzOf: (z: Float32Array, chunk: readonly number[]) => ArrayLike<number>,
  ): Promise<Map<MatrixName, Matrix>> => {
    const names = [...tensors.gradients];
    const sums = new Map(
      names.map(
        ([name, { rows, cols }]) => [name, { rows, cols, data: new Float64Array(rows * cols) }] as const,
      ),
    );
    for (const chunk of chunksOf(sentences)) {
      load(chunk);
      const { reads } = await executor.run("forward", 1, [
        { tensor: z.tensor, offset: 0, length: chunk.length * WIDTH },
      ]);
      const values = new Float64Array(dz.rows * WIDTH);
      values.set(Float64Array.from(dzOf(reads[0] as Float32Array, chunk)));
      executor.write(dz.tensor, values);
      const found = await executor.run(
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
  };

  return { embed, lift, gradients };
}

export type ForwardPass = ReturnType<typeof passOn>;

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

/** Computes the inputs of layer 0 and packs them. */
export function embedAll(
  { weights, frequencies }: EncoderAsset,
  sentences: readonly { readonly tokens: readonly number[] }[],
): Pool {
  const embedding = weightsNamed(weights, "embedding");
  return makePool(
    sentences.map(({ tokens }) => embedTokens({ embedding, frequencies }, tokens)),
    LAYER_WIDTHS[0],
  );
}
