/**
 * Products with a matrix D that has NaN outside the observed entries, so that reading one of the other
 * entries spoils the result.
 */
import { matmul_observed } from "../../../src/kernels/linalg/matmul_observed.ts";
import {
  bits,
  f32,
  normals,
  once,
  u32,
  type Case,
  BY_STEP,
  scalesByStep,
} from "../../gpu/kernels/compare.ts";

export interface ObservedProduct {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** If true, the product is aᵀ · D, otherwise D · bᵀ. */
  readonly transposeA: boolean;
  readonly fraction?: number;
  readonly batch?: number;
  readonly alpha?: number;
  readonly beta?: number;
  /** Whether alpha and beta change from step to step. If so, the kernel reads them from a tensor. */
  readonly byStep?: boolean;
  /** The value of D outside the observed entries. */
  readonly hidden?: number;
  readonly constants?: Readonly<Record<string, number>>;
}

/** The dispatch with its tensors, and, for each element of `out`, the sum of the absolute values of its terms. */
export function observedCase(product: ObservedProduct): { one: Case; magnitude: Float64Array } {
  const { m, n, k, transposeA, fraction = 0.3, batch = 1, alpha = 1, beta = 0, hidden = NaN } = product;
  const [lines, width] = transposeA ? [n, m] : [m, n];
  const mask = bits(batch * lines * k, 4, fraction);
  // The row-major position, in D, of an entry of a line.
  const place = (line: number, entry: number): number => {
    const [b, at] = [Math.floor(line / lines), line % lines];
    return b * lines * k + (transposeA ? entry * lines + at : at * k + entry);
  };
  const starts = [0];
  const entries: number[] = [];
  for (let line = 0; line < batch * lines; line++) {
    for (let entry = 0; entry < k; entry++) if (mask[place(line, entry)]) entries.push(entry);
    starts.push(entries.length);
  }
  const D = normals(batch * lines * k, 1).map((value, i) => (mask[i] ? value : hidden));
  const other = normals(batch * width * k, 2);
  // With beta = 0, nothing of the old value remains, not even a NaN.
  const out = normals(batch * m * n, 3).map((value) => (beta === 0 ? NaN : value));
  const params = { m, n, k, batch, stride_a: m * k, stride_b: k * n, stride_out: m * n, alpha, beta };
  const form = {
    TRANSPOSE_A: Number(transposeA),
    TRANSPOSE_B: Number(!transposeA),
    ACCUMULATE: Number(alpha !== 1 || beta !== 0),
  };
  const [a, b] = transposeA ? [other, D] : [D, other];
  const lists = [u32("starts", starts), u32("entries", entries.length > 0 ? entries : [0])];
  const tensors = [f32("a", a), f32("b", b), f32("out", out), ...lists];
  const magnitude = out.map(Math.abs);
  const absolute = { ...params, alpha: Math.abs(alpha), beta: Math.abs(beta) };
  matmul_observed.reference(absolute, form, [
    a.map(Math.abs),
    b.map(Math.abs),
    magnitude,
    Uint32Array.from(starts),
    Uint32Array.from(entries),
  ]);
  const constants = { ...form, ...product.constants };
  if (!product.byStep) return { one: once("matmul_observed", params, constants, tensors), magnitude };
  const unread = { ...params, alpha: NaN, beta: NaN };
  const scales = scalesByStep(alpha, beta);
  const one = once("matmul_observed", unread, { ...constants, ...BY_STEP }, [...tensors, ...scales]);
  return { one, magnitude };
}
