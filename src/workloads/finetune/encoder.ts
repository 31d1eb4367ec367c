/**
 * Universal Sentence Encoder Lite as operations on packed rows: two transformer layers (norm first), the mean
 * over the sentence, a layer with tanh, and L2 normalization. The weights of the transformer layers may be
 * adapted. Norms, biases, the wide shortcut of layer 0 and the last layer are frozen.
 */
import type { MatrixRef, ProgramBuilder } from "../../models/builder.ts";
import { invariant } from "../../core/errors.ts";
import {
  attentionBackward,
  attentionForward,
  type AttentionShape,
  addForward,
  meanBackward,
  meanForward,
  unitBackward,
  unitForward,
  type Sentences,
  layerNormBackward,
  layerNormForward,
  type Norm,
} from "../../models/operations/encoder.ts";
import { biasForward, reluBackward } from "../../models/operations/layers.ts";
import {
  planWeight,
  type Adaptation,
  type Base,
  type PlannedWeight,
  type Scratch,
} from "../../models/parametrizations/adapted.ts";
import {
  ENCODER_SHAPES,
  HEADS,
  HIDDEN,
  LAYER_WIDTHS,
  MATRIX_KINDS,
  WIDTH,
  weightsNamed,
  type EncoderAsset,
  type LayerIndex,
  type MatrixKind,
} from "./asset.ts";

/** A layer and a kind of matrix, e.g. `1.o`. */
export type MatrixName = `${LayerIndex}.${MatrixKind}`;

export const namesIn = (layers: readonly LayerIndex[]): MatrixName[] =>
  layers.flatMap((layer) => MATRIX_KINDS.map((kind): MatrixName => `${layer}.${kind}`));

/** The input of layer 0: 2 · embedding + (sin(p w_i), cos(p w_i)) at position p = 0, 1 …; one row per token. */
export function embedTokens(
  { embedding, frequencies }: Pick<EncoderAsset, "frequencies"> & { readonly embedding: ArrayLike<number> },
  tokens: readonly number[],
): Float64Array {
  const width = LAYER_WIDTHS[0];
  const half = frequencies.length;
  const out = new Float64Array(tokens.length * width);
  tokens.forEach((id, p) => {
    for (let j = 0; j < width; j++) {
      const angle = p * (frequencies[j % half] as number);
      const wave = j < half ? Math.sin(angle) : Math.cos(angle);
      out[p * width + j] = 2 * (embedding[id * width + j] as number) + wave;
    }
  });
  return out;
}

/** Frozen weights on the device, shared by all models and runs. Declares each requested weight once. */
export function planFrozen(program: ProgramBuilder, weights: ReadonlyMap<string, ArrayLike<number>>) {
  const base = (name: string): Base => {
    const values = weightsNamed(weights, name);
    const shape = ENCODER_SHAPES.find((one) => one.name === name);
    invariant(shape, `the encoder has a matrix ${name}`);
    const tensor = program.once({ name: `encoder/${name}`, length: values.length, initial: values });
    return { ref: { tensor, rows: shape.rows, cols: shape.cols, shared: true }, values };
  };
  /** 1 × cols per run, because `bias_add` expects one row for each run. */
  const bias = (name: string): MatrixRef => {
    const values = Array.from(weightsNamed(weights, name));
    const initial = Array.from({ length: program.batch }, () => values).flat();
    const tensor = program.once({ name: `encoder/${name}`, length: initial.length, initial });
    return { tensor, rows: 1, cols: values.length };
  };
  const norm = (layer: LayerIndex, which: 1 | 2): Norm => ({
    scale: base(`${layer}.norm${which}.scale`).ref,
    bias: base(`${layer}.norm${which}.bias`).ref,
  });
  return { base, bias, norm };
}

type FrozenEncoder = ReturnType<typeof planFrozen>;

export type LayerWeights = Readonly<Record<MatrixKind, PlannedWeight>>;

/**
 * Declares the weights of a layer. The tensors of model `id` are named `<id>/1.q/A` and so on. Tied weights share the
 * factors of the layer above, `above`.
 */
