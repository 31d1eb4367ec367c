/** f = a b, then the residual and its sums of squares, a pair for each workgroup of the kernel. */
import { numberOf } from "../fields.ts";
import type { Grid, Numbers, Reference, ReferenceTensor } from "../kernel.ts";
import { matmulReference } from "../linalg/matmul.ref.ts";

/** Side of an invocation's tile of f. */
export const tileOf = (constants: Numbers): number => (constants["LARGE"] ? 8 : 4);

export function gridOf(params: Numbers, constants: Numbers): Grid {
  const groups = (size: string, along: string): number =>
    Math.ceil(numberOf(params, size) / (tileOf(constants) * numberOf(constants, along)));
  return [groups("n", "WORKGROUP_X"), groups("m", "WORKGROUP_Y"), numberOf(params, "batch")];
}

/** Pairs of partial sums per batch entry, one per workgroup. `constants` lists all of the kernel's. */
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
  const batch = numberOf(params, "batch");
  const strides = { stride_a: m * k, stride_b: k * n, stride_out: m * n };
  matmulReference({ ...params, ...strides }, {}, [a, b, f]);

  const pairs = pairCount(params, constants);
  const [width] = gridOf(params, constants);
  const side = tileOf(constants);
  const [across, down] = [
    numberOf(constants, "WORKGROUP_X") * side,
    numberOf(constants, "WORKGROUP_Y") * side,
  ];
  partials.fill(0, 0, 2 * batch * pairs);
  for (let at = 0; at < batch * m * n; at++) {
    const entry = Math.floor(at / (m * n));
    const [i, j] = [Math.floor((at % (m * n)) / n), at % n];
    const pair = 2 * (entry * pairs + Math.floor(i / down) * width + Math.floor(j / across));
    const observed = constants["MASKED"] ? (mask[at] as number) : 1;
    const difference = (f[at] as number) - (wanted[at] as number);
    residual[at] = (scales[entry] as number) * observed * difference;
    const weight = constants["HELD_OUT"] ? 1 - observed : 1;
    partials[pair] = (partials[pair] as number) + observed * difference * difference;
    partials[pair + 1] = (partials[pair + 1] as number) + weight * difference * difference;
  }
};
