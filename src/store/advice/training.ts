/** Of training: rates, optimizers and what fits into memory. */
import { hasStabilityLimit, type Experiment } from "../../experiment/experiment.ts";
import { formatCount, formatError } from "../format.ts";
import { shortName } from "../headline.ts";
import { note, targetRank, trains, warning, type Rule } from "./rule.ts";

/** Share of the stability limit above which a run may oscillate; a share that is set to .8 is not above it. */
export const SAFE_SHARE = 0.8 + 1e-9;

const rateTooLarge: Rule = (e, run) => {
  if (!run || !hasStabilityLimit(e)) return undefined;
  const most = Math.max(0, ...run.networks.map(({ stabilityShare }) => stabilityShare));
  if (!(most > SAFE_SHARE)) return undefined;
  const networks = run.networks
    .filter(({ stabilityShare }) => stabilityShare > SAFE_SHARE)
    .map(({ id, stabilityShare }) => `${shortName(id)} ${Math.round(100 * stabilityShare)} %`)
    .join(", ");
  const rate = Number(((0.999 * run.experiment.rate * SAFE_SHARE) / most).toPrecision(2));
  return most > 1
    ? warning(
        "rate",
        `Of the stability limit: ${networks}. Above 100 % the error oscillates or grows without bound; take at most ${rate}.`,
      )
    : warning("rate", `Of the stability limit: ${networks}. The error may oscillate; take at most ${rate}.`);
};

const JUMPY = 0.1;

const adaptiveRate: Rule = (e) =>
  !hasStabilityLimit(e) && e.rate >= JUMPY
    ? warning(
        "rate",
        `Adam and RMSprop move every weight by about η in each step, however small its gradient: with η = ${formatError(e.rate)} errors jump and may diverge; take about 0.001.`,
      )
    : undefined;

const theoryBreaks: Rule = (e) =>
  !hasStabilityLimit(e) && trains(e, "yaras", "thin", "kwon")
    ? note(
        "optimizer",
        "The theorem is about gradient descent: this optimizer scales each entry by itself and leaves the subspace, so that the compressed networks learn on paths of their own; choose gradient descent to compare paths.",
      )
    : undefined;

const ownPace: Rule = (e) =>
  e.rateMode === "perNetwork" && e.task === "mf" && trains(e, "original") && trains(e, "yaras", "kwon")
    ? note(
        "rateMode",
        "Networks of different limits then take steps of different size, and equal paths are walked at different speeds; choose one η for all to compare step by step.",
      )
    : undefined;

const RINGING = 0.99;

const rings: Rule = ({ optimizer, beta }) =>
  optimizer === "momentum" && beta >= RINGING
    ? warning(
        "beta",
        `A velocity that is kept for about ${formatCount(Math.round(1 / (1 - beta)))} steps swings past the solution and back: errors ring for as long, and may grow; take β of about 0.9.`,
      )
    : undefined;

/** Near its start a product learns σ at the rate σ ε^{L−2}; decay must stay below for the smallest σ. */
const decaysAway: Rule = (e) => {
  if (e.weightDecay === 0 || !trains(e, "original", "yaras", "thin", "galore")) return undefined;
  const grows = e.epsilon ** (e.depth - 2);
  if (e.weightDecay >= grows)
    return warning(
      "weightDecay",
      `From this start even σ₁ = 1 is learned only where λ is below ε^(L−2) = ${formatError(grows)}: the weights shrink to nothing instead; take a smaller λ.`,
    );
  const smallest = smallestSigma(e);
  return smallest && e.weightDecay >= smallest * grows
    ? warning(
        "weightDecay",
        `From this start σ_r is learned only where λ is below σ_r ε^(L−2) = ${formatError(smallest * grows)}: the smallest singular values are never learned; take a smaller λ.`,
      )
    : undefined;
};

function smallestSigma(e: Experiment): number | undefined {
  if (e.data !== "random" || e.loss !== "normalised" || !targetRank(e)) return undefined;
  if (e.rank === 1) return 1;
  return e.spectrum === "linspace" || e.spectrum === "geometric" ? e.smallest : undefined;
}

/** What every WebGPU device allows in one buffer, and what WebAssembly has in all. */
const ONE_BUFFER = 2 ** 27;
const MIB = 2 ** 20;

const batchTooLarge: Rule = (e) => {
  const layer = e.width * Math.max(e.rows, e.cols, e.depth > 2 ? e.width : 0);
  const sensing = e.task === "ms" ? e.measurements * e.rows * e.cols : 0;
  const bytes = 4 * e.seeds * Math.max(layer, e.rows * e.cols, sensing);
  return e.seeds > 1 && bytes > ONE_BUFFER
    ? note(
        "seeds",
        `${e.seeds} runs together need ${formatCount(Math.ceil(bytes / MIB))} MiB in one buffer, and some graphics cards allow ${ONE_BUFFER / MIB}: such a run is refused or goes to the CPU; take fewer seeds or a smaller size.`,
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
