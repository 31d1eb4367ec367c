/** Of the model: width, start and its scale. */
import { formatCount, formatError } from "../format.ts";
import { note, targetRank, trains, warning, type Rule } from "./rule.ts";

const COMPRESSED = ["yaras", "thin"] as const;

const tooNarrow: Rule = (e) => {
  const rank = targetRank(e);
  if (!trains(e, "original", "galore", ...COMPRESSED)) return undefined;
  if (rank && e.width < rank)
    return warning(
      "width",
      `A product through layers of width ${formatCount(e.width)} has no larger rank, and the target has rank ${formatCount(rank)}: the original cannot learn it; take at least ${formatCount(rank)}.`,
    );
  return e.width < Math.max(e.rows, e.cols) && trains(e, ...COMPRESSED)
    ? note(
        "width",
        `Below the longer side ${formatCount(Math.max(e.rows, e.cols))} layers are not orthogonal from both sides: the compressed network no longer claims to follow the original; thin still starts on its path.`,
      )
    : undefined;
};

const startNotOrthogonal: Rule = (e) => {
  if (e.start === "orthogonal" || !trains(e, ...COMPRESSED)) return undefined;
  return trains(e, "yaras")
    ? warning(
        "start",
        "Yaras et al.’s compression is made for orthogonal layers: from this start it loses the original’s path and may not learn at all; choose the orthogonal start, or thin.",
      )
    : note(
        "start",
        "The theorem wants orthogonal layers: from this start nothing says that the original stays in its subspace; choose the orthogonal start to see it hold.",
      );
};

/** From this scale on, the start's own size is an error that one sees. */
const startTooLarge: Rule = ({ epsilon }, run) => {
  const floor = run?.expected?.floor ?? 0;
  if (epsilon > 1)
    return warning(
      "epsilon",
      "Above 1 the product starts larger than what is to be learned, and the largest stable rate is smaller than computed: the run may diverge at once; take an ε well below 1.",
    );
  return floor > 0.01
    ? note(
        "epsilon",
        `What is not learned only shrinks slowly from where it starts, here to an error of about ${formatError(floor)}: the original ends no lower; take a smaller ε.`,
      )
    : undefined;
};

/** ε^{L−2}: the ratio of a first step to the weights. Below, plateaus of float32 and float64 were seen to end at different steps. */
const PRECISE = 1e-3;

const startTooSmall: Rule = (e, run) => {
  const escape = run?.expected?.escapes[0];
  if (escape !== undefined && escape > e.steps)
    return warning(
      "epsilon",
      `From this start the original is expected to have learned σ₁ at about step ${formatCount(Math.round(escape))}, and training ends at ${formatCount(e.steps)}: one sees a plateau only; take a larger ε, or more steps.`,
    );
  return e.depth > 2 && e.epsilon ** (e.depth - 2) < 0.999 * PRECISE
    ? note(
        "epsilon",
        `With ε^(L−2) = ${formatError(e.epsilon ** (e.depth - 2))} the first steps are so small beside the weights that rounding in single precision moves the end of the plateau; above ${formatError(PRECISE)} it does not.`,
      )
    : undefined;
};

/** More than this factor apart is another scale. */
const ALIKE = 1.01;

const unfairDepthTwo: Rule = (e) => {
  const fair = e.epsilon ** (e.depth / 2);
  const ratio = e.shallowEpsilon / fair;
  if (!trains(e, "shallow", "burerMonteiro") || Math.max(ratio, 1 / ratio) < ALIKE) return undefined;
  return note(
    "shallowEpsilon",
    `The product of depth 2 starts at another scale than the original’s, so that a difference is not one of depth alone; ε^(L/2) = ${formatError(fair)} would make them equal.`,
  );
};

export const MODEL_RULES: readonly Rule[] = [
  tooNarrow,
  startNotOrthogonal,
  startTooLarge,
  startTooSmall,
  unfairDepthTwo,
];
