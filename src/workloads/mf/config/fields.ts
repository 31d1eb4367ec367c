/**
 * The whole experiment is one value, and a link encodes that value. `EXPERIMENT_FIELDS` describes each field once:
 * link key, range, default and meaning. The link codec, the repair of hostile input, the page's controls and the
 * documentation use it.
 */
import { FILE, PATIENCE, SECONDS, SEED, SEEDS, STOP_RULES } from "../../../experiment/base-fields.ts";
import {
  choice,
  listFields,
  type Field as FieldOf,
  type Fields,
  type NumberField as NumberFieldOf,
  integer,
  real,
} from "../../../experiment/fields.ts";
import { DRAWING_TEXT } from "../../../math/drawing.ts";
import { epsilonFor, hasStabilityLimit, isPhoto, isReal, rateFor, stepsFor } from "./defaults.ts";
import { NETWORK_NAMES, type Experiment } from "./experiment.ts";

export * from "./experiment.ts";
export { hasStabilityLimit, isPhoto } from "./defaults.ts";

export type NumberField = NumberFieldOf<Experiment>;
export type Field = FieldOf<Experiment>;

/** Number of airports. The size of this data set is fixed. */
const AIRPORTS = 305;
/** Largest number of rows or columns of which only the known entries are computed. */
const LONGEST_SIDE = 2 ** 20;
const MAX_WIDTH = 4096;
export const PHOTO_SIDE = 384;

/** η is used as given if gradient descent's stability limit does not apply or is not known beforehand. */
const isRaw = (e: Experiment): boolean => !hasStabilityLimit(e) || e.loss !== "normalised";

/** The 2r̂ directions must fit into the matrix and the width. Runs on the known entries have no width. */
export const maxRHat = ({ rows, cols, width, entries }: Experiment): number =>
  Math.max(1, Math.floor(Math.min(rows, cols, entries === "known" ? Infinity : width) / 2));

const longest = (e: Experiment): number => Math.max(e.rows, e.cols);
const sideRange = {
  min: (e: Experiment) => (e.data === "airports" ? AIRPORTS : 2),
  max: (e: Experiment) =>
    e.data === "airports" ? AIRPORTS : isPhoto(e) ? PHOTO_SIDE : e.entries === "known" ? LONGEST_SIDE : 2048,
};

