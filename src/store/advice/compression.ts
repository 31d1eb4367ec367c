/** Advice on compression: whether it saves anything, whether it keeps enough, and the effects of γ and α. */
import { maxRHat, type Experiment } from "../../workloads/mf/config/fields.ts";
import { formatCount } from "../format.ts";
import { isPhoto, isReal } from "../../workloads/mf/config/defaults.ts";
import {
  note,
  shorterSide,
  targetRank,
  trains,
  warning,
  type Rule,
  trainedFraction,
  to,
  toUsual,
  usual,
  type Remedy,
} from "./rule.ts";

const OUTER_MATTER = ["yaras", "kwon", "burerMonteiro", "spectral", "scaledGd", "altmin"] as const;

/** On the airports, the compressed network with this r̂ had learned by step 1,500 in all seven of our runs. */
const AIRPORTS_R_HAT = 12;

/** An r̂ with which the compressed network learns in time. */
const goodRHat = (e: Experiment): Remedy =>
  to("rHat", e.data === "airports" ? Math.min(AIRPORTS_R_HAT, maxRHat(e)) : usual(e, "rHat"));

/** Remedies for an r̂ below the rank: a larger r̂, a wider network, a lower rank, or a larger matrix. */
const roomForRank = (e: Experiment): Remedy[] => [
  goodRHat(e),
  toUsual(e, "width"),
  to("rank", Math.max(1, Math.floor(maxRHat(e) / 2))),
  toUsual(e, "rows"),
];

const rankMissed: Rule = (e) => {
  const rank = targetRank(e);
  if (!rank || e.rHat >= rank || !trains(e, "thin", "narrow", ...OUTER_MATTER)) return undefined;
  return warning(
    "rHat",
    `The target has rank ${formatCount(rank)}. With r̂ = ${formatCount(e.rHat)} the compressed networks miss some of its directions, and their error stops far above the original’s.`,
    roomForRank(e),
    `Use r̂ ≥ ${formatCount(rank)}.`,
  );
};

/** With at least this r̂, the compressed network learns the airports' last singular value in time. */
const AIRPORTS_IN_TIME = 8;
/** If r̂ is at least 6, the network also learns it within this number of steps. */
const AIRPORTS_ENOUGH = 4000;

const learnsLate: Rule = (e) => {
  const rank = targetRank(e) ?? 0;
  if (e.data !== "airports" || !trains(e, "yaras") || e.rHat < rank || e.rHat >= AIRPORTS_IN_TIME)
    return undefined;
  const isEnough = e.rHat >= 6;
  if (isEnough && e.steps >= AIRPORTS_ENOUGH) return undefined;
  return warning(
    "rHat",
    `With r̂ = ${formatCount(e.rHat)} the compressed network may learn the smallest singular value late: in 15 of our runs with r̂ = 6, it did so between steps 1,152 and 2,925. This run stops at step ${formatCount(e.steps)}.`,
    [goodRHat(e), ...(isEnough ? [to("steps", AIRPORTS_ENOUGH)] : [])],
  );
};

/** A photograph or a file has no exact rank, but with so few directions a picture stays blurred. */
const tooFewDirections: Rule = (e) =>
  isReal(e) && e.rHat < 2 && trains(e, "yaras", "thin")
    ? warning(
        "rHat",
        "With r̂ = 1 the compressed network has one direction on each side. That is too few for a picture, so its error stays high.",
        [toUsual(e, "rHat"), toUsual(e, "width"), toUsual(e, "rows"), toUsual(e, "cols")],
        "Use a larger r̂.",
      )
    : undefined;

const fullRank: Rule = (e) =>
  isPhoto(e) && e.data !== "noise" && trains(e, "original") && trains(e, "yaras")
    ? note(
        "rHat",
        `A photograph has full rank. The compressed network keeps 2r̂ = ${formatCount(2 * e.rHat)} directions, chosen from the seen pixels alone; in our runs it trailed the original.`,
      )
    : undefined;

/** The user chose r for a file, but r̂ may remain from earlier data. Validation cells judge r̂ better than this rule. */
const fewerThanUsual: Rule = (e) => {
  const usually = usual(e, "rHat");
  if (e.data !== "file" || e.validation > 0 || e.rHat < 2 || e.rHat >= usually) return undefined;
  if (!trains(e, "yaras", "thin")) return undefined;
  const kept = `The compressed network keeps 2r̂ = ${formatCount(2 * e.rHat)} directions of these data; with r = ${formatCount(e.rank)} it usually keeps ${formatCount(2 * usually)}.`;
  const [advise, result] =
    e.rHat < e.rank
      ? [
          warning,
          "With r̂ below r it may miss leading directions, and its error may stay far above the original’s.",
        ]
      : [note, "With fewer directions, its error may stay higher."];
  return advise("rHat", `${kept} ${result}`, [toUsual(e, "rHat")]);
};

/** The number of parameters of an m × n product of depth L and width w: w(m + n) + (L − 2)w². */
const parametersOf = ({ rows, cols, depth }: Experiment, width: number): number =>
  width * (rows + cols) + (depth - 2) * width ** 2;

/** The number of parameters of the network of Yaras et al.: factors of m × k and k × n around L factors of k × k. */
const compressedOf = ({ rows, cols, depth, rHat }: Experiment): number =>
  2 * rHat * (rows + cols) + depth * (2 * rHat) ** 2;

