import wgsl from "../../shaders/matmul_8x8.wgsl?raw";
import { matmulKernel } from "./matmul.ts";

/** k, n and, with TRANSPOSE_A, m are multiples of 4. */
export const matmul_8x8 = matmulKernel({ name: "matmul_8x8", wgsl, tile: 8, workgroup: [8, 4] });
