import wgsl from "../../../shaders/loss/product_residual.wgsl?raw";
import { defineKernel, read, readWrite, u32, type Grid } from "../kernel.ts";
import { matmulReference } from "../linalg/matmul.ts";
import { compare } from "./residual.ts";

type Size = Readonly<Record<"m" | "n" | "batch", number>>;

/** The constants that determine the grid. */
const FORM = { LARGE: 0, WORKGROUP_X: 8, WORKGROUP_Y: 8 };
type Form = typeof FORM;

/** Side of an invocation's tile of f. */
export const tileOf = ({ LARGE }: Partial<Form>): number => (LARGE ? 8 : 4);

function gridOf({ m, n, batch }: Size, form: Form): Grid {
  const tile = tileOf(form);
  const { WORKGROUP_X, WORKGROUP_Y } = form;
  return [Math.ceil(n / (tile * WORKGROUP_X)), Math.ceil(m / (tile * WORKGROUP_Y)), batch];
}

/** Pairs of partial sums per batch entry, one per workgroup. */
export function pairCount(params: Size, form: Partial<Form>): number {
  const [x, y] = gridOf(params, { ...FORM, ...form });
  return x * y;
}

/**
 * The last product of a chain together with its residual (kernels/fusions/product-residual.ts): f = a b, then the
 * residual and sums of squares, one pair for each workgroup.
 */
export const product_residual = defineKernel({
  name: "product_residual",
  wgsl,
  params: u32("m", "n", "k", "batch"),
  bindings: [...read("a", "b", "wanted", "mask", "scales"), ...readWrite("f", "residual", "partials")],
  constants: { MASKED: 0, HELD_OUT: 0, ...FORM },
  grid: gridOf,
  reference: (params, constants, [a, b, wanted, mask, scales, f, residual, partials]) => {
    const { m, n, k, batch } = params;
    const strides = { stride_a: m * k, stride_b: k * n, stride_out: m * n };
    matmulReference({ ...params, ...strides }, {}, [a, b, f]);

    const side = tileOf(constants);
    const [width] = gridOf(params, constants);
    const [across, down] = [constants.WORKGROUP_X * side, constants.WORKGROUP_Y * side];
    compare(constants, [f, wanted, mask, scales, residual, partials], {
      count: m * n,
      batch,
      pairs: pairCount(params, constants),
      pairOf: (element) => Math.floor(element / n / down) * width + Math.floor((element % n) / across),
    });
  },
});
