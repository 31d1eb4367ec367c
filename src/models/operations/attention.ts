/**
 * Multi-head attention among the rows of a span. The rows of several sentences are packed one after another,
 * and each row sees only its own sentence. `weights` is rows × heads × longest span.
 */
import { attention_mix } from "../../kernels/attention/attention_mix.ts";
import { attention_weights, attention_weights_backward } from "../../kernels/attention/attention_weights.ts";
import type { MatrixRef, ProgramBuilder } from "../builder.ts";

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
