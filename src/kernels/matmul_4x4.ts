import wgsl from "../../shaders/matmul_4x4.wgsl?raw";
import { matmulKernel } from "./matmul.ts";

/** Any shape, any alignment. */
export const matmul_4x4 = matmulKernel({ name: "matmul_4x4", wgsl, tile: 4, workgroup: [8, 8] });
