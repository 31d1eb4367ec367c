/**
 * Turns the rows of packed sentences into one unit vector per sentence: the mean over the sentence, a frozen
 * layer, tanh, and scaling to L2 norm 1.
 */
import { add } from "../../kernels/encoder/add.ts";
import { span_mean, span_mean_backward } from "../../kernels/encoder/span_mean.ts";
import { tanh_unit, tanh_unit_backward } from "../../kernels/encoder/tanh_unit.ts";
import type { MatrixRef, ProgramBuilder } from "../builder.ts";

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
