/** The parts of a text encoder: packed sentences, layer normalization and attention, forward and backward. */
import { add } from "../../kernels/encoder/add.ts";
import { span_mean, span_mean_backward } from "../../kernels/encoder/span_mean.ts";
import { tanh_unit, tanh_unit_backward } from "../../kernels/encoder/tanh_unit.ts";
import type { MatrixRef, ProgramBuilder } from "../builder.ts";
import { layer_norm, layer_norm_backward } from "../../kernels/encoder/layer_norm.ts";
import { attention_mix } from "../../kernels/attention/attention_mix.ts";
import { attention_weights, attention_weights_backward } from "../../kernels/attention/attention_weights.ts";

// Turns the rows of packed sentences into one unit vector per sentence: the mean over the sentence, a frozen
// layer, tanh, and scaling to L2 norm 1.

/** Sentences as spans of packed rows. */
export interface Sentences {
  /** u32, B × count pairs: first row and row after the last. Spans ascend without gaps from row 0. */
  readonly spans: string;
  readonly count: number;
}

export function addForward(program: ProgramBuilder, label: string, x: MatrixRef, out: MatrixRef): void {
  const count = program.batch * out.rows * out.cols;
  program.dispatch(add, `${label}/add`, { count }, {}, [x.tensor, out.tensor], count);
}

/** `mean` is sentences × cols. */
export function meanForward(
  program: ProgramBuilder,
  label: string,
  x: MatrixRef,
  { spans, count }: Sentences,
  mean: MatrixRef,
): void {
  const { rows, cols } = x;
  const { batch } = program;
  const params = { rows, spans: count, cols, batch };
  program.dispatch(
    span_mean,
    `${label}/mean`,
    params,
    {},
    [x.tensor, spans, mean.tensor],
    batch * rows * cols,
  );
}

/** Overwrites `dx`. */
export function meanBackward(
  program: ProgramBuilder,
  label: string,
  g: MatrixRef,
  { spans, count }: Sentences,
  dx: MatrixRef,
): void {
  const { rows, cols } = dx;
  const { batch } = program;
  const params = { rows, spans: count, cols, batch };
  program.dispatch(span_mean_backward, `${label}/dmean`, params, {}, [g.tensor, spans, dx.tensor]);
}

/** z = tanh(x) / ‖tanh(x)‖. `norms` is rows × 1. */
export function unitForward(
  program: ProgramBuilder,
  label: string,
  x: MatrixRef,
  z: MatrixRef,
  norms: MatrixRef,
): void {
  const { rows, cols } = x;
  const { batch } = program;
  const tensors = [x.tensor, z.tensor, norms.tensor];
  program.dispatch(tanh_unit, `${label}/unit`, { rows, cols, batch }, {}, tensors, 4 * batch * rows * cols);
}

export function unitBackward(
  program: ProgramBuilder,
  label: string,
  g: MatrixRef,
  { z, norms }: { readonly z: MatrixRef; readonly norms: MatrixRef },
  dx: MatrixRef,
): void {
  const { rows, cols } = z;
  const { batch } = program;
  const tensors = [g, z, norms, dx].map(({ tensor }) => tensor);
  program.dispatch(
    tanh_unit_backward,
    `${label}/dunit`,
    { rows, cols, batch },
    {},
    tensors,
    9 * batch * rows * cols,
  );
}

// Layer normalization of rows, with a frozen scale and bias shared by all runs.

export interface Norm {
  /** 1 × cols, shared. */
  readonly scale: MatrixRef;
  readonly bias: MatrixRef;
}

/** `moments` is rows × 2 and kept for the backward pass. */
export function layerNormForward(
  program: ProgramBuilder,
  label: string,
  x: MatrixRef,
  { scale, bias }: Norm,
  y: MatrixRef,
  moments: MatrixRef,
): void {
  const { rows, cols } = x;
  const { batch } = program;
  const tensors = [x, scale, bias, y, moments].map(({ tensor }) => tensor);
  program.dispatch(layer_norm, `${label}/norm`, { rows, cols, batch }, {}, tensors, 7 * batch * rows * cols);
}

