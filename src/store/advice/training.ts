/** Advice on training: rates, optimizers and memory. */
import { learningRate, sharpnessOf } from "../../workloads/mf/rates.ts";
import { SAFE_FRACTION, smallestSigma } from "../../workloads/mf/config/defaults.ts";
import { hasStabilityLimit, type Experiment } from "../../workloads/mf/config/fields.ts";
import { type LoadedRun, shortName } from "../kinds/matrix-state.ts";
import {
  roundDown,
  to,
  together,
  toUsual,
  usual,
  type Remedy,
  note,
  trains,
  warning,
  type Rule,
} from "./rule.ts";
import { formatCount, formatError } from "../format.ts";

/** The largest safe rate, if `rate` is this fraction of a network’s stability limit. */
export const stableRate = (rate: number, fraction: number): number =>
  roundDown((rate * SAFE_FRACTION) / fraction);

/**
 * Proposes the change that should stabilize a run: a stable rate; without a limit to exceed, the usual initialization if
 * it is smaller; otherwise a tenth of the rate.
 */
export function calmer(e: Experiment, networks: readonly { readonly stabilityFraction: number }[]): Remedy {
  const most = Math.max(...networks.map(({ stabilityFraction }) => stabilityFraction));
  if (hasStabilityLimit(e) && most > SAFE_FRACTION) return to("rate", stableRate(e.rate, most));
  // Below the limit, the initialization is the cause, unless it is the usual one.
  if (hasStabilityLimit(e) && e.epsilon > usual(e, "epsilon")) return toUsual(e, "epsilon");
  if (trains(e, "shallow", "burerMonteiro") && e.shallowEpsilon > usual(e, "shallowEpsilon"))
    return toUsual(e, "shallowEpsilon");
  return to("rate", Number((e.rate / 10).toPrecision(3)));
}

/** The networks' fractions of their stability limits, from the experiment or, if they need data, from its run. */
function stabilityFractions(e: Experiment, run: LoadedRun | undefined) {
  if (e.loss === "normalised")
    return e.networks.map((id) => ({ id, fraction: (learningRate(e, id) * sharpnessOf(e, id)) / 2 }));
  return (run?.models ?? []).map(({ id, stabilityFraction }) => ({ id, fraction: stabilityFraction }));
}

/** At less than this fraction of the usual rate, a run may end before it has learned. */
const TOO_SLOW = 0.5;

/** The current rate, or a stable rate if the current one is too large. */
function safeRate(e: Experiment): number {
  const most = Math.max(0, ...stabilityFractions(e, undefined).map(({ fraction }) => fraction));
  return most > SAFE_FRACTION ? stableRate(e.rate, most) : e.rate;
}

/** Restores the default rate, or a stable one if the default is too large. */
export const toSafeRate = (e: Experiment): Remedy => to("rate", safeRate({ ...e, rate: usual(e, "rate") }));

/** Restores the default scale of the outer factors' rates. Also lowers the rate if it would still be too large. */
function unscaled(e: Experiment, name: "gamma" | "alpha"): Remedy {
  const remedy = toUsual(e, name);
  const rate = safeRate({ ...e, ...remedy.changes });
  return rate < e.rate ? together([remedy, to("rate", rate)]) : remedy;
}

const rateTooLarge: Rule = (e, run) => {
  if (!hasStabilityLimit(e)) return undefined;
  const high = stabilityFractions(e, run).filter(({ fraction }) => fraction > SAFE_FRACTION);
  if (high.length === 0) return undefined;
  const most = Math.max(...high.map(({ fraction }) => fraction));
  const networks = high
    .map(({ id, fraction }) => `${shortName(id)} ${Math.round(100 * fraction)} %`)
    .join(", ");
  const rate = stableRate(e.rate, most);
  const scales = [
    ...(trains(e, "yaras") ? (["gamma"] as const) : []),
    ...(trains(e, "kwon") ? (["alpha"] as const) : []),
  ].filter((name) => e[name] > usual(e, name));
  const isTooSlow = scales.length > 0 && rate < TOO_SLOW * usual(e, "rate");
  const remedies = [
    ...(isTooSlow ? [] : [to("rate", Math.min(rate, usual(e, "rate")))]),
    ...scales.map((name) => unscaled(e, name)),
  ];
  return warning(
    "rate",
    most > 1
      ? `Rates as a share of the stability limit: ${networks}. Above 100 % the error oscillates or grows without bound.`
      : `Rates as a share of the stability limit: ${networks}. The error may oscillate.`,
    remedies,
    `Use a learning rate of at most ${rate}.`,
  );
};

