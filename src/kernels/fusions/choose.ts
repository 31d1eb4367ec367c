/** The only place that decides which dispatches of a program can be fused, and in which forms to try it. */
import type { Program } from "../program.ts";
import type { Fusion } from "./fusion.ts";
import { fuseProductResidual, productResidualsOf } from "./product-residual.ts";
import { blocksOf, fuseBlock } from "./small-products.ts";

/** A place of a program, with the forms in which a program, whose other places may be fused already, can fuse it. */
export type Place = (program: Program) => Fusion[];

/**
 * Invocations of the one workgroup that multiplies a block's matrices. A matrix of 20 × 20 has 25 tiles. In software,
 * barriers cost time for each invocation: on SwiftShader a step was .84 to 1.0 times as fast with 64 of them, and 1.08 to
 * 1.2 times as fast with 16 (decision 48).
 */
const IN_SOFTWARE = { WORKGROUP: 16 };

/**
 * Tiles of the product that writes the residual. In software it is left out: on SwiftShader a step was .91 to 1.03 times
 * as fast with it (decision 133).
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