/** Adds the gradient to `dx`. */
export function layerNormBackward(
  program: ProgramBuilder,
  label: string,
  dy: MatrixRef,
  saved: { readonly x: MatrixRef; readonly norm: Norm; readonly moments: MatrixRef },
  dx: MatrixRef,
): void {
  const { rows, cols } = dy;
  const { batch } = program;
  const tensors = [dy, saved.x, saved.norm.scale, saved.moments, dx].map(({ tensor }) => tensor);
  program.dispatch(
    layer_norm_backward,
    `${label}/dnorm`,
    { rows, cols, batch },
    {},
    tensors,
    13 * batch * rows * cols,
  );
}

// Multi-head attention among the rows of a span. The rows of several sentences are packed one after another, and
// each row sees only its own sentence. `weights` is rows × heads × longest span.

export interface AttentionShape {
  readonly heads: number;
  /** Largest number of rows in a span. */
  readonly maxSpan: number;
  /** u32, B × rows pairs: first row and row after the last. Unused rows have an empty span. */
  readonly spans: string;
}

interface Attention {
  readonly q: MatrixRef;
  readonly k: MatrixRef;
  readonly v: MatrixRef;
  /** B × rows × (heads · maxSpan). */
  readonly weights: MatrixRef;
}

/** a = softmax(q kᵀ / √(columns of a head)) v. */
export function attentionForward(
  program: ProgramBuilder,
  label: string,
  shape: AttentionShape,
  { q, k, v, weights }: Attention,
  a: MatrixRef,
): void {
  program.dispatch(
    attention_weights,
    `${label}/attention`,
    { ...paramsOf(program, shape, q), scale: scaleOf(shape, q) },
    {},
    [q.tensor, k.tensor, shape.spans, weights.tensor],
    flopsOf(program, shape, q),
  );
  mix(program, `${label}/a`, shape, weights, v, a, 1, false);
}

/** `dscores` is a scratch tensor with the size of `weights`. */
export function attentionBackward(
  program: ProgramBuilder,
  label: string,
  shape: AttentionShape,
  { q, k, v, weights }: Attention,
  da: MatrixRef,
  gradients: {
    readonly dq: MatrixRef;
    readonly dk: MatrixRef;
    readonly dv: MatrixRef;
    readonly dscores: MatrixRef;
  },
): void {
  const { dq, dk, dv, dscores } = gradients;
  program.dispatch(
    attention_weights_backward,
    `${label}/dscores`,
    paramsOf(program, shape, v),
    {},
    [da.tensor, v.tensor, shape.spans, weights.tensor, dscores.tensor],
    flopsOf(program, shape, v),
  );
  const scale = scaleOf(shape, q);
  mix(program, `${label}/dq`, shape, dscores, k, dq, scale, false);
  mix(program, `${label}/dk`, shape, dscores, q, dk, scale, true);
  mix(program, `${label}/dv`, shape, weights, da, dv, 1, true);
}

function mix(
  program: ProgramBuilder,
  label: string,
  shape: AttentionShape,
  weights: MatrixRef,
  x: MatrixRef,
  out: MatrixRef,
  scale: number,
  transpose: boolean,
): void {
  program.dispatch(
    attention_mix,
    label,
    { ...paramsOf(program, shape, x), scale },
    { TRANSPOSE: Number(transpose) },
    [weights.tensor, x.tensor, shape.spans, out.tensor],
    flopsOf(program, shape, x),
  );
}

function paramsOf({ batch }: ProgramBuilder, { heads, maxSpan }: AttentionShape, { rows, cols }: MatrixRef) {
  return { rows, width: cols, heads, max_span: maxSpan, batch };
}

const scaleOf = ({ heads }: AttentionShape, { cols }: MatrixRef): number => 1 / Math.sqrt(cols / heads);

/** Counts every span as if it had the longest length. */
const flopsOf = ({ batch }: ProgramBuilder, { maxSpan }: AttentionShape, { rows, cols }: MatrixRef): number =>
  2 * batch * rows * maxSpan * cols;
