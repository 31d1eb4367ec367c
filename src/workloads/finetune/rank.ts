/** Counts the directions of an update by its singular values. */

/** An update whose singular values are all smaller than this counts as not yet trained. */
export const LEAST_SIGMA = 1e-3;

/** Number of singular values that are larger than a fraction of the first. */
export function numericalRank(sigma: readonly number[], fraction: number): number {
  const [first = 0] = sigma;
  return sigma.filter((value) => value > fraction * first).length;
}

/** The exponential of the entropy of σ / Σσ. It is 1 for one direction, and k for k equal singular values. */
export function effectiveRank(sigma: readonly number[]): number {
  const total = sigma.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return NaN;
  const entropy = sigma.reduce((sum, value) => {
    const fraction = value / total;
    return fraction > 0 ? sum - fraction * Math.log(fraction) : sum;
  }, 0);
  return Math.exp(entropy);
}
