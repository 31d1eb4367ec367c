/**
 * λ of each network. The largest stable learning rate is about 2/λ at σ₁ = 1. Undefined for a network without a
 * rate.
 */
interface Setting {
  readonly depth: number;
  readonly gamma: number;
  readonly alpha: number;
}

export const SHARPNESS = {
  original: ({ depth }: Setting) => depth,
  yaras: ({ depth, gamma }: Setting) => depth + 2 * gamma,
  thin: ({ depth }: Setting) => depth,
  kwon: ({ depth, alpha }: Setting) => depth - 2 + 2 * alpha,
  narrow: ({ depth }: Setting) => depth,
  shallow: () => 2,
  burerMonteiro: () => 2,
  galore: ({ depth }: Setting) => depth,
  // It solves least squares problems instead of following gradients (workloads/mf/host-steps.ts).
  altmin: undefined,
};
