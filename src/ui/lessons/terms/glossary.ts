/**
 * The symbols. Each is explained once, for the lessons' tooltips and the glossary. `lights` names the
 * controls and curves that a symbol highlights.
 */
import type { Experiment, NetworkName } from "../../../workloads/mf/config/fields.ts";
import type { Explanation } from "./words.ts";

interface Entry extends Explanation {
  /** The symbol as TeX. */
  readonly symbol: string;
  /** Controls by the name of their field, curves by the id of their network. */
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
    meaning: "The matrix to learn. A random one is scaled so that its largest singular value is 1.",
  },
  D: {
    symbol: "D",
    name: "residual",
    meaning:
      "The gradient of the loss with respect to f. With every entry seen it is the network’s error f − Φ. Otherwise it is (f − Φ)/p at seen entries and 0 at hidden ones.",
    lights: ["original"],
  },
  G: {
    symbol: "G_l",
    name: "gradient",
    meaning: "The gradient of the loss with respect to W_l: D seen through all the other factors.",
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
    meaning:
      "Number of singular values of the target that are not zero. In the lessons about adapters: the width of the adapter, a guess.",
    lights: ["rank"],
  },
  rHat: {
    symbol: "\\hat r",
    name: "compression rank",
    meaning:
      "Number of singular directions taken on each side. The inner width is 2r̂ for the compressed, thin and narrow networks, and r̂ for the network with a spectral start. It is a guess of r, and should rather be too large than too small.",
    lights: ["rHat", "yaras", "thin", "kwon"],
  },
  epsilon: {
    symbol: "\\varepsilon",
    name: "initial scale",
    meaning:
      "Each weight matrix starts as ε times a random orthogonal one (with orthonormal rows or columns if it is not square).",
    lights: ["epsilon"],
  },
  eta: {
    symbol: "\\eta",
    name: "learning rate",
    meaning: "Each step subtracts η times the gradient.",
    lights: ["rate"],
  },
  etaHat: {
    symbol: "\\hat\\eta",
    name: "relative learning rate",
    meaning: "η as a fraction of the largest stable rate, 2/λ.",
    lights: ["rate"],
  },
  lambda: {
    symbol: "\\lambda",
    name: "sharpness",
    meaning: "The largest curvature of the loss at the learned target. Rates above 2/λ are unstable.",
    lights: ["rate"],
  },
  epsilonS: {
    symbol: "\\varepsilon_s",
    name: "initial scale of depth 2",
    meaning:
      "Each matrix of a network of depth 2 starts at this scale. By default, the product of the two starts as small as the original’s product.",
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
    meaning:
      "The outer factors of Kwon et al.’s network learn at αη. (LoRA’s α is another number: it scales ΔW by α/r.)",
    lights: ["alpha", "kwon"],
  },
  p: {
    symbol: "p",
    name: "observed fraction",
    meaning: "Fraction of the entries that the networks see.",
    lights: ["observed"],
  },
  sigma: {
    symbol: "\\sigma_i",
    name: "singular value",
    meaning: "How much a matrix stretches its i-th principal direction. The largest one comes first.",
  },
  u: {
    symbol: "u_i",
    name: "left singular vector",
    meaning: "The output direction of σ_i.",
  },
  v: {
    symbol: "v_i",
    name: "right singular vector",
    meaning: "The input direction of σ_i.",
  },
  rho: {
    symbol: "\\rho_l",
    name: "bulk value",
    meaning:
      "The factor by which layer l scales each of the d − 2r directions that only shrink. All of them share one ρ.",
  },
  leak: {
    symbol: "\\text{leak}_l",
    name: "leak",
    meaning:
      "The fraction of layer l that leads out of the moving 2r̂ directions. It is 0 where the theorem holds.",
  },
  U: {
    symbol: "U",
    name: "left factor",
    meaning: "d × 2r̂. Its columns are the compressed network’s output directions.",
    lights: ["yaras"],
  },
  V: {
    symbol: "V",
    name: "right factor",
    meaning: "d × 2r̂. Its columns are the compressed network’s input directions.",
    lights: ["yaras"],
  },
  FLOPs: {
    symbol: "\\text{FLOPs}",
    name: "counted work",
    meaning:
      "Number of additions and multiplications in a training step. It is counted, and is the same on every device.",
  },
  PSNR: {
    symbol: "\\text{PSNR}",
    name: "peak signal-to-noise ratio",
    meaning: "Closeness in decibels: −10 log₁₀ of the mean squared error over the square of the peak value.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type Symbol = keyof typeof GLOSSARY;
