/**
 * Costs of a network as the papers count them: parameters, and the multiplications and additions of matrix products.
 */
import type { Layer } from "../../models/feed-forward.ts";
import type { MlpConfig } from "./config.ts";

type LayerShape = Pick<Layer, "weight" | "bias">;

/**
 * Multiply-accumulate operations for one sample and step. Each layer's product counts three times: forward,
 * for its weight's gradient and, except in the first layer, for its input's gradient.
 */
export function macsOf(layers: readonly LayerShape[]): number {
  return layers.reduce((sum, { weight: { rows, cols } }, l) => sum + (l === 0 ? 2 : 3) * rows * cols, 0);
}

export function parametersOf(layers: readonly LayerShape[]): number {
  return layers.reduce((sum, { weight: { rows, cols }, bias }) => sum + rows * cols + (bias?.length ?? 0), 0);
}

/**
 * Number of updates of the plain network that cost as much as one update of the network with the full block.
 */
export function paceOf(
  { width, depth, placement }: MlpConfig,
  { features, classes }: { readonly features: number; readonly classes: number },
): number {
  const square = width * width;
  const plain = 2 * width * features + 3 * (square + classes * width);
  const added = placement === "insert" ? depth : depth - 1;
  return 1 + (3 * added * square) / plain;
}
