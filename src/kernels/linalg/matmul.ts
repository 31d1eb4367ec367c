/**
 * out = op(a) · op(b), or alpha · op(a) · op(b) + beta · out: one kernel in several variants with the same params,
 * bindings and reference. matmul.choose.ts decides which variant serves a shape.
 */
import wgsl4x4 from "../../../shaders/linalg/matmul_4x4.wgsl?raw";
import wgsl8x8 from "../../../shaders/linalg/matmul_8x8.wgsl?raw";
import wgslLanes from "../../../shaders/linalg/matmul_lanes.wgsl?raw";
import wgslSplit from "../../../shaders/linalg/matmul_split.wgsl?raw";
import wgslTiled from "../../../shaders/linalg/matmul_tiled.wgsl?raw";
import wgslVector from "../../../shaders/linalg/matvec.wgsl?raw";
import { transpose } from "../../math/matrix.ts";
import { FEW, product } from "../../math/product.ts";
import {
  defineKernel,
  f32,
  numberOf,
  read,
  readWrite,
  u32,
  type Grid,
  type Kernel,
  type Numbers,
  type ReferenceTensor,
  type Tensors,
} from "../kernel.ts";
import { RATE_BINDINGS, ratesNow } from "../optim/hyper.ts";
import { multiplyInPanels } from "./panels.ts";

type Param = "m" | "n" | "k" | "batch" | "stride_a" | "stride_b" | "stride_out" | "alpha" | "beta";
type Constant = "TRANSPOSE_A" | "TRANSPOSE_B" | "ACCUMULATE" | "RATES";

/**
 * The params. Strides are the distances in elements from one batch entry to the next; with stride 0, all entries share
 * an operand. With ACCUMULATE, out = alpha · product + beta · out. If the product is a gradient, this is a whole
 * step of gradient descent. With RATES, the step's rates give alpha and beta.
 */
export const MATMUL_PARAMS = [
  ...u32("m", "n", "k", "batch", "stride_a", "stride_b", "stride_out"),
  ...f32("alpha", "beta"),
];
export const MATMUL_CONSTANTS = { TRANSPOSE_A: 0, TRANSPOSE_B: 0, ACCUMULATE: 0, RATES: 0 };

interface Variant<Own extends string> {
  readonly name: string;
  readonly wgsl: string;
  /** The constants that only this variant has, such as the size of its workgroup. */
  readonly workgroup: Readonly<Record<Own, number>>;
  readonly grid: (params: Record<Param, number>, constants: Record<Constant | Own, number>) => Grid;
}

function matmulKernel<Own extends string>({ name, wgsl, workgroup, grid }: Variant<Own>): Kernel {
  return defineKernel({
    name,
    wgsl,
    params: MATMUL_PARAMS,
    bindings: [...read("a", "b"), ...readWrite("out"), ...RATE_BINDINGS],
    optional: RATE_BINDINGS.length,
    constants: { ...MATMUL_CONSTANTS, ...workgroup },
    grid,
    wasm: ["TRANSPOSE_A", "TRANSPOSE_B", "ACCUMULATE", "RATES"],
    wasmName: "matmul",
    reference: matmulReference,
  });
}

/** The grid for square tiles, one per invocation of a two-dimensional workgroup. */
const tileGrid =
  (tile: number): Variant<"WORKGROUP_X" | "WORKGROUP_Y">["grid"] =>
  ({ m, n, batch }, { WORKGROUP_X, WORKGROUP_Y }) => [
    Math.ceil(n / (tile * WORKGROUP_X)),
    Math.ceil(m / (tile * WORKGROUP_Y)),
    batch,
  ];

/** Accepts any shape and alignment. */
export const matmul_4x4 = matmulKernel({
  name: "matmul_4x4",
  wgsl: wgsl4x4,
  workgroup: { WORKGROUP_X: 8, WORKGROUP_Y: 8 },
  grid: tileGrid(4),
});

/** Requires that k, n and, with TRANSPOSE_A, m are multiples of 4. */
export const matmul_8x8 = matmulKernel({
  name: "matmul_8x8",
  wgsl: wgsl8x8,
  workgroup: { WORKGROUP_X: 8, WORKGROUP_Y: 4 },
  grid: tileGrid(8),
});

/**
 * Accepts any shape and alignment; requires a device with subgroups. Neighbouring invocations read the
 * elements that they share only once.
 */