export function planLayerWeights(
  program: ProgramBuilder,
  id: string,
  layer: LayerIndex,
  frozen: FrozenEncoder,
  adaptation: (name: MatrixName) => Adaptation,
  scratch: Scratch,
  above?: LayerWeights,
): LayerWeights {
  const plan = (kind: MatrixKind): PlannedWeight => {
    const name: MatrixName = `${layer}.${kind}`;
    const form = adaptation(name);
    const owner = form.kind === "input" && form.tied ? above?.[kind] : undefined;
    return planWeight(program, `${id}/${name}`, frozen.base(name), form, scratch, owner);
  };
  return { q: plan("q"), k: plan("k"), v: plan("v"), o: plan("o"), f1: plan("f1"), f2: plan("f2") };
}

/** The packed rows of sentences that are computed together. */
interface Packing {
  readonly rows: number;
  /** u32, B × rows pairs: the first row of each row's sentence, and the row after the last. */
  readonly rowSpans: string;
  readonly maxSpan: number;
  readonly sentences: Sentences;
}

interface LayerPass {
  readonly program: ProgramBuilder;
  readonly id: string;
  readonly layer: LayerIndex;
  readonly frozen: FrozenEncoder;
  readonly weights: LayerWeights;
  readonly packing: Packing;
  readonly scratch: Scratch;
  /** Called after each matrix's backward pass. */
  readonly after?: (kind: MatrixKind, x: MatrixRef, dy: MatrixRef) => void;
}

const shapeOf = ({ rowSpans, maxSpan }: Packing): AttentionShape => ({
  heads: HEADS,
  maxSpan,
  spans: rowSpans,
});

/** Returns the results that the backward pass reads. The last one is the layer's output. */
export function layerForward(pass: LayerPass, x: MatrixRef) {
  const { program, id, layer, frozen, weights, packing } = pass;
  const { rows } = packing;
  const label = `${id}/${layer}`;
  const width = LAYER_WIDTHS[layer];
  const make = (name: string, cols: number) => pass.scratch(`${layer}.${name}`, rows, cols);
  const linear = (kind: MatrixKind, input: MatrixRef, y: MatrixRef, relu = false): MatrixRef => {
    weights[kind].forward(input, y);
    biasForward(program, `${label}.${kind}`, y, frozen.bias(`${layer}.${kind}.bias`), { gain: 1, relu });
    return y;
  };
  const h1 = make("h1", width);
  const moments1 = make("moments1", 2);
  layerNormForward(program, `${label}.1`, x, frozen.norm(layer, 1), h1, moments1);
  const q = linear("q", h1, make("q", width));
  const k = linear("k", h1, make("k", width));
  const v = linear("v", h1, make("v", width));
  const attention = { q, k, v, weights: make("weights", HEADS * packing.maxSpan) };
  const a = make("a", width);
  attentionForward(program, label, shapeOf(packing), attention, a);
  const x1 = linear("o", a, make("x1", WIDTH));
  if (layer === 0) {
    // Layer 0 widens its input, so its shortcut is a dense layer, which reads the unnormalized input.
    program.matmul(`${label}.dense`, x, frozen.base("0.dense").ref, x1, { transposeB: true, beta: 1 });
    biasForward(program, `${label}.dense`, x1, frozen.bias("0.dense.bias"), { gain: 1, relu: false });
  } else addForward(program, `${label}.x1`, x, x1);
  const h2 = make("h2", WIDTH);
  const moments2 = make("moments2", 2);
  layerNormForward(program, `${label}.2`, x1, frozen.norm(layer, 2), h2, moments2);
  const u = linear("f1", h2, make("u", HIDDEN), true);
  const x2 = linear("f2", u, make("x2", WIDTH));
  addForward(program, `${label}.x2`, x1, x2);
  return { x, h1, moments1, ...attention, a, x1, h2, moments2, u, x2 };
}

/**
 * Starts from d, the gradient of the layer's output. With `toInput` (layer 1 only), d becomes the gradient of
 * the layer's input; otherwise the gradient stops here.
 */
