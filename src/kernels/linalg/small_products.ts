import wgsl from "../../../shaders/linalg/small_products.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import type { Kernel } from "../kernel.ts";
import { smallProductsReference } from "./small_products.ref.ts";

/**
 * Several products of small matrices in one dispatch (kernels/fusions/small-products.ts). The counter `step`
 * is bound only if a product reads rates.
 */
export const small_products: Kernel = {
  name: "small_products",
  wgsl,
  params: u32("count", "batch"),
  bindings: [
    { name: "products", access: "read" },
    { name: "block", access: "read_write" },
    { name: "step", access: "read" },
  ],
  optional: 1,
  constants: { WORKGROUP: 64 },
  grid: (params) => [numberOf(params, "batch"), 1, 1],
  reference: smallProductsReference,
};