const JUMPY = 0.1;

const adaptiveRate: Rule = (e) =>
  !hasStabilityLimit(e) && e.rate >= JUMPY
    ? warning(
        "rate",
        `Adam and RMSprop move every weight by about η in each step, however small its gradient: with η = ${formatError(e.rate)} errors jump and may diverge.`,
        [toUsual(e, "rate")],
        "Use about 0.001.",
      )
    : undefined;

const theoryBreaks: Rule = (e) =>
  !hasStabilityLimit(e) && trains(e, "yaras", "thin", "kwon")
    ? note(
        "optimizer",
        "The theorem assumes gradient descent. This optimizer rescales every entry separately and leaves the subspace, so the compressed networks take other paths.",
        [to("optimizer", "gd")],
        "Choose gradient descent to compare paths.",
      )
    : undefined;

const ownPace: Rule = (e) =>
  e.rateMode === "perNetwork" && e.task === "mf" && trains(e, "original") && trains(e, "yaras", "kwon")
    ? note(
        "rateMode",
        "With one rate per network, networks with different stability limits take steps of different sizes and follow equal paths at different speeds.",
        [to("rateMode", "shared")],
        "Choose one η for all to compare step by step.",
      )
    : undefined;

const RINGING = 0.99;

const rings: Rule = (e) =>
  e.optimizer === "momentum" && e.beta >= RINGING
    ? warning(
        "beta",
        `A velocity that is kept for about ${formatCount(Math.round(1 / (1 - e.beta)))} steps carries the weights past the solution and back: errors oscillate for as long, and may grow.`,
        [toUsual(e, "beta")],
        "Use β ≈ 0.9.",
      )
    : undefined;

const SMALLER_LAMBDA = "Use a smaller λ.";

/** A product first learns σ at the rate σ ε^{L−2}, so the smallest σ needs a weight decay below that rate. */
const decaysAway: Rule = (e) => {
  if (e.weightDecay === 0 || !trains(e, "original", "yaras", "thin", "galore")) return undefined;
  const grows = e.epsilon ** (e.depth - 2);
  if (e.weightDecay >= grows)
    return warning(
      "weightDecay",
      `From this initialization, even σ₁ = 1 is learned only if λ is below ε^(L−2) = ${formatError(grows)}: the weights shrink to nothing instead.`,
      [toUsual(e, "weightDecay")],
      SMALLER_LAMBDA,
    );
  const smallest = e.data === "random" && e.loss === "normalised" ? smallestSigma(e) : 1;
  return e.weightDecay >= smallest * grows
    ? warning(
        "weightDecay",
        `From this initialization, σᵣ is learned only if λ is below σᵣ ε^(L−2) = ${formatError(smallest * grows)}: the smallest singular values are never learned.`,
        [toUsual(e, "weightDecay")],
        SMALLER_LAMBDA,
      )
    : undefined;
};

/** Number of bytes that one buffer may have on every WebGPU device. */
const ONE_BUFFER = 2 ** 27;
const MIB = 2 ** 20;

const batchTooLarge: Rule = (e) => {
  const layer = e.width * Math.max(e.rows, e.cols, e.depth > 2 ? e.width : 0);
  const sensing = e.task === "ms" ? e.measurements * e.rows * e.cols : 0;
  const bytes = 4 * e.seeds * Math.max(layer, e.rows * e.cols, sensing);
  return e.seeds > 1 && bytes > ONE_BUFFER
    ? note(
        "seeds",
        `${e.seeds} runs together need ${formatCount(Math.ceil(bytes / MIB))} MiB in one buffer, and some graphics cards allow only ${ONE_BUFFER / MIB} MiB. Such a run is refused or moves to the CPU. Use fewer seeds or a smaller size.`,
      )
    : undefined;
};

export const TRAINING_RULES: readonly Rule[] = [
  rateTooLarge,
  adaptiveRate,
  theoryBreaks,
  ownPace,
  rings,
  decaysAway,
  batchTooLarge,
];