export function layerBackward(
  pass: LayerPass,
  saved: ReturnType<typeof layerForward>,
  d: MatrixRef,
  toInput: boolean,
): void {
  const { program, id, layer, frozen, packing } = pass;
  const label = `${id}/${layer}`;
  const width = LAYER_WIDTHS[layer];
  const back = (kind: MatrixKind, x: MatrixRef, dy: MatrixRef, into?: MatrixRef, add = false): void => {
    pass.weights[kind].backward(x, dy, into && { into, add });
    pass.after?.(kind, x, dy);
  };
  // The gradients of both layers use the same scratch memory, because one layer finishes before the other begins.
  const make = (name: string, cols: number) => pass.scratch(`d${name}`, packing.rows, cols);
  const du = make("u", HIDDEN);
  back("f2", saved.u, d, du);
  reluBackward(program, `${label}.f1`, saved.u, du, 1);
  const dh2 = make("h2", WIDTH);
  back("f1", saved.h2, du, dh2);
  const second = { x: saved.x1, norm: frozen.norm(layer, 2), moments: saved.moments2 };
  layerNormBackward(program, `${label}.2`, dh2, second, d);
  const da = make("a", width);
  back("o", saved.a, d, da);
  const dq = make("q", width);
  const dk = make("k", width);
  const dv = make("v", width);
  const dscores = make("scores", saved.weights.cols);
  attentionBackward(program, label, shapeOf(packing), saved, da, { dq, dk, dv, dscores });
  const dh1 = toInput ? make("h1", width) : undefined;
  back("q", saved.h1, dq, dh1);
  back("k", saved.h1, dk, dh1, true);
  back("v", saved.h1, dv, dh1, true);
  if (!dh1) return;
  invariant(layer === 1, "nothing is trained below layer 0");
  layerNormBackward(
    program,
    `${label}.1`,
    dh1,
    { x: saved.x, norm: frozen.norm(layer, 1), moments: saved.moments1 },
    d,
  );
}

/** Returns the sentences' embeddings, and the norms that the backward pass needs. */
export function embedForward(
  { program, id, frozen, packing, scratch }: Omit<LayerPass, "layer" | "weights">,
  x2: MatrixRef,
) {
  const { sentences } = packing;
  const make = (name: string, cols: number) => scratch(name, sentences.count, cols);
  const mean = make("mean", WIDTH);
  meanForward(program, id, x2, sentences, mean);
  const hidden = make("hidden", WIDTH);
  program.matmul(`${id}/hidden`, mean, frozen.base("hidden").ref, hidden, { transposeB: true });
  biasForward(program, `${id}/hidden`, hidden, frozen.bias("hidden.bias"), { gain: 1, relu: false });
  const embedded = { z: make("z", WIDTH), norms: make("norms", 1) };
  unitForward(program, id, hidden, embedded.z, embedded.norms);
  return embedded;
}

/** Turns dz into the gradient of the last layer's output. */
export function embedBackward(
  { program, id, frozen, packing, scratch }: Omit<LayerPass, "layer" | "weights">,
  embedded: ReturnType<typeof embedForward>,
  dz: MatrixRef,
): MatrixRef {
  const { sentences, rows } = packing;
  const dHidden = scratch("dhidden", sentences.count, WIDTH);
  unitBackward(program, id, dz, embedded, dHidden);
  const dMean = scratch("dmean", sentences.count, WIDTH);
  program.matmul(`${id}/dmean`, dHidden, frozen.base("hidden").ref, dMean);
  const d = scratch("d", rows, WIDTH);
  meanBackward(program, id, dMean, sentences, d);
  return d;
}

/** The row spans and sentence spans of sentences with these lengths, packed into `rows` rows. */
export function packSpans(
  lengths: readonly number[],
  rows: number,
): { rowSpans: Uint32Array; sentenceSpans: Uint32Array } {
  const rowSpans = new Uint32Array(2 * rows);
  const sentenceSpans = new Uint32Array(2 * lengths.length);
  let first = 0;
  lengths.forEach((length, s) => {
    const span = [first, first + length];
    sentenceSpans.set(span, 2 * s);
    for (let row = first; row < first + length; row++) rowSpans.set(span, 2 * row);
    first += length;
  });
  invariant(first <= rows, "the sentences fit into the rows");
  return { rowSpans, sentenceSpans };
}