export const matmul_lanes = matmulKernel({
  name: "matmul_lanes",
  wgsl: wgslLanes,
  workgroup: { TALL: 0, GROUPS: 4, WORKGROUP_X: 8 },
  grid: ({ m, n, batch }, { TALL, GROUPS, WORKGROUP_X }) => {
    const [lines, length] = TALL ? [n, m] : [m, n];
    return [Math.ceil(length / (16 * WORKGROUP_X)), Math.ceil(lines / (4 * GROUPS)), batch];
  },
});

/**
 * For products with few outputs: several invocations share each sum over k. Requires that k, n and, with
 * TRANSPOSE_A, m are multiples of 4.
 */
export const matmul_split = matmulKernel({
  name: "matmul_split",
  wgsl: wgslSplit,
  workgroup: { WORKGROUP_X: 4, SLICES: 16 },
  grid: ({ m, n, batch }, { WORKGROUP_X }) => [Math.ceil(n / (4 * WORKGROUP_X)), Math.ceil(m / 4), batch],
});

/** Side of the tile of `out` that a workgroup of `matmul_tiled` computes. */
const TILE = 64;

/** For adapters with dedicated workgroup memory. Requires that k, n and, with TRANSPOSE_A, m are multiples of 4. */
export const matmul_tiled = matmulKernel({
  name: "matmul_tiled",
  wgsl: wgslTiled,
  workgroup: {},
  grid: ({ m, n, batch }) => [Math.ceil(n / TILE), Math.ceil(m / TILE), batch],
});

/** Requires that n is 1 and that k (or m, with TRANSPOSE_A) is a multiple of 4. */
export const matvec = matmulKernel({
  name: "matvec",
  wgsl: wgslVector,
  workgroup: { WORKGROUP: 64 },
  grid: ({ m, batch }, { TRANSPOSE_A, WORKGROUP }) => [
    Math.ceil(Math.ceil(m / (TRANSPOSE_A ? 4 : 1)) / WORKGROUP),
    batch,
    1,
  ],
});

/**
 * Computes in float64. The float64 executor uses this function as its matmul, so it has to be fast. Large products run
 * in WebAssembly, others in panels. Both ways add the terms of each sum in order, so the results are equal to the bit.
 */
export function matmulReference(
  params: Numbers,
  constants: Numbers,
  tensors: readonly ReferenceTensor[],
): void {
  const [a, b, out, rates, step] = tensors as Tensors;
  const [m, n, k] = [numberOf(params, "m"), numberOf(params, "n"), numberOf(params, "k")];
  const { TRANSPOSE_A, TRANSPOSE_B } = constants;
  const scales = scalesOf(params, constants, rates, step);
  const [alpha, beta] = scales;
  for (let entry = 0; entry < numberOf(params, "batch"); entry++) {
    const [atA, atB] = [entry * numberOf(params, "stride_a"), entry * numberOf(params, "stride_b")];
    const start = entry * numberOf(params, "stride_out");
    if (m * n * k < FEW) {
      const [aRow, aColumn] = TRANSPOSE_A ? [1, m] : [k, 1];
      const [bRow, bColumn] = TRANSPOSE_B ? [1, k] : [n, 1];
      const left = { values: a, start: atA, row: aRow, column: aColumn };
      const right = { values: b, start: atB, row: bRow, column: bColumn };
      multiplyInPanels(left, right, [m, n, k], scales, out, start);
      continue;
    }
    const left = rowMajor(a, atA, m, k, Boolean(TRANSPOSE_A));
    const right = rowMajor(b, atB, k, n, Boolean(TRANSPOSE_B));
    product(left, right, m, n, k).forEach((sum, i) => {
      const before = beta === 0 ? 0 : beta * (out[start + i] as number);
      out[start + i] = alpha * sum + before;
    });
  }
}

/** op(source), rows × cols, in float64. */
function rowMajor(
  source: ReferenceTensor,
  start: number,
  rows: number,
  cols: number,
  isTransposed: boolean,
): Float64Array {
  const part = source.subarray(start, start + rows * cols);
  const data = part instanceof Float64Array ? part : Float64Array.from(part);
  return isTransposed ? transpose({ rows: cols, cols: rows, data }).data : data;
}

/** alpha and beta: 1 and 0 without ACCUMULATE, the step's pair with RATES, otherwise the dispatch's own. */
export function scalesOf(
  params: Numbers,
  constants: Numbers,
  rates: ReferenceTensor,
  step: ReferenceTensor,
): readonly [number, number] {
  if (!constants["ACCUMULATE"]) return [1, 0];
  if (constants["RATES"]) return ratesNow(constants["RATES"], rates, step);
  return [numberOf(params, "alpha"), numberOf(params, "beta")];
}
