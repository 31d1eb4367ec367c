/** The symbols, said once: tooltips of the lessons and the glossary. `lights` names what else on the page they light up. */
import { sentence, type Sentence } from "../../store/text.ts";
import type { Experiment, NetworkName } from "../../experiment/experiment.ts";

export interface Entry {
  /** TeX. */
  readonly symbol: string;
  readonly name: Sentence;
  readonly meaning: Sentence;
  /** Controls by their field, curves by their network. */
  readonly lights?: readonly (keyof Experiment | NetworkName)[];
}

export const GLOSSARY = {
  f: {
    symbol: "f",
    name: sentence("network"),
    meaning: sentence("The product W_L ⋯ W_1 of all weight matrices: one matrix, m × n."),
    lights: ["original"],
  },
  W: {
    symbol: "W_l",
    name: sentence("weight matrix"),
    meaning: sentence("Weights of layer l, counted from the input."),
  },
  Phi: {
    symbol: "\\Phi",
    name: sentence("target"),
    meaning: sentence("The matrix to learn, scaled so that its largest singular value is 1."),
  },
  D: {
    symbol: "D",
    name: sentence("residual"),
    meaning: sentence(
      "What the network still gets wrong, f − Φ, 0 at hidden entries: the gradient with respect to f.",
    ),
    lights: ["original"],
  },
  G: {
    symbol: "G_l",
    name: sentence("gradient"),
    meaning: sentence("Of the loss with respect to W_l: D seen through all the other factors."),
  },
  M: {
    symbol: "M",
    name: sentence("mask"),
    meaning: sentence("1 at the entries that are seen, 0 at the hidden ones."),
    lights: ["observed"],
  },
  L: {
    symbol: "L",
    name: sentence("depth"),
    meaning: sentence("Number of weight matrices of the original network."),
    lights: ["depth"],
  },
  d: {
    symbol: "d",
    name: sentence("size"),
    meaning: sentence("Rows (and columns) of the target."),
    lights: ["rows"],
  },
  r: {
    symbol: "r",
    name: sentence("rank"),
    meaning: sentence("Number of singular values of the target that are not zero."),
    lights: ["rank"],
  },
  rHat: {
    symbol: "\\hat r",
    name: sentence("compression rank"),
    meaning: sentence(
      "Singular directions taken per side: the inner width is 2r̂ for Yaras, thin and narrow, and r̂ for Kwon. A guess of r, better too large than too small.",
    ),
    lights: ["rHat", "yaras", "thin", "kwon"],
  },
  epsilon: {
    symbol: "\\varepsilon",
    name: sentence("start scale"),
    meaning: sentence("Each weight matrix starts as ε times a random orthogonal one."),
    lights: ["epsilon"],
  },
  eta: {
    symbol: "\\eta",
    name: sentence("learning rate"),
    meaning: sentence("What the gradient is multiplied by in each step."),
    lights: ["rate"],
  },
  etaHat: {
    symbol: "\\hat\\eta",
    name: sentence("relative learning rate"),
    meaning: sentence("η as a share of the largest stable one, 2/λ."),
    lights: ["rate"],
  },
  lambda: {
    symbol: "\\lambda",
    name: sentence("sharpness"),
    meaning: sentence(
      "Largest curvature of the loss where the target is learned: rates above 2/λ are unstable.",
    ),
    lights: ["rate"],
  },
  epsilonS: {
    symbol: "\\varepsilon_s",
    name: sentence("start scale of depth 2"),
    meaning: sentence(
      "That of the shallow network; unless chosen, its product starts as small as the original’s.",
    ),
    lights: ["shallowEpsilon", "shallow"],
  },
  gamma: {
    symbol: "\\gamma",
    name: sentence("factor rate"),
    meaning: sentence("The outer factors U and V of the compressed network learn at γη."),
    lights: ["gamma", "yaras"],
  },
  alpha: {
    symbol: "\\alpha",
    name: sentence("factor rate (Kwon)"),
    meaning: sentence("The outer factors of Kwon et al.’s network learn at αη."),
    lights: ["alpha", "kwon"],
  },
  p: {
    symbol: "p",
    name: sentence("observed fraction"),
    meaning: sentence("Share of the entries that the networks are shown."),
    lights: ["observed"],
  },
  sigma: {
    symbol: "\\sigma_i",
    name: sentence("singular value"),
    meaning: sentence("How much a matrix stretches its i-th principal direction; descending."),
  },
  u: {
    symbol: "u_i",
    name: sentence("left singular vector"),
    meaning: sentence("The direction in which σ_i comes out."),
  },
  v: {
    symbol: "v_i",
    name: sentence("right singular vector"),
    meaning: sentence("The direction in which σ_i goes in."),
  },
  rho: {
    symbol: "\\rho_l",
    name: sentence("bulk value"),
    meaning: sentence("The common size of the d − 2r directions of layer l that only shrink."),
  },
  leak: {
    symbol: "\\text{leak}_l",
    name: sentence("leak"),
    meaning: sentence(
      "Share of layer l that leads out of the invariant subspace; 0 where the theorem holds.",
    ),
  },
  U: {
    symbol: "U",
    name: sentence("left factor"),
    meaning: sentence("d × 2r̂: what the output directions of the compressed network are."),
    lights: ["yaras"],
  },
  V: {
    symbol: "V",
    name: sentence("right factor"),
    meaning: sentence("d × 2r̂: what the input directions of the compressed network are."),
    lights: ["yaras"],
  },
  FLOPs: {
    symbol: "\\text{FLOPs}",
    name: sentence("counted work"),
    meaning: sentence("Additions and multiplications of a training step, counted; the same on every device."),
  },
  PSNR: {
    symbol: "\\text{PSNR}",
    name: sentence("peak signal-to-noise ratio"),
    meaning: sentence(
      "Closeness in decibels: −10 log₁₀ of the mean squared error over the square of the peak value.",
    ),
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type Symbol = keyof typeof GLOSSARY;
