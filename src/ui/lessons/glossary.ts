/** The symbols, said once: tooltips of the lessons and the glossary. `lights` names what else on the page they light up. */
import type { Experiment, NetworkName } from "../../experiment/experiment.ts";

export interface Entry {
  /** TeX. */
  readonly symbol: string;
  readonly name: string;
  readonly meaning: string;
  /** Controls by their field, curves by their network. */
  readonly lights?: readonly (keyof Experiment | NetworkName)[];
}

export const GLOSSARY = {
  f: {
    symbol: "f",
    name: "network",
    meaning: "The product W_L ⋯ W_1 of all weight matrices: one matrix, m × n.",
    lights: ["original"],
  },
  W: {
    symbol: "W_l",
    name: "weight matrix",
    meaning: "Weights of layer l, counted from the input.",
  },
  Phi: {
    symbol: "\\Phi",
    name: "target",
    meaning: "The matrix to learn, scaled so that its largest singular value is 1.",
  },
  D: {
    symbol: "D",
    name: "residual",
    meaning: "What the network still gets wrong, f − Φ, 0 at hidden entries: the gradient with respect to f.",
    lights: ["original"],
  },
  G: {
    symbol: "G_l",
    name: "gradient",
    meaning: "Of the loss with respect to W_l: D seen through all the other factors.",
  },
  M: {
    symbol: "M",
    name: "mask",
    meaning: "1 at the entries that are seen, 0 at the hidden ones.",
    lights: ["observed"],
  },
  L: {
    symbol: "L",
    name: "depth",
    meaning: "Number of weight matrices of the original network.",
    lights: ["depth"],
  },
  d: {
    symbol: "d",
    name: "size",
    meaning: "Rows (and columns) of the target.",
    lights: ["rows"],
  },
  r: {
    symbol: "r",
    name: "rank",
    meaning: "Number of singular values of the target that are not zero.",
    lights: ["rank"],
  },
  rHat: {
    symbol: "\\hat r",
    name: "compression rank",
    meaning:
      "Singular directions taken per side: the inner width is 2r̂ for Yaras, thin and narrow, and r̂ for Kwon. A guess of r, better too large than too small.",
    lights: ["rHat", "yaras", "thin", "kwon"],
  },
  epsilon: {
    symbol: "\\varepsilon",
    name: "start scale",
    meaning: "Each weight matrix starts as ε times a random orthogonal one.",
    lights: ["epsilon"],
  },
  eta: {
    symbol: "\\eta",
    name: "learning rate",
    meaning: "What the gradient is multiplied by in each step.",
    lights: ["rate"],
  },
  etaHat: {
    symbol: "\\hat\\eta",
    name: "relative learning rate",
    meaning: "η as a share of the largest stable one, 2/λ.",
    lights: ["rate"],
  },
  lambda: {
    symbol: "\\lambda",
    name: "sharpness",
    meaning: "Largest curvature of the loss where the target is learned: rates above 2/λ are unstable.",
    lights: ["rate"],
  },
  epsilonS: {
    symbol: "\\varepsilon_s",
    name: "start scale of depth 2",
    meaning: "That of the shallow network; unless chosen, its product starts as small as the original’s.",
    lights: ["shallowEpsilon", "shallow"],
  },
  gamma: {
    symbol: "\\gamma",
    name: "factor rate",
    meaning: "The outer factors U and V of the compressed network learn at γη.",
    lights: ["gamma", "yaras"],
  },
  alpha: {
    symbol: "\\alpha",
    name: "factor rate (Kwon)",
    meaning: "The outer factors of Kwon et al.’s network learn at αη.",
    lights: ["alpha", "kwon"],
  },
  p: {
    symbol: "p",
    name: "observed fraction",
    meaning: "Share of the entries that the networks are shown.",
    lights: ["observed"],
  },
  sigma: {
    symbol: "\\sigma_i",
    name: "singular value",
    meaning: "How much a matrix stretches its i-th principal direction; descending.",
  },
  u: {
    symbol: "u_i",
    name: "left singular vector",
    meaning: "The direction in which σ_i comes out.",
  },
  v: {
    symbol: "v_i",
    name: "right singular vector",
    meaning: "The direction in which σ_i goes in.",
  },
  rho: {
    symbol: "\\rho_l",
    name: "bulk value",
    meaning: "The common size of the d − 2r directions of layer l that only shrink.",
  },
  leak: {
    symbol: "\\text{leak}_l",
    name: "leak",
    meaning: "Share of layer l that leads out of the invariant subspace; 0 where the theorem holds.",
  },
  U: {
    symbol: "U",
    name: "left factor",
    meaning: "d × 2r̂: what the output directions of the compressed network are.",
    lights: ["yaras"],
  },
  V: {
    symbol: "V",
    name: "right factor",
    meaning: "d × 2r̂: what the input directions of the compressed network are.",
    lights: ["yaras"],
  },
  FLOPs: {
    symbol: "\\text{FLOPs}",
    name: "counted work",
    meaning: "Additions and multiplications of a training step, counted; the same on every device.",
  },
  PSNR: {
    symbol: "\\text{PSNR}",
    name: "peak signal-to-noise ratio",
    meaning: "Closeness in decibels: −10 log₁₀ of the mean squared error over the square of the peak value.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type Symbol = keyof typeof GLOSSARY;
