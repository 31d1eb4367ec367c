import wgsl from "../../../shaders/linalg/small_products.wgsl?raw";
import { defineKernel, read, readWrite, u32, type Tensors } from "../kernel.ts";
import { gd_step } from "../optim/steps.ts";
import { matmulReference } from "./matmul.ts";

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

/**
 * Several products of small matrices in one dispatch (kernels/fusions/small-products.ts). The counter `step`
 * is bound only if a product reads rates. The reference computes the products one after the other, each with the
 * reference of its own kernel.
 */
export const small_products = defineKernel({
  name: "small_products",
  wgsl,
  params: u32("count", "batch"),
  bindings: [...read("products"), ...readWrite("block"), ...read("step")],
  optional: 1,
  constants: { WORKGROUP: 64 },
  grid: ({ batch }) => [batch, 1, 1],
  reference: ({ count, batch }, _constants, [products, block, step]) => {
    for (let i = 0; i < count; i++) {
      const product = Object.fromEntries(
        PRODUCT_FIELDS.map((name, at) => [name, products[i * PRODUCT_FIELDS.length + at]]),
      ) as SmallProduct;
      const part = (name: "a" | "b" | "out" | "rates"): Tensors[0] => block.subarray(product[name]);
      const has = (form: keyof typeof FORM): number => Number((product.form & FORM[form]) !== 0);
      const constants = {
        TRANSPOSE_A: has("TRANSPOSE_A"),
        TRANSPOSE_B: has("TRANSPOSE_B"),
        ACCUMULATE: has("DESCENT"),
        RATES: product.rate_count,
      };
      if (has("UPDATE")) {
        const params = { count: batch * product.m * product.n, rate_scale: 1 };
        gd_step.reference(params, constants, [part("out"), part("a"), part("rates"), step]);
      } else {
        const tensors = [part("a"), part("b"), part("out"), part("rates"), step];
        matmulReference({ ...product, batch }, constants, tensors);
      }
    }
  },
});
