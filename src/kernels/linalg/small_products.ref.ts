/** Computes the products one after the other, each with the reference of its own kernel. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";
import { gdStepReference } from "../optim/gd_step.ref.ts";
import { matmulReference } from "./matmul.ref.ts";

/** Fields of `struct Product`, all u32, in WGSL order. Offsets and strides are in elements of the block. */
export const PRODUCT_FIELDS = [
  "a",
  "b",
  "out",
  "m",
  "n",
  "k",
  "stride_a",
  "stride_b",
  "stride_out",
  "form",
  "rates",
  "rate_count",
] as const;

export type SmallProduct = Readonly<Record<(typeof PRODUCT_FIELDS)[number], number>>;

/** Bits of `form`. With UPDATE, `out` is a factor, `a` is its gradient, and `b` is not read. */
export const FORM = { TRANSPOSE_A: 1, TRANSPOSE_B: 2, DESCENT: 4, UPDATE: 8 } as const;

export const smallProductsReference: Reference = (params, _constants, tensors) => {
  const [products, block, step] = tensors as [ReferenceTensor, ReferenceTensor, ReferenceTensor];
  const batch = numberOf(params, "batch");
  for (let i = 0; i < numberOf(params, "count"); i++) {
    const product = Object.fromEntries(
      PRODUCT_FIELDS.map((name, at) => [name, products[i * PRODUCT_FIELDS.length + at]]),
    ) as SmallProduct;
    const [a, b, out, rates] = [product.a, product.b, product.out, product.rates].map((at) =>
      block.subarray(at),
    ) as [ReferenceTensor, ReferenceTensor, ReferenceTensor, ReferenceTensor];
    const has = (form: keyof typeof FORM): number => Number((product.form & FORM[form]) !== 0);
    const constants = {
      TRANSPOSE_A: has("TRANSPOSE_A"),
      TRANSPOSE_B: has("TRANSPOSE_B"),
      ACCUMULATE: has("DESCENT"),
      RATES: product.rate_count,
    };
    if (has("UPDATE")) {
      const count = batch * product.m * product.n;
      gdStepReference({ count, rate_scale: 1 }, constants, [out, a, rates, step]);
    } else matmulReference({ ...product, batch }, constants, [a, b, out, rates, step]);
  }
};
