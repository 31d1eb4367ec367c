/**
 * Every network of the playground is a chain of factors, f(W) = W[n] ⋯ W[1]. Each factor has its own scale of the
 * learning rate. One forward pass, one backward pass and one update serve all networks.
 */
import type { Matrix } from "../math/matrix.ts";

export interface Chain {
  /** W[1] first: `factors[l]` is d_{l+1} × d_l, so f = factors[n−1] ⋯ factors[0]. */
  readonly factors: readonly Matrix[];
  /** Multiplies the factor's whole update; 0 freezes the factor. Same length as `factors`. */
  readonly rateScale: readonly number[];
}
