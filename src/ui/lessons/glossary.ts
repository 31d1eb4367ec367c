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
    meaning: sentence("The compressed networks keep 2r̂ directions; at least r, usually 2r."),
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
    meaning: sentence("Length of a gradient step."),
    lights: ["rate"],
  },
  etaHat: {
    symbol: "\\hat\\eta",
    name: sentence("relative learning rate"),
    meaning: sentence("η as a share of the largest stable one, 2/λ."),
    lights: ["rate"],
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
} as const satisfies Readonly<Record<string, Entry>>;

export type Symbol = keyof typeof GLOSSARY;