/** The largest r̂, up to the current one, that halves the number of parameters; if none does, the target's rank or 1. */
function savingRHat(e: Experiment): number {
  let rHat = e.rHat;
  while (rHat > (targetRank(e) ?? 1) && 2 * compressedOf({ ...e, rHat }) > parametersOf(e, e.width)) rHat--;
  return rHat;
}

const SMALLER_R_HAT = "Use a smaller r̂.";

/** Remedies that make compression save parameters: a smaller r̂, a wider network, or a larger matrix. */
const smallerPart = (e: Experiment): Remedy[] => [
  goodRHat(e),
  to("rHat", savingRHat(e)),
  toUsual(e, "width"),
  toUsual(e, "rows"),
];

const nothingSaved: Rule = (e) => {
  const k = 2 * e.rHat;
  const original = parametersOf(e, e.width);
  const compressed = compressedOf(e);
  if (trains(e, "thin") && k >= e.width)
    return warning(
      "rHat",
      `2r̂ = ${formatCount(k)} equals the original’s width, so compression saves nothing.`,
      smallerPart(e),
      SMALLER_R_HAT,
    );
  if (!trains(e, "yaras") || compressed < original) return undefined;
  return warning(
    "rHat",
    `With 2r̂ = ${formatCount(k)} the compressed network has ${formatCount(compressed)} parameters and the original ${formatCount(original)}: nothing is saved.`,
    smallerPart(e),
    SMALLER_R_HAT,
  );
};

const maxDirections: Rule = (e) => {
  const most = maxRHat(e);
  return e.rHat === most && trains(e, "yaras", "thin", "narrow")
    ? note(
        "rHat",
        `The largest possible r̂ here is ${formatCount(most)}: 2r̂ directions must fit into the shorter side and into the width.`,
      )
    : undefined;
};

const stalls: Rule = (e) =>
  e.task !== "mf" && e.gamma === 0 && trains(e, "yaras")
    ? warning(
        "gamma",
        "With γ = 0, U and V never change. That is enough for factorization only; here the compressed network stalls at an error of a few tenths.",
        [to("gamma", usual(e, "gamma"))],
        "Use γ from 1 to 3.",
      )
    : undefined;

const notTheSamePath: Rule = (e) =>
  e.task === "mf" && e.gamma > 0 && trains(e, "yaras") && e.depth > 2
    ? note(
        "gamma",
        "For factorization, γ = 0 is exact; with γ > 0 the compressed network reaches the same matrix on a different path.",
      )
    : undefined;

const gammaAtDepthTwo: Rule = (e) =>
  e.depth === 2 && e.gamma > 0 && trains(e, "yaras")
    ? note(
        "gamma",
        "At L = 2 the original has no inner layer, and U W̃₂ W̃₁ Vᵀ with γ > 0 learns with four factors instead of two. Its path differs, and it may end at a lower error than the original’s.",
        [to("depth", 3)],
        "Use L ≥ 3 to compare paths.",
      )
    : undefined;

const alphaAtDepthTwo: Rule = (e) =>
  e.depth === 2 && e.alpha > 0 && e.alpha !== 1 && trains(e, "kwon")
    ? note(
        "alpha",
        "At L = 2 both factors of Kwon et al.’s network are outer ones, so α only multiplies its learning rate.",
        [to("depth", 3)],
        "Use L ≥ 3 for two different rates.",
      )
    : undefined;

const alphaZero: Rule = (e) =>
  e.alpha === 0 && trains(e, "kwon")
    ? warning(
        "alpha",
        "With α = 0 the outer factors of Kwon et al.’s network keep their size ε, and the inner ones would have to grow to 1/ε²: it learns next to nothing.",
        [toUsual(e, "alpha")],
        "Use α from 1 to 5.",
      )
    : undefined;

const RARELY = 200;

const galoreLow: Rule = (e) => {
  const rank = targetRank(e);
  return rank && e.galoreRank < rank && trains(e, "galore")
    ? note(
        "galoreRank",
        `With a GaLore rank below the target’s rank ${formatCount(rank)}, each step uses only a part of the gradient, and GaLore falls behind the original.`,
        [toUsual(e, "galoreRank")],
        `Use at least ${formatCount(rank)}.`,
      )
    : undefined;
};

const galoreRare: Rule = (e) =>
  e.galoreGap >= RARELY && trains(e, "galore")
    ? note(
        "galoreGap",
        "GaLore renews its projection too rarely to fit the gradient, and falls behind the original.",
        [toUsual(e, "galoreGap")],
        "Use T ≈ 10.",
      )
    : undefined;

const rowsTooShort: Rule = (e) =>
  e.task === "mc" && trains(e, "altmin") && trainedFraction(e) * shorterSide(e) < e.rHat
    ? warning(
        "ridge",
        `A row has about ${formatCount(Math.round(trainedFraction(e) * shorterSide(e)))} observed entries for r̂ = ${formatCount(e.rHat)} unknowns. Least squares fits the observed entries exactly, and the hidden ones only by chance.`,
        [toUsual(e, "rHat"), toUsual(e, "rows")],
        "Raise λ, or lower r̂.",
      )
    : undefined;

export const COMPRESSION_RULES: readonly Rule[] = [
  rankMissed,
  learnsLate,
  tooFewDirections,
  fullRank,
  fewerThanUsual,
  nothingSaved,
  maxDirections,
  stalls,
  notTheSamePath,
  gammaAtDepthTwo,
  alphaAtDepthTwo,
  alphaZero,
  galoreLow,
  galoreRare,
  rowsTooShort,
];
