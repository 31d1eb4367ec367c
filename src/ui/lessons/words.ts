/**
 * The lessons' words, explained once for tooltips and the glossary. `lights` names the curves that a word highlights.
 */
import type { NetworkName } from "../../experiment/experiment.ts";

export interface WordEntry {
  readonly word: string;
  readonly meaning: string;
  readonly lights?: readonly NetworkName[];
}

export const WORDS = {
  relative: {
    word: "relative error",
    meaning:
      "The size of the difference over the size of the target, both as root sums of squares. 1 means that nothing is learned.",
  },
  train: {
    word: "train error",
    meaning: "The relative error over the entries that the networks see. Thin lines on the chart.",
  },
  recovery: {
    word: "recovery error",
    meaning:
      "The relative error over all entries, the hidden ones included; on photographs over the hidden ones only. Strong lines on the chart.",
  },
  sigma: {
    word: "singular value",
    meaning:
      "How much a matrix stretches one of its principal directions. A matrix of rank r has r that are not zero.",
  },
  orthogonal: {
    word: "orthogonal matrix",
    meaning:
      "A matrix that turns and reflects but stretches nothing: QᵀQ = I. All of its singular values are 1.",
  },
  mask: { word: "mask", meaning: "Which entries of the target the networks see." },
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
    meaning: "Our variant of the compressed network: U and V are multiplied into its first and last factor.",
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
    meaning: "The original network, with every gradient projected to few directions.",
    lights: ["galore"],
  },
  shear: {
    word: "shear",
    meaning:
      "A map that moves every point along one direction, in proportion to its distance from a line. It stretches one direction and squeezes another.",
  },
} as const satisfies Readonly<Record<string, WordEntry>>;

export type Word = keyof typeof WORDS;
