/**
 * Every network of the playground is a chain of factors, f(W) = W[n] ⋯ W[1], each with its own scale of the
 * learning rate. One forward, one backward and one update serve them all.
 */
import type { Matrix } from "../math/matrix.ts";

export interface Chain {
  /** W[1] first: `factors[l]` is d_{l+1} × d_l, so f = factors[n−1] ⋯ factors[0]. */
  readonly factors: readonly Matrix[];
  /** Multiplies the whole update of the factor: 0 freezes it. Same length as `factors`. */
  readonly rateScale: readonly number[];
}