export const EXPERIMENT_FIELDS: Fields<Experiment> = {
  task: {
    key: "task",
    ...choice("mc", "mf", "ms"),
    formula: "½‖f − Φ‖²; (1/2p) ‖M ⊙ (f − Φ)‖²; ½‖A vec f − y‖²",
    label: "Problem",
    help: "The networks see every entry (factorization), some entries (completion), or random projections (sensing).",
  },
  data: {
    key: "data",
    ...choice("alpine", "canyon", "airports", "noise", "random", "file"),
    label: "Data",
    help: "The matrix to learn: a photograph, distances between airports, noise, a random matrix of exact rank r, or a file of your own.",
  },
  file: FILE,
  entries: {
    key: "entries",
    ...choice("all", "known"),
    refuses: (option, { task, data }) =>
      option === "known" && (task !== "mc" || data !== "file")
        ? "only the completion of a file can leave its other entries out"
        : undefined,
    label: "Entries computed",
    help: "All entries of the matrix, or only the known ones. Runs on the known entries have no original network: the compressed networks are drawn as if an original had been compressed. They take files with up to a million rows or columns.",
  },
  channel: {
    key: "ch",
    ...choice("luma", "red", "green", "blue"),
    label: "Channel",
    help: "The channel of a colour picture to train on: its brightness, or one of its colours.",
  },
  crop: {
    key: "crop",
    kind: "numbers",
    min: 0,
    max: 8192,
    label: "Part of the file",
    help: "First row and column, counted from 0, then the numbers of rows and columns; empty for all.",
    fallback: () => [],
  },
  rows: {
    key: "d",
    kind: "integer",
    ...sideRange,
    because:
      "a target has at least two rows, and beyond 2,048 × 2,048 a step on all entries takes too long; a photograph has 384, and there are 305 airports",
    ends: "Small: a step takes hardly any time, and compression saves nothing. Large: the original costs about d/r̂ times as much as the compressed network at L = 3.",
    label: "Size d",
    help: "The target has d rows; the original network’s cost per step grows with d³.",
    fallback: (e) => (e.data === "airports" ? AIRPORTS : 128),
  },
  cols: {
    key: "n",
    kind: "integer",
    ...sideRange,
    because: "as for the rows",
    ends: "Same as for the rows. The theorem about the bulk applies to square matrices only.",
    label: "Columns n",
    help: "The target has n columns: as many as it has rows, unless you set another number.",
    fallback: (e) => e.rows,
  },
  spectrum: {
    key: "spectrum",
    ...choice("linspace", "geometric", "gaussian", "list"),
    formula: "Φ = U diag(σ) Vᵀ with random orthogonal U and V",
    label: "Singular values of the target",
    help: "The singular values fall evenly or geometrically from 1 to σᵣ. Or they are the leading ones of a Gaussian matrix, which are nearly equal, as in the papers. Or you list your own.",
  },
  vectors: {
    key: "vec",
    ...choice("haar", "stripes"),
    refuses: (option, { spectrum }) =>
      option === "stripes" && spectrum === "gaussian"
        ? "a Gaussian target keeps its own singular vectors"
        : undefined,
    label: "Singular vectors of the target",
    help: "Random, or stripe patterns, which make the matrix look like a woven cloth. The choice matters little, except where a block is hidden.",
  },
  sigmas: {
    key: "sigmas",
    kind: "numbers",
    min: 0,
    max: 1e6,
    label: "List of singular values",
    help: "The target’s singular values σ₁, σ₂ …. Their number is its rank.",
    fallback: (e) => (e.spectrum === "list" ? [1, 0.7, 0.5] : []),
  },
  rank: {
    key: "r",
    ...integer(1, (e: Experiment) =>
      Math.min(e.rows, e.cols, e.spectrum === "list" ? Math.max(1, e.sigmas.length) : Infinity),
    ),
    because: "a rank is at most the shorter side, and with a list at most its length",
    ends: "1: a single plateau and jump. At half the shorter side or more, compression can omit nothing.",
    formula: "rank Φ = r; r (m + n − r) degrees of freedom",
    label: "Rank r",
    help: "Rank of a generated target. On real data, the rank of the best low-rank approximation shown for comparison.",
    fallback: (e) => {
      const usual = e.data === "random" ? 3 : e.data === "airports" ? 4 : 10;
      return Math.min(e.rows, e.cols, e.spectrum === "list" ? Math.max(1, e.sigmas.length) : usual);
    },
  },
  smallest: {
    key: "sigmin",
    ...real(1e-4, 1, 0.5),
    because: "σ₁ = 1 is the largest, and the initialization hides values below 1e-4",
    ends: "1: all values are learned at once. Small: one long wait after another.",
    formula: "σᵣ; waits grow as 1/σ",
    label: "Smallest singular value σᵣ",
    help: "Relative to σ₁ = 1. Smaller values are learned later: the wait grows as 1/σ.",
  },
  observed: {
    key: "p",
    ...real(0.001, 1),
    because: "a fraction of all entries; below a thousandth nothing can be learned",
    ends: "Few: the train error falls, but the recovery error does not. 1: factorization.",
    formula: "p = |Ω| / m n",
    label: "Observed fraction p",
    help: "Fraction of the entries that the networks see.",
    fallback: (e) => (e.data === "airports" ? 0.3 : e.data === "file" ? 0.8 : 0.5),
  },
  mask: {
    key: "mask",
    ...choice("exact", "uniform", "rows", "block", "drawn"),
    formula: "|Ω| = ⌊p m n⌋; each with p; round(p n) of each row; all but √(1 − p) m × √(1 − p) n",
    label: "Which entries are seen",
    help: "Random entries: an exact number of them, each with probability p, or equally many in each row. Or all entries but a rectangular block, which follows from the rest if the rest has the full rank. Or a mask that you draw by hand.",
  },
  drawn: {
    key: "drawn",
    kind: "text",
    pattern: DRAWING_TEXT,
    label: "Drawn mask",
    help: "The mask drawn on the picture, on its own grid of at most 128 × 128 cells. If the matrix has another size, each entry uses the cell at its place.",
    fallback: () => "",
  },
  validation: {
    key: "val",
    ...real(0, (e: Experiment) => (e.task === "mc" ? 0.5 : 0)),
    because:
      "only completion has entries to hold out, and more than half of them would leave too few to learn from",
    ends: "0: none. Large: a better estimate of the error, but less to learn from.",
    formula: "Ω = Ω_train ∪ Ω_val, |Ω_val| = v |Ω|",
    label: "Validation share v",
    help: "Share of the observed entries held out for validation; no network trains on them. Training can stop at their smallest error, without using the hidden test entries.",
  },
  centre: {
    key: "centre",
    ...choice("mean", "biases", "none"),
    label: "Subtract first",
    help: "The baseline subtracted from your file’s values, computed from the observed ones: their mean; the mean plus a bias for each row and column, as usual for ratings (each bias is shrunk as if 5 more entries had a bias of 0); or nothing.",
  },
  noise: {
    key: "noise",
    ...real(0, 10),
    because: "relative to the target, and noise of ten times its size hides it",
    ends: "0: exact data. 1: as much noise as target; the best step comes early.",
    formula: "Φ + noise · ‖Φ‖_F / √(m n) · N(0, 1)",
    label: "Noise level",
    help: "Gaussian noise on the observed entries, relative to the target’s root mean square. In sensing, the measurements have the noise, relative to their root mean square. Recovery is measured against the target without noise.",
  },
  measurements: {
    key: "N",
    ...integer(1, 65_536),
    because: "A has N m n entries, and all seeds together may have at most 2²⁸",
    ends: "Below r (m + n − r), the target is not determined. Many: more work in each step.",
    formula: "y_i = ⟨A_i, Φ⟩, i = 1 … N",
    label: "Measurements N",
    help: "Number of random projections in sensing; about 5 for each degree of freedom of the target were enough in our runs.",
    fallback: (e) => Math.min(65_536, 5 * e.rank * (e.rows + e.cols - e.rank)),
  },
  loss: {
    key: "loss",
    ...choice("normalised", "lawMean", "kwonMean", "sum"),
    formula: "s/2 · ‖M ⊙ (f − Φ)‖²: s = 1/p, 1/(m n), 1/|Ω|, or 1",
    label: "Scale of the loss",
    help: "Normalized: σ₁ = 1 and division by p, so that learning rates are comparable. The papers’ own: mean over all entries (Law), mean over the observed ones (Kwon), or a sum. These keep the scale of a random target and take η as given.",
  },
  depth: {
    key: "L",
    ...integer(2, 8, 3),
    because: "a product needs two factors, and beyond eight the networks only wait",
    ends: "2: no plateau, and a weaker preference for large values. 8: a very long plateau, then a jump.",
    formula: "f = W_L ⋯ W_1; wait ∝ 1 / ((L − 2) η σ ε^(L−2))",
    label: "Depth L",
    help: "Number of weight matrices of the original network. Deeper networks wait longer, then jump faster.",
  },
  width: {
    key: "width",
    ...integer(2, MAX_WIDTH),
    because: "r̂ = 1 needs a width of 2, and layers larger than 4,096 take too much memory",
    ends: "Below r, the target cannot be learned. Above d: more parameters, but nothing more to learn.",
    formula: "W_1 is width × n, W_l width × width, W_L m × width",
    label: "Width",
    help: "Hidden width of the original network. Below d, the compressed network need not follow it exactly even on factorization.",
    fallback: (e) => Math.min(MAX_WIDTH, longest(e)),
  },
  epsilon: {
    key: "eps",
    ...real(1e-6, 10),
    because: "smaller scales vanish in single precision, larger ones diverge",
    ends: "Small: a long wait, then a clean low-rank solution. Large: no wait, but the initialization remains as an error.",
    formula: "W_l(0) = ε · orthogonal; floor ε^L √(d − 2r) / ‖Φ‖",
    label: "Initial scale ε",
    help: "Each weight matrix starts as ε times a random orthogonal matrix. Smaller: simpler solutions, longer wait. Unless you set it, deeper networks start larger.",
    fallback: epsilonFor,
  },
  start: {
    key: "init",
    ...choice("orthogonal", "gaussian", "uniform"),
    formula: "W_l(0) = ε · Q, QᵀQ = I; or entries of variance ε²/max(rows, columns)",
    label: "Start",
    help: "Random orthogonal matrices, as the theorem assumes, or independent normal or uniform entries of the same scale.",
  },
  shallowEpsilon: {
    key: "epss",
    ...real(1e-30, 1e5),
    because: "smaller scales vanish in single precision, larger ones diverge",
    ends: "Small: depth 2 prefers low rank too, after a wait. Large: it only fits the observed entries.",
    formula: "with ε_s = ε^(L/2) both products start at the same scale",
    label: "Initial scale ε_s of depth 2",
    help: "Both factors of the shallow and of the Burer–Monteiro network start at this scale. ε^(L/2), the default, gives their product the scale of the original’s product.",
    fallback: (e) => e.epsilon ** (e.depth / 2),
  },
  rHat: {
    key: "rhat",
    ...integer(1, maxRHat),
    because: "2r̂ directions must fit into the matrix and the width",
    ends: "Below r: part of the target is missed. At the maximum: no fewer parameters than the original.",
    formula: "k = 2r̂, or r̂; Yaras: k (m + n) + L k² parameters",
    label: "Compression rank r̂",
    help: "Singular directions taken per side. The inner width is k = 2r̂ for Yaras, thin and narrow, and k = r̂ for Kwon, Burer–Monteiro and alternating minimization. It should be at least the target’s rank r. The default, 2r, gives Kwon’s network its authors’ k = 2r.",
    fallback: (e) =>
      Math.max(
        1,
        Math.min(Math.floor(Math.min(e.rows, e.cols, e.width) / 2), e.data === "airports" ? 6 : 2 * e.rank),
      ),
  },
  gamma: {
    key: "gamma",
    ...real(0, 100),
    because: "a rate is not negative, and at 100 the stability limit is a tenth of the original’s",
    ends: "0: enough for factorization, stalls for completion. Large: a smaller stability limit, since λ grows with γ.",
    formula: "U ← U − γη ∂/∂U, V likewise",
    label: "Factor rate γ",
    help: "The outer factors U and V of the compressed network learn at γη. 0 keeps them fixed. That is enough for factorization from an orthogonal start; on completion, the network then stalls.",
    fallback: (e) => (e.task === "mf" ? 0 : e.data === "random" ? 3 : 1),
  },
  alpha: {
    key: "alpha",
    ...real(0, 100, 3),
    because: "a rate is not negative, and at 100 the stability limit is 1/22 of the original’s",
    ends: "0: learns next to nothing. Large: faster, until η exceeds the stability limit 2/λ, where λ = L α^(2/L).",
    formula: "W_1 and W_L learn at αη",
    label: "Factor rate α (Kwon)",
    help: "The outer two factors of Kwon et al.'s network learn at αη. Above 1, that network is closer to its stability limit than the original at the same η, so compare their steps at equal shares of the limit too.",
  },
  galoreRank: {
    key: "grank",
    ...integer(1, (e: Experiment) => Math.min(e.rows, e.cols, e.width)),
    because: "a gradient has no more singular vectors than its shorter side",
    ends: "1: only the leading direction of each gradient. At the maximum: the original itself.",
    formula: "G_l → G_l P Pᵀ, P its leading singular vectors",
    label: "GaLore rank",
    help: "Number of leading singular vectors onto which each gradient is projected. With the target’s rank and T of about 10, GaLore kept up with the original in our runs; with rank 1 it did not.",
    fallback: (e) => Math.min(e.rank, e.width),
  },
  galoreGap: {
    key: "gap",
    ...integer(1, 100_000, 10),
    because: "whole steps; in a shorter run the first projection stays",
    ends: "1: an SVD in each step, so the subspace is always current. Large: an old subspace.",
    label: "GaLore refresh T",
    help: "Steps between refreshes of the projections. Each refresh computes the gradients’ SVD on the CPU.",
  },
  ridge: {
    key: "ridge",
    ...real(1e-12, 1e6, 1e-6),
    because: "least squares need a small λ; beyond a million it outweighs the data",
    ends: "Tiny: fits exactly. Large: pulls everything to 0.",
    formula: "(Σ_j v_j v_jᵀ + λ I) u_i = Σ_j Φ_ij v_j",
    label: "Ridge λ of alternating minimization and ScaledGD",
    help: "Alternating minimization solves each row by least squares with λ‖·‖² added. Tiny: fits the observed entries exactly and may overfit rows with few entries. Larger: smoother and biased. ScaledGD adds λ to the diagonal of the Gram matrices by whose inverses it multiplies its gradients.",
  },
  optimizer: {
    key: "opt",
    ...choice("gd", "momentum", "adam", "rmsprop"),
    formula: "W ← W − ηG; v ← βv + G, W ← W − ηv; W ← W − η m̂/√v̂; W ← W − ηG/√v",
    label: "Optimizer",
    help: "Gradient descent, heavy ball, or Adam and RMSprop (for which the theorem does not hold).",
  },
  rateMode: {
    key: "rates",
    ...choice("shared", "perNetwork", "raw"),
    formula: "η = η̂ · 2/L; η = η̂ · 2/λ; η",
    label: "Learning rates",
    help: "One η for all networks (needed for equal paths), each network at the same share of its stability limit, or η itself.",
    isLive: true,
    fallback: (e) => (isRaw(e) ? "raw" : isReal(e) ? "perNetwork" : "shared"),
  },
  rate: {
    key: "eta",
    ...real(1e-9, (e: Experiment) => (e.rateMode === "raw" ? 1e9 : 4)),
    because: "1 is the stability limit, and far above it every run diverges",
    ends: "Small: slow and smooth. Above .8, the loss may oscillate; above 1, it keeps swinging or grows.",
    formula:
      "η = η̂ · 2/λ; λ = L, Kwon L α^(2/L), Yaras 2γ/w_o² + L/w_i² (outer and inner factors at the end: w_o² = 1 + γ(w_i² − ε²), w_o² w_i^L = 1); heavy ball × (1 + β)",
    label: "Learning rate η̂",
    help: "As a share of the largest stable rate, η = η̂·2/λ with λ = L for the original. Above .8 the loss may oscillate. Above 1 it does not settle: a little above, it may keep swinging; far above, it diverges.",
    isLive: true,
    fallback: rateFor,
  },
  beta: {
    key: "beta",
    ...real(0, 0.999, 0.9),
    because: "at 1 a velocity would never decay",
    ends: "0: plain descent. Near 1: as fast as the rate η / (1 − β), with oscillations.",
    formula: "v ← β v + G; W ← W − η v",
    label: "Momentum β",
    help: "Fraction of the previous velocity that is kept (heavy ball).",
  },
  weightDecay: {
    key: "wd",
    ...real(0, 1),
    because: "a rate is not negative, and at ε^(L−2) or more nothing is learned",
    ends: "0: none. Above σ ε^(L−2): the singular value σ is never learned.",
    formula: "W ← (1 − ηλ) W − η G",
    label: "Weight decay λ",
    help: "Each step also shrinks every weight by ηλ.",
    isLive: true,
  },
  schedule: {
    key: "sched",
    ...choice("constant", "linear", "cosine"),
    formula: "η_t = η; η (1 − t/T); η (1 + cos(π t/T)) / 2",
    label: "Rate over time",
    help: "The rate stays constant, or it falls to 0 at the last step T along a line or half a cosine. After a warm-up, the fall starts when the warm-up ends.",
    isLive: true,
  },
  warmUp: {
    key: "warm",
    ...integer(0, 10_000_000),
    because: "whole steps",
    ends: "0: the full rate at once. More than the last step: the full rate is never reached.",
    formula: "η_t = η (t + 1) / w for t < w",
    label: "Warm-up",
    help: "Number of steps in which the learning rate rises to its full value.",
    isLive: true,
  },
  networks: {
    key: "nets",
    kind: "choices",
    options: NETWORK_NAMES,
    refuses: (option, { task }) =>
      option === "altmin" && task === "ms"
        ? "alternating minimization solves for one row at a time from its own entries, and a sensing problem shows no entries"
        : (option === "spectral" || option === "scaledGd") && task === "mf"
          ? "its start is made from the entries that are seen, and with every entry seen the start is the target itself"
          : undefined,
    label: "Networks",
    help: "The networks to train side by side from the same seed.",
    fallback: () => ["original", "yaras", "thin"],
  },
  steps: {
    key: "T",
    ...integer(1, 10_000_000),
    because: "whole steps, and ten million take days",
    ends: "Few: the run ends on the plateau. Many: only rounding still changes anything.",
    label: "Stop at step",
    help: "Training pauses here. Unless you set it, a slower rate, more depth or a smaller σᵣ makes the run up to four times as long.",
    fallback: stepsFor,
  },
  stop: {
    key: "stop",
    ...choice(...STOP_RULES),
    refuses: (option, { validation }) =>
      option === "validation" && validation === 0
        ? "no entries are held out for validation (val=)"
        : undefined,
    label: "Stop early",
    help: "Ends training early: when an error of all networks, or of any network, is below a value; when no recovery error falls any more; when no validation error falls any more (training then returns to the step where it was smallest); or when a network diverges. If several seeds train together, the worst one counts. Play then continues without the rule.",
    fallback: ({ validation }) => (validation > 0 ? "validation" : "none"),
  },
  stopError: {
    key: "below",
    ...real(1e-12, 1),
    because: "relative to the target, and single precision ends near 1e-7",
    ends: "Small: never reached. 1: holds at the start.",
    formula: "‖f − Φ‖ / ‖Φ‖ < this",
    label: "Stop below error",
    help: "The relative, unsquared error, as in the chart. Stopping by the recovery error uses the hidden test entries.",
    fallback: (e) => (isReal(e) ? 0.1 : 1e-3),
  },
  patience: {
    ...PATIENCE,
    ends: "Few: a plateau between two singular values ends the run. Many: the rule never does.",
    help: "Training stops after this many steps in which no recovery error fell by 1 %, or no validation error reached a new minimum. The wait before the first network learns does not count.",
    fallback: ({ stop }) => (stop === "validation" ? 50 : 200),
  },
  seconds: {
    ...SECONDS,
    help: "Time limit for the whole run on this device, pauses of slow motion included.",
  },
  seed: {
    ...SEED,
    help: "The same seed gives the same initialization on every device.",
  },
  seeds: {
    ...SEEDS,
    ends: "1: a single run. More: a mean with a band, at less cost than separate runs.",
    formula: "seeds s … s + B − 1",
    help: "Trains seeds s … s + B − 1 in the same dispatches and shows their mean and spread.",
  },
};

// The engine’s worker reads no field. The mark lets the build leave the fields and their texts out of the worker.
export const FIELDS: readonly Field[] = /* @__PURE__ */ listFields(EXPERIMENT_FIELDS);
