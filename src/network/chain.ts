/**
 * Every network of matrix factorization is a chain of factors, f(W) = W[n] ⋯ W[1]. Each factor scales the
 * learning rate by its own number. All networks share one forward pass. All that follow gradients share one
 * backward pass.
 */
import type { Matrix } from "../math/matrix.ts";

export interface Chain {
  /** W[1] first: `factors[l]` is d_{l+1} × d_l, so f = factors[n−1] ⋯ factors[0]. */
  readonly factors: readonly Matrix[];
  /**
   * The number that scales each factor's update, but not its weight decay; 0 freezes the factor. Same length as
   * `factors`.
   */
  readonly rateScale: readonly number[];
}
