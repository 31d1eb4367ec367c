/**
 * The whole experiment is one value, and a link encodes that value. `FIELDS` describes each field once: link key,
 * range, default and meaning. The link codec, the repair of hostile input, the page's controls and the documentation
 * use it.
 */
import { PATIENCE, SECONDS, SEED, SEEDS } from "./base-fields.ts";
import {
  constant,
  type ChoiceField as ChoiceFieldOf,
  type Field as FieldOf,
  type NumberField as NumberFieldOf,
  type NumbersField as NumbersFieldOf,
} from "./fields.ts";
import { DRAWING_TEXT } from "../math/drawing.ts";
import { epsilonFor, hasStabilityLimit, isPhoto, isReal, rateFor, stepsFor } from "./defaults.ts";

export { hasStabilityLimit, isPhoto } from "./defaults.ts";

export type Task = "mf" | "mc" | "ms";
export type DataId = "random" | "alpine" | "canyon" | "airports" | "noise" | "file";
export type RateMode = "shared" | "perNetwork" | "raw";
/**
 * The rule that ends training before its last step: when `All` networks meet it, or when `Any` of them does.
 */
export type StopRule =
  "none" | "recoveryAll" | "recoveryAny" | "trainAll" | "trainAny" | "plateau" | "validation" | "divergence";
export type OptimizerId = "gd" | "momentum" | "adam" | "rmsprop";
export const NETWORK_NAMES = [
  "original",
  "yaras",
  "thin",
  "kwon",
  "narrow",
  "shallow",
  "burerMonteiro",
  "galore",
  "altmin",
] as const;
export type NetworkName = (typeof NETWORK_NAMES)[number];

export interface Experiment {
  readonly task: Task;
  readonly data: DataId;
  /** For a user file, the first 16 hexadecimal digits of its SHA-256. Empty accepts any file. */
  readonly file: string;
  readonly channel: "luma" | "red" | "green" | "blue";
  /**
   * First row, first column, number of rows and number of columns of the chosen part of the file. Empty means
   * the whole file.
   */
  readonly crop: readonly number[];
  /** The baseline subtracted from a user file's values before training. */
  readonly centre: "mean" | "biases" | "none";
  /** Target size m × n. */
  readonly rows: number;
  readonly cols: number;
  /** Target rank r. On real data, the rank of the reference approximation. */
  readonly rank: number;
  readonly spectrum: "linspace" | "geometric" | "gaussian" | "list";
  /** Singular vectors of a generated target. */
  readonly vectors: "haar" | "stripes";
  /** σ_r of a spectrum that falls evenly or geometrically from 1. */
  readonly smallest: number;
  /** σ_1 … σ_r of a listed spectrum. */
  readonly sigmas: readonly number[];
  /** p: the fraction of entries observed (completion). */
  readonly observed: number;
  readonly mask: "exact" | "uniform" | "rows" | "block" | "drawn";
  /** A mask drawn by hand (math/drawing.ts). Empty if every entry is shown. */
  readonly drawn: string;
  /** Fraction of the observed entries that is held out for validation. */
  readonly validation: number;
  /** Standard deviation of the noise on the observations, relative to the target's root mean square. */
  readonly noise: number;
  /** N, the number of measurements (sensing). */
  readonly measurements: number;
  readonly loss: "normalised" | "lawMean" | "kwonMean" | "sum";
  readonly depth: number;
  readonly width: number;
  readonly epsilon: number;
  readonly start: "orthogonal" | "gaussian" | "uniform";
  /** ε_s: the initial scale of the networks of depth 2. */
  readonly shallowEpsilon: number;
  readonly rHat: number;
  readonly gamma: number;
  readonly alpha: number;
  /** GaLore: the rank of the projection, and the number of steps between its updates. */
  readonly galoreRank: number;
  readonly galoreGap: number;
  /** λ of the least squares problems in alternating minimisation. */
  readonly ridge: number;
  readonly rateMode: RateMode;
  /** η̂, a fraction of the stability limit, or η itself when `rateMode` is raw. */
  readonly rate: number;
  readonly optimizer: OptimizerId;
  readonly beta: number;
  readonly weightDecay: number;
  /** How the rates change with the step. */
  readonly schedule: "constant" | "linear" | "cosine";
  /** Number of steps in which the rates rise to their full value. */
  readonly warmUp: number;
  readonly networks: readonly NetworkName[];
  readonly steps: number;
  readonly stop: StopRule;
  /** The threshold of rules about an error. */
  readonly stopError: number;
  /** The number of steps without progress of rules about stalling. */
  readonly patience: number;
  /** Longest training time in seconds; 0 for no limit. */
  readonly seconds: number;
  readonly seed: number;
  /** B: seeds seed … seed + B − 1 train together. */
  readonly seeds: number;
}

