/** The only place that decides which dispatches of a program can be fused, and which forms of each fusion to try. */
import type { Program, Fusion } from "../program.ts";
import { fuseProductResidual, productResidualsOf } from "./product-residual.ts";
import { blocksOf, fuseBlock } from "./small-products.ts";

/**
 * A place where dispatches can be fused. Returns its possible fusions in a program whose other places may
 * already be fused.
 */
export type Place = (program: Program) => Fusion[];

/**
 * The size of the one workgroup that multiplies a block's matrices. In software, a barrier costs time for
 * each invocation, and a matrix of 20 × 20 has only 25 tiles. Compared with separate products on SwiftShader,
 * a step was .84 to 1.0 times as fast with 64 invocations, and 1.08 to 1.2 times as fast with 16 (decision
 * 48).
 */
const IN_SOFTWARE = { WORKGROUP: 16 };

/**
 * The tile sizes to try for the product that writes the residual. Software adapters do not get this fusion:
 * it made a step on SwiftShader .91 to 1.03 times as fast (decision 133).
 */
const TILES = [{}, { LARGE: 1, WORKGROUP_Y: 4 }];

export function placesOf(program: Program, { isFallback }: { readonly isFallback: boolean }): Place[] {
  const products = blocksOf(program).map(
    (block): Place =>
      (whole) =>
        present([fuseBlock(whole, block, isFallback ? IN_SOFTWARE : {})]),
  );
  if (isFallback) return products;
  const residuals = productResidualsOf(program).map(
    (f): Place =>
      (whole) =>
        present(TILES.map((form) => fuseProductResidual(whole, f, form))),
  );
  return [...products, ...residuals];
}

const present = (fusions: readonly (Fusion | undefined)[]): Fusion[] =>
  fusions.filter((fusion) => fusion !== undefined);
