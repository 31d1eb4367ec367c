/**
 * Technical words of the lessons. Each is explained once, for tooltips and the glossary. `lights` names the
 * curves that a word highlights.
 */
export interface WordEntry {
  readonly word: string;
  readonly meaning: string;
  readonly lights?: readonly string[];
}

export const WORDS = {
  relative: {
    word: "relative error",
    meaning:
      "The size of the difference divided by the size of the target, each a root sum of squares. A value of 1 means that nothing is learned.",
  },
  train: {
    word: "train error",
    meaning: "The relative error over the entries that the networks see. The chart shows it as thin lines.",
  },
  recovery: {
    word: "recovery error",
    meaning:
      "The relative error over all entries of a random matrix, including the hidden ones. On other data, such as photographs, only the hidden ones count. The chart shows it as thick lines.",
  },
  sigma: {
    word: "singular value",
    meaning:
      "How much a matrix stretches one of its principal directions. A matrix of rank r has r nonzero singular values.",
  },
  orthogonal: {
    word: "orthogonal matrix",
    meaning:
      "A square matrix that turns and reflects but stretches nothing: QᵀQ = I. All of its singular values are 1. If a layer is not square, its rows or its columns are orthonormal instead.",
  },
  mask: { word: "mask", meaning: "The pattern of the entries that the networks see." },
  factor: { word: "factor", meaning: "One of the weight matrices whose product is the network." },
  step: { word: "step", meaning: "One update of all weight matrices at once." },
  original: {
    word: "original network",
    meaning: "The full deep network: L square weight matrices.",
    lights: ["original"],
  },
  compressed: {
    word: "compressed network",
    meaning: "A network of width 2r̂ built from the first gradient of the original, as Yaras et al. do.",
    lights: ["yaras"],
  },
  thin: {
    word: "thin",
    meaning:
      "A narrow copy of the original network, built from its first gradient. All of its factors learn.",
    lights: ["thin"],
  },
  shallow: {
    word: "shallow network",
    meaning: "A network of depth 2 and full width, with its own initial scale.",
    lights: ["shallow"],
  },
  pair: {
    word: "Burer–Monteiro",
    meaning: "Two factors of width r̂ that start small and random.",
    lights: ["burerMonteiro"],
  },
  galore: {
    word: "GaLore",
    meaning: "The original network, with every gradient projected to a few directions.",
    lights: ["galore"],
  },
  block: {
    word: "deep linear block",
    meaning: "A product of matrices inside a network, without a nonlinearity between them.",
    lights: ["dln"],
  },
  accuracy: {
    word: "test accuracy",
    meaning: "The fraction of test digits that the network classifies correctly. It was not trained on them.",
  },
  seeds: {
    word: "seed",
    meaning:
      "A number that determines the initial weights, the data and their order. Another seed gives another run.",
  },
  adapter: {
    word: "adapter",
    meaning: "A low-rank correction ΔW that is trained beside a frozen weight matrix.",
  },
  teacher: {
    word: "teacher",
    meaning: "The encoder with a known change. The networks learn from its outputs.",
  },
  testError: {
    word: "test error",
    meaning:
      "The squared distance to the teacher on sentences that were not trained on, relative to the squared distance without any adapter. It is 1 before training.",
  },
  effective: {
    word: "effective rank",
    meaning:
      "How many directions a matrix uses, weighted by size: 1 if only one singular value is not zero, k if k are equal and the others zero. It is the exponential of the entropy of the singular values.",
  },
  optimizer: {
    word: "optimizer state",
    meaning: "The numbers that an optimizer keeps from one step to the next, such as Adam’s two moments.",
  },
  projector: {
    word: "projector",
    meaning: "The matrix P of orthonormal columns by which GaLore reduces a gradient to r rows.",
    lights: ["galore"],
  },
  shear: {
    word: "shear",
    meaning:
      "A map that moves every point along one direction, in proportion to its distance from a line. It stretches one direction and squeezes another.",
  },
} as const satisfies Readonly<Record<string, WordEntry>>;

export type Word = keyof typeof WORDS;
