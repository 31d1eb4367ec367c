/**
 * Technical words of the lessons. Each is explained once, for tooltips and the glossary. `lights` names the
 * curves that a word highlights.
 */
export interface Explanation {
  readonly name: string;
  readonly meaning: string;
  readonly lights?: readonly string[];
}

export const WORDS = {
  relative: {
    name: "relative error",
    meaning:
      "The size of the difference divided by the size of the target, each a root sum of squares. A value of 1 means that nothing is learned.",
  },
  train: {
    name: "train error",
    meaning: "The relative error over the entries that the networks see. The chart shows it as thin lines.",
  },
  recovery: {
    name: "recovery error",
    meaning:
      "The relative error over all entries of a random matrix, including the hidden ones. On other data, such as photographs, only the hidden ones count. The chart shows it as thick lines.",
  },
  sigma: {
    name: "singular value",
    meaning:
      "How much a matrix stretches one of its principal directions. A matrix of rank r has r nonzero singular values.",
  },
  orthogonal: {
    name: "orthogonal matrix",
    meaning:
      "A square matrix that turns and reflects but stretches nothing: QᵀQ = I. All of its singular values are 1. If a layer is not square, its rows or its columns are orthonormal instead.",
  },
  mask: { name: "mask", meaning: "The pattern of the entries that the networks see." },
  factor: { name: "factor", meaning: "One of the weight matrices whose product is the network." },
  step: { name: "step", meaning: "One update of all weight matrices at once." },
  original: {
    name: "original network",
    meaning: "The full deep network: L square weight matrices.",
    lights: ["original"],
  },
  compressed: {
    name: "compressed network",
    meaning: "A network of width 2r̂ built from the first gradient of the original, as Yaras et al. do.",
    lights: ["yaras"],
  },
  thin: {
    name: "thin",
    meaning:
      "A narrow copy of the original network, built from its first gradient. All of its factors learn.",
    lights: ["thin"],
  },
  shallow: {
    name: "shallow network",
    meaning: "A network of depth 2 and full width, with its own initial scale.",
    lights: ["shallow"],
  },
  pair: {
    name: "Burer–Monteiro",
    meaning: "Two factors of width r̂ that start small and random.",
    lights: ["burerMonteiro"],
  },
  galore: {
    name: "GaLore",
    meaning: "The original network, with every gradient projected to a few directions.",
    lights: ["galore"],
  },
  block: {
    name: "deep linear block",
    meaning: "A product of matrices inside a network, without a nonlinearity between them.",
    lights: ["dln"],
  },
  accuracy: {
    name: "test accuracy",
    meaning: "The fraction of test digits that the network classifies correctly. It was not trained on them.",
  },
  seeds: {
    name: "seed",
    meaning:
      "A number that determines the initial weights, the data and their order. Another seed gives another run.",
  },
  adapter: {
    name: "adapter",
    meaning: "A low-rank correction ΔW that is trained beside a frozen weight matrix.",
  },
  teacher: {
    name: "teacher",
    meaning: "The encoder with a known change. The networks learn from its outputs.",
  },
  testError: {
    name: "test error",
    meaning:
      "The squared distance to the teacher on sentences that were not trained on, relative to the squared distance without any adapter. It is 1 before training.",
  },
  effective: {
    name: "effective rank",
    meaning:
      "How many directions a matrix uses, weighted by size: 1 if only one singular value is not zero, k if k are equal and the others zero. It is the exponential of the entropy of the singular values.",
  },
  optimizer: {
    name: "optimizer state",
    meaning: "The numbers that an optimizer keeps from one step to the next, such as Adam’s two moments.",
  },
  projector: {
    name: "projector",
    meaning: "The matrix P of orthonormal columns by which GaLore reduces a gradient to r rows.",
    lights: ["galore"],
  },
  shear: {
    name: "shear",
    meaning:
      "A map that moves every point along one direction, in proportion to its distance from a line. It stretches one direction and squeezes another.",
  },
} as const satisfies Readonly<Record<string, Explanation>>;

export type Word = keyof typeof WORDS;
