/** Computes f = a b, then the residual and sums of squares, one pair for each workgroup of the kernel. */
import { numberOf } from "../fields.ts";
import type { Grid, Numbers, Reference, ReferenceTensor } from "../kernel.ts";
import { matmulReference } from "../linalg/matmul.ref.ts";
import { compare } from "./residual.ref.ts";

/** Side of an invocation's tile of f. */
export const tileOf = (constants: Numbers): number => (constants["LARGE"] ? 8 : 4);

export function gridOf(params: Numbers, constants: Numbers): Grid {
  const groups = (size: string, along: string): number =>
    Math.ceil(numberOf(params, size) / (tileOf(constants) * numberOf(constants, along)));
  return [groups("n", "WORKGROUP_X"), groups("m", "WORKGROUP_Y"), numberOf(params, "batch")];
}

/** Pairs of partial sums per batch entry, one per workgroup. `constants` contains all constants of the kernel. */
export function pairCount(params: Numbers, constants: Numbers): number {
  const [x, y] = gridOf(params, constants);
  return x * y;
}

export const productResidualReference: Reference = (params, constants, tensors) => {
  const [a, b, wanted, mask, scales, f, residual, partials] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const [m, n, k] = [numberOf(params, "m"), numberOf(params, "n"), numberOf(params, "k")];
  const strides = { stride_a: m * k, stride_b: k * n, stride_out: m * n };
  matmulReference({ ...params, ...strides }, {}, [a, b, f]);

  const side = tileOf(constants);
  const [width] = gridOf(params, constants);
  const across = numberOf(constants, "WORKGROUP_X") * side;
  const down = numberOf(constants, "WORKGROUP_Y") * side;
  compare(constants, [f, wanted, mask, scales, residual, partials], {
    count: m * n,
    batch: numberOf(params, "batch"),
    pairs: pairCount(params, constants),
    pairOf: (element) => Math.floor(element / n / down) * width + Math.floor((element % n) / across),
  });
};