export type NumberField = NumberFieldOf<Experiment>;
export type ChoiceField = ChoiceFieldOf<Experiment>;
export type NumbersField = NumbersFieldOf<Experiment>;
export type Field = FieldOf<Experiment>;

/** Number of airports. The size of this data set is fixed. */
export const AIRPORTS = 305;
/** Side length of the bundled photographs. */
export const PHOTO_SIDE = 384;

/** η is used as given if gradient descent's stability limit means nothing or is not known beforehand. */
const isRaw = (e: Experiment): boolean => !hasStabilityLimit(e) || e.loss !== "normalised";

/** The 2r̂ directions must fit into the matrix and the width. */
export const mostRHat = ({ rows, cols, width }: Experiment): number =>
  Math.max(1, Math.floor(Math.min(rows, cols, width) / 2));

const longest = (e: Experiment): number => Math.max(e.rows, e.cols);
const sideRange = {
  min: (e: Experiment) => (e.data === "airports" ? AIRPORTS : 2),
  max: (e: Experiment) => (e.data === "airports" ? AIRPORTS : isPhoto(e) ? PHOTO_SIDE : 2048),
};

export const FIELDS: readonly Field[] = [
  {
    name: "task",
    key: "task",
    kind: "choice",
    options: ["mc", "mf", "ms"],
    formula: "½‖f − Φ‖²; (1/2p) ‖M ⊙ (f − Φ)‖²; ½‖A vec f − y‖²",
    label: "Problem",
    help: "What the networks see: every entry (factorization), some entries (completion), or random projections (sensing).",
    fallback: () => "mc",
  },
  {
    name: "data",
    key: "data",
    kind: "choice",
    options: ["alpine", "canyon", "airports", "noise", "random", "file"],
    label: "Data",
    help: "The matrix to learn: a photograph, distances between airports, noise, a random matrix of exact rank r, or a file of your own.",
    fallback: () => "alpine",
  },
  {
    name: "file",
    key: "file",
    kind: "text",
    pattern: /^([0-9a-f]{16})?$/,
    label: "File",
    help: "The checksum of your file (the start of its SHA-256). Links never contain the file, and it never leaves your device.",
    fallback: () => "",
  },
  {
    name: "channel",
    key: "ch",
    kind: "choice",
    options: ["luma", "red", "green", "blue"],
    label: "Channel",
    help: "The channel of a colour picture to train on: its brightness, or one of its colours.",
    fallback: () => "luma",
  },
  {
    name: "crop",
    key: "crop",
    kind: "numbers",
    min: 0,
    max: 8192,
    label: "Part of the file",
    help: "First row and first column, counted from 0, then rows and columns of the selected part; empty for all.",
    fallback: () => [],
  },
  {
    name: "rows",
    key: "d",
    kind: "integer",
    ...sideRange,
    because:
      "a target has at least two rows, and one of 2,048 × 2,048 is what a step can still be waited for; a photograph has 384, and there are 305 airports",
    ends: "Small: a step takes no time, and nothing is saved. Large: the original costs about d/r̂ times as much as the compressed network at L = 3.",
    label: "Size d",
    help: "The target has d rows; cost per step of the original network grows with d³.",
    fallback: (e) => (e.data === "airports" ? AIRPORTS : 128),
  },
  {
    name: "cols",
    key: "n",
    kind: "integer",
    ...sideRange,
    because: "as for the rows",
    ends: "Same as for the rows. The theorem about the bulk applies to square matrices only.",
    label: "Columns n",
    help: "Columns of the target; equal to d unless set.",
    fallback: (e) => e.rows,
  },
  {
    name: "spectrum",
    key: "spectrum",
    kind: "choice",
    options: ["linspace", "geometric", "gaussian", "list"],
    formula: "Φ = U diag(σ) Vᵀ with random orthogonal U and V",
    label: "Singular values of the target",
    help: "Evenly or geometrically from 1 down to σ_r, the leading ones of a Gaussian matrix (nearly equal, as in the papers), or a list of your own.",
    fallback: () => "linspace",
  },
  {
    name: "vectors",
    key: "vec",
    kind: "choice",
    options: ["haar", "stripes"],
    refuses: (option, { spectrum }) =>
      option === "stripes" && spectrum === "gaussian"
        ? "the top part of a Gaussian matrix has singular vectors of its own"
        : undefined,
    label: "Singular vectors of the target",
    help: "Random, or stripe patterns, which make the matrix look like a woven cloth. The choice matters little, except where a block is hidden.",
    fallback: () => "haar",
  },
  {
    name: "sigmas",
    key: "sigmas",
    kind: "numbers",
    min: 0,
    max: 1e6,
    label: "List of singular values",
    help: "σ₁, σ₂ … of the target; their number is its rank.",
    fallback: (e) => (e.spectrum === "list" ? [1, 0.7, 0.5] : []),
  },
  {
    name: "rank",
    key: "r",
    kind: "integer",
    min: constant(1),
    max: (e) => Math.min(e.rows, e.cols, e.spectrum === "list" ? Math.max(1, e.sigmas.length) : Infinity),
    because: "a matrix has no more singular values than its shorter side, or than the list has",
    ends: "1: a single plateau and jump. From half the shorter side on, compression can omit nothing.",
    formula: "rank Φ = r; r (m + n − r) degrees of freedom",
    label: "Rank r",
    help: "Rank of a generated target. On real data, the rank of the best low-rank approximation shown for comparison.",
    fallback: (e) => {
      const usual = e.data === "random" ? 3 : e.data === "airports" ? 4 : 10;
      return Math.min(e.rows, e.cols, e.spectrum === "list" ? Math.max(1, e.sigmas.length) : usual);
    },
  },
  {
    name: "smallest",
    key: "sigmin",
    kind: "real",
    min: constant(1e-4),
    max: constant(1),
    because: "σ₁ = 1 is the largest, and the initialization hides values below 1e-4",
    ends: "1: all are learned at once. Small: one long wait after another.",
    formula: "σ_r; waits grow as 1/σ",
    label: "Smallest singular value σ_r",
    help: "Relative to σ₁ = 1. Smaller values are learned later: the wait grows as 1/σ.",
    fallback: constant(0.5),
  },
  {
    name: "observed",
    key: "p",
    kind: "real",
    min: constant(0.001),
    max: constant(1),
    because: "a fraction of all entries; below a thousandth nothing can be learned",
    ends: "Few: the training error falls, the recovery error does not. 1: factorization.",
    formula: "p = |Ω| / m n",
    label: "Observed fraction p",
    help: "Fraction of the entries that the networks see.",
    fallback: (e) => (e.data === "airports" ? 0.3 : e.data === "file" ? 0.8 : 0.5),
  },
  {
    name: "mask",
    key: "mask",
    kind: "choice",
    options: ["exact", "uniform", "rows", "block", "drawn"],
    formula: "|Ω| = ⌊p m n⌋; each with p; round(p n) of each row; all but √(1 − p) m × √(1 − p) n",
    label: "Which entries are seen",
    help: "An exact number at random, each with probability p, equally many in each row, all but a rectangular block (which follows from the rest as long as the rest has the full rank), or as drawn by hand.",
    fallback: () => "exact",
  },
  {
    name: "drawn",
    key: "drawn",
    kind: "text",
    pattern: DRAWING_TEXT,
    label: "Drawn mask",
    help: "The mask drawn on the picture, on its own grid of at most 128 × 128 cells. If the matrix has another size, each entry uses the cell at its place.",
    fallback: () => "",
  },
  {
    name: "validation",
    key: "val",
    kind: "real",
    min: constant(0),
    max: (e) => (e.task === "mc" ? 0.5 : 0),
    because:
      "only completion has entries to set apart, and more than half of them would leave too few to learn from",
    ends: "0: none. Large: a surer estimate of the error, and less to learn from.",
    formula: "Ω = Ω_train ∪ Ω_val, |Ω_val| = v |Ω|",
    label: "Validation share v",
    help: "Fraction of the observed entries set apart for validation; no network trains on them. Training can stop at their least error, without using the hidden test entries.",
    fallback: constant(0),
  },
  {
    name: "centre",
    key: "centre",
    kind: "choice",
    options: ["mean", "biases", "none"],
    label: "Subtract first",
    help: "The baseline subtracted from your file's values, computed from the observed ones: their mean; the mean with row and column biases (shrunk to 0 as by 5 more entries), as usual for ratings; or nothing.",
    fallback: () => "mean",
  },
  {
    name: "noise",
    key: "noise",
    kind: "real",
    min: constant(0),
    max: constant(10),
    because: "relative to the target, and noise of ten times its size hides it",
    ends: "0: exact data. 1: as much noise as target; the best step comes early.",
    formula: "Φ + noise · ‖Φ‖_F / √(m n) · N(0, 1)",
    label: "Noise level",
    help: "Gaussian noise on the observed entries, relative to the target's root mean square. Recovery is measured against the target without noise.",
    fallback: constant(0),
  },
  {
    name: "measurements",
    key: "N",
    kind: "integer",
    min: constant(1),
    max: constant(65_536),
    because: "A has N m n entries, and those of all seeds are at most 2²⁸",
    ends: "Below r (m + n − r) the target is not determined. Many: more work in each step.",
    formula: "y_i = ⟨A_i, Φ⟩, i = 1 … N",
    label: "Measurements N",
    help: "Number of random projections in sensing; about 5 for each degree of freedom of the target are enough.",
    fallback: (e) => Math.min(65_536, 5 * e.rank * (e.rows + e.cols - e.rank)),
  },
  {
    name: "loss",
    key: "loss",
    kind: "choice",
    options: ["normalised", "lawMean", "kwonMean", "sum"],
    formula: "s/2 · ‖M ⊙ (f − Φ)‖²: s = 1/p, 1/(m n), 1/|Ω|, or 1",
    label: "Scale of the loss",
    help: "Normalised: σ₁ = 1 and division by p, so that learning rates are comparable. The papers' own: mean over all entries (Law), mean over the observed ones (Kwon), or a sum. These keep the data's scale and take η as given.",
    fallback: () => "normalised",
  },
  {
    name: "depth",
    key: "L",
    kind: "integer",
    min: constant(2),
    max: constant(8),
    because: "a product needs two factors, and beyond eight the networks only wait",
    ends: "2: no plateau, larger values are not preferred as strongly. 8: a very long plateau, then a jump.",
    formula: "f = W_L ⋯ W_1; wait ∝ 1 / ((L − 2) η σ ε^(L−2))",
    label: "Depth L",
    help: "Number of weight matrices of the original network. Deeper networks wait longer, then jump faster.",
    fallback: constant(3),
  },
  {
    name: "width",
    key: "width",
    kind: "integer",
    min: constant(2),
    max: constant(4096),
    because: "2r̂ directions must fit, and r̂ is at least 1; one buffer holds at most 4,096",
    ends: "Below r the target cannot be learned. Above d: more parameters, and no more to learn with them.",
    formula: "W_1 is width × n, W_l width × width, W_L m × width",
    label: "Width",
    help: "Hidden width of the original network. Below d, the compressed network need not follow it exactly even on factorization.",
    fallback: longest,
  },
  {
    name: "epsilon",
    key: "eps",
    kind: "real",
    min: constant(1e-6),
    max: constant(10),
    because: "smaller ones vanish in single precision, larger ones diverge",
    ends: "Small: a long wait, then a clean low-rank solution. Large: no wait, but the initialization remains as an error.",
    formula: "W_l(0) = ε · orthogonal; floor ε^L √(d − 2r) / ‖Φ‖",
    label: "Initial scale ε",
    help: "Each weight matrix starts as ε times a random orthogonal matrix. Smaller: simpler solutions, longer wait. Unless you set it, deeper networks start larger.",

    fallback: epsilonFor,
  },
  {
    name: "start",
    key: "init",
    kind: "choice",
    options: ["orthogonal", "gaussian", "uniform"],
    formula: "W_l(0) = ε · Q, QᵀQ = I; or entries of variance ε²/max(rows, columns)",
    label: "Start",
    help: "Random orthogonal matrices, as the theorem assumes, or independent normal or uniform entries of the same scale.",
    fallback: () => "orthogonal",
  },
  {
    name: "shallowEpsilon",
    key: "epss",
    kind: "real",
    min: constant(1e-30),
    max: constant(1e5),
    because: "smaller ones vanish in single precision, larger ones diverge",
    ends: "Small: depth 2 prefers low rank too, after a wait. Large: it only fits the observed entries.",
    formula: "ε_s = ε^(L/2) is the same scale of the product",
    label: "Initial scale ε_s of depth 2",
    help: "Both factors of the shallow and of the Burer–Monteiro network start at this scale. ε^(L/2), the default, gives their product the scale of the original's product.",
    fallback: (e) => e.epsilon ** (e.depth / 2),
  },
  {
    name: "rHat",
    key: "rhat",
    kind: "integer",
    min: constant(1),
    max: mostRHat,
    because: "2r̂ directions must fit into the matrix and the width",
    ends: "Below r: part of the target is missed. At the most: no fewer parameters than the original.",
    formula: "k = 2r̂, or r̂; Yaras: k (m + n) + L k² parameters",
    label: "Compression rank r̂",
    help: "Singular directions taken per side. The inner width is k = 2r̂ for Yaras, thin and narrow, and k = r̂ for Kwon, Burer–Monteiro and alternating minimisation. At least the rank r of the target; 2r by default, which gives Kwon's network its authors' k = 2r.",
    fallback: (e) =>
      Math.max(
        1,
        Math.min(Math.floor(Math.min(e.rows, e.cols, e.width) / 2), e.data === "airports" ? 6 : 2 * e.rank),
      ),
  },
  {
    name: "gamma",
    key: "gamma",
    kind: "real",
    min: constant(0),
    max: constant(100),
    because: "a rate is not negative, and at 100 the stability limit is 1/70 of the original’s",
    ends: "0: enough for factorization, stalls for completion. Large: a smaller stability limit, since λ = L + 2γ.",
    formula: "U ← U − γη ∂/∂U, V likewise",
    label: "Factor rate γ",
    help: "The outer factors U and V of the compressed network learn at γη. 0 keeps them fixed. That is enough for factorization from an orthogonal start; on completion the network then stalls.",
    fallback: (e) => (e.task === "mf" ? 0 : e.data === "random" ? 3 : 1),
  },
  {
    name: "alpha",
    key: "alpha",
    kind: "real",
    min: constant(0),
    max: constant(100),
    because: "a rate is not negative, and at 100 the stability limit is 1/70 of the original’s",
    ends: "0: learns next to nothing. Large: faster, until λ = L − 2 + 2α meets the stability limit.",
    formula: "W_1 and W_L learn at αη",
    label: "Factor rate α (Kwon)",
    help: "The outer two factors of Kwon et al.'s network learn at αη. Above 1 that network is closer to its stability limit than the original at the same η, so compare their steps at equal shares of the limit too.",
    fallback: constant(3),
  },
  {
    name: "galoreRank",
    key: "grank",
    kind: "integer",
    min: constant(1),
    max: (e) => Math.min(e.rows, e.cols, e.width),
    because: "a gradient has no more singular vectors than its shorter side",
    ends: "1: only the leading direction of each gradient. At the most: the original itself.",
    formula: "G_l → G_l P Pᵀ, P its leading singular vectors",
    label: "GaLore rank",
    help: "Number of leading singular vectors onto which each gradient is projected. With the target's rank GaLore tracks the original; with rank 1 it does not.",
    fallback: (e) => Math.min(e.rank, e.width),
  },
  {
    name: "galoreGap",
    key: "gap",
    kind: "integer",
    min: constant(1),
    max: constant(100_000),
    because: "whole steps; with a step that is never reached, the first projection stays",
    ends: "1: an SVD in each step, so the subspace is always current. Large: an old subspace.",
    label: "GaLore refresh T",
    help: "Steps between refreshes of the projections. At each, the gradients' SVD is taken on the CPU.",
    fallback: constant(10),
  },
  {
    name: "ridge",
    key: "ridge",
    kind: "real",
    min: constant(1e-12),
    max: constant(1e6),
    because: "least squares need a small λ; beyond a million it outweighs the data",
    ends: "Tiny: fits exactly. Large: pulls everything to 0.",
    formula: "(Σ_j v_j v_jᵀ + λ I) u_i = Σ_j Φ_ij v_j",
    label: "Ridge λ of alternating minimisation",
    help: "Each row is solved by least squares with λ‖·‖² added. Tiny: fits the observed entries exactly and may overfit rows with few entries. Larger: smoother and biased.",
    fallback: constant(1e-6),
  },
  {
    name: "optimizer",
    key: "opt",
    kind: "choice",
    options: ["gd", "momentum", "adam", "rmsprop"],
    formula: "W ← W − ηG; v ← βv + G, W ← W − ηv; W ← W − η m̂/√v̂; W ← W − ηG/√v",
    label: "Optimizer",
    help: "Gradient descent, heavy ball, or Adam and RMSprop (for which the theorem does not hold).",
    fallback: () => "gd",
  },
  {
    name: "rateMode",
    key: "rates",
    kind: "choice",
    options: ["shared", "perNetwork", "raw"],
    formula: "η = η̂ · 2/L; η = η̂ · 2/λ; η",
    label: "Learning rates",
    help: "One η for all networks (needed for equal paths), each at the same share of its own stability limit, or η itself.",
    isLive: true,
    fallback: (e) => (isRaw(e) ? "raw" : isReal(e) ? "perNetwork" : "shared"),
  },
  {
    name: "rate",
    key: "eta",
    kind: "real",
    min: constant(1e-9),
    max: (e) => (e.rateMode === "raw" ? 1e9 : 4),
    because: "1 is the stability limit, and far above it every run ends in infinity",
    ends: "Small: slow and smooth. Above .8 it may oscillate; above 1 it swings on or grows.",
    formula: "η = η̂ · 2/λ; λ = L, Yaras L + 2γ, Kwon L − 2 + 2α; heavy ball × (1 + β)",
    label: "Learning rate η̂",
    help: "As a share of the largest stable rate, η = η̂·2/λ with λ = L for the original. Above .8 the loss may oscillate. Above 1 it does not settle: a little above it may swing on, far above it diverges.",
    isLive: true,
    fallback: rateFor,
  },
  {
    name: "beta",
    key: "beta",
    kind: "real",
    min: constant(0),
    max: constant(0.999),
    because: "at 1 a velocity would never end",
    ends: "0: plain descent. Near 1: as fast as η / (1 − β), and it rings.",
    formula: "v ← β v + G; W ← W − η v",
    label: "Momentum β",
    help: "Fraction of the previous velocity that is kept (heavy ball).",
    fallback: constant(0.9),
  },
  {
    name: "weightDecay",
    key: "wd",
    kind: "real",
    min: constant(0),
    max: constant(1),
    because: "a rate is not negative, and from ε^(L−2) on nothing is learned",
    ends: "0: none. Above σ ε^(L−2) that singular value is never learned.",
    formula: "W ← (1 − ηλ) W − η G",
    label: "Weight decay λ",
    help: "Each step also shrinks every weight by ηλ.",
    isLive: true,
    fallback: constant(0),
  },
  {
    name: "schedule",
    key: "sched",
    kind: "choice",
    options: ["constant", "linear", "cosine"],
    formula: "η_t = η; η (1 − t/T); η (1 + cos(π t/T)) / 2",
    label: "Rate over time",
    help: "Constant, or falling to 0 at the last step T: along a line, or along half a cosine. With a warm-up it falls from its end on.",
    isLive: true,
    fallback: () => "constant",
  },
  {
    name: "warmUp",
    key: "warm",
    kind: "integer",
    min: constant(0),
    max: constant(10_000_000),
    because: "whole steps",
    ends: "0: the full rate at once. More than the last step: the full rate is never reached.",
    formula: "η_t = η (t + 1) / w for t < w",
    label: "Warm-up",
    help: "Steps in which the learning rate rises from 0 to its full value.",
    isLive: true,
    fallback: constant(0),
  },
  {
    name: "networks",
    key: "nets",
    kind: "choices",
    options: NETWORK_NAMES,
    refuses: (option, { task }) =>
      option === "altmin" && task === "ms"
        ? "alternating minimisation solves for one row at a time from its own entries, and a sensing problem shows no entries"
        : undefined,
    label: "Networks",
    help: "Which networks are trained side by side from the same seed.",
    fallback: () => ["original", "yaras", "thin"],
  },
  {
    name: "steps",
    key: "T",
    kind: "integer",
    min: constant(1),
    max: constant(10_000_000),
    because: "whole steps, and ten million take days",
    ends: "Few: the run ends on the plateau. Many: only rounding still changes anything.",
    label: "Stop at step",
    help: "Training pauses here. Unless you set it, a slower rate, more depth or a smaller σ_r makes the run up to four times longer.",
    fallback: stepsFor,
  },
  {
    name: "stop",
    key: "stop",
    kind: "choice",
    options: [
      "none",
      "recoveryAll",
      "recoveryAny",
      "trainAll",
      "trainAny",
      "plateau",
      "validation",
      "divergence",
    ],
    refuses: (option, { validation }) =>
      option === "validation" && validation === 0
        ? "no entries are set apart for validation (val=)"
        : undefined,
    label: "Stop early",
    help: "Before the last step: when an error of all networks, or of any, is below a value; when no network’s recovery error falls any more; when no validation error does, and then back to where it was least; or when a network diverges. Of seeds that are trained together the worst counts. Play goes on without the rule.",
    fallback: ({ validation }) => (validation > 0 ? "validation" : "none"),
  },
  {
    name: "stopError",
    key: "below",
    kind: "real",
    min: constant(1e-12),
    max: constant(1),
    because: "relative to the target, and single precision ends near 1e-7",
    ends: "Small: never reached. 1: holds at the start.",
    formula: "‖f − Φ‖ / ‖Φ‖ < this",
    label: "Stop below error",
    help: "Relative, unsquared: the error in the chart. The recovery error uses the hidden test entries themselves.",
    fallback: (e) => (isReal(e) ? 0.1 : 1e-3),
  },
  {
    name: "patience",
    ...PATIENCE,
    ends: "Few: a plateau between two singular values ends it. Many: never.",
    help: "Training stops when, in this many steps, no recovery error has fallen by 1 % or no validation error has reached a new minimum. The wait before the first network learns does not count.",
    fallback: ({ stop }) => (stop === "validation" ? 50 : 200),
  },
  {
    name: "seconds",
    ...SECONDS,
    help: "Time limit for the whole run on this device, pauses of slow motion included; 0 for no limit.",
  },
  {
    name: "seed",
    ...SEED,
    help: "It determines every random number. The same seed gives the same initialization on every device.",
  },
  {
    name: "seeds",
    ...SEEDS,
    ends: "1: a single run. More: a mean with a band, at less cost than separate runs.",
    formula: "seeds s … s + B − 1",
    help: "Trains seeds s … s + B − 1 in the same dispatches and shows their mean and spread.",
  },
];
