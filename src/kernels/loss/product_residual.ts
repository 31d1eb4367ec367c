import wgsl from "../../../shaders/loss/product_residual.wgsl?raw";
import { u32 } from "../fields.ts";
import type { Kernel } from "../kernel.ts";
import { gridOf, productResidualReference } from "./product_residual.ref.ts";

/** The last product of a chain together with its residual (kernels/fusions/product-residual.ts). */
export const product_residual: Kernel = {
  name: "product_residual",
  wgsl,
  params: u32("m", "n", "k", "batch"),
  bindings: [
    { name: "a", access: "read" },
    { name: "b", access: "read" },
    { name: "wanted", access: "read" },
    { name: "mask", access: "read" },
    { name: "scales", access: "read" },
    { name: "f", access: "read_write" },
    { name: "residual", access: "read_write" },
    { name: "partials", access: "read_write" },
  ],
  constants: { MASKED: 0, HELD_OUT: 0, LARGE: 0, WORKGROUP_X: 8, WORKGROUP_Y: 8 },
  grid: gridOf,
  reference: productResidualReference,
};
