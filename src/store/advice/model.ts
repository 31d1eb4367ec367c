/** Advice on the model: width, initialization and its scale. */
import { formatCount, formatError, formatSetting } from "../format.ts";
import { endsAtStartFloor, smallestSigma } from "../../workloads/mf/config/defaults.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import {
  note,
  shorterSide,
  targetRank,
  trainedFraction,
  trains,
  warning,
  type Rule,
  to,
  toUsual,
} from "./rule.ts";
import { delayOf } from "./waits.ts";

const COMPRESSED = ["yaras", "thin"] as const;

/** A network that waits this many times as long as at full width learns visibly later. */
const LATE = 1.1;

/** Says how the compressed network learns if its U and V start with only a part of the target. */
function withPartOfTarget(e: Experiment): readonly [advise: typeof note, text: string] {
  if (e.gamma === 0)
    return [warning, "With γ = 0 they never change, and the compressed network misses the rest."];
  const delay = delayOf(e, "yaras");
  if (delay < LATE)
    return [note, "The compressed network should begin to learn about as early as at full width."];
  const wait = formatSetting(Number(delay.toPrecision(2)));
  return [
    warning,
    delay < Infinity
      ? `The compressed network learns late: it should wait about ${wait} times as long as at full width.`
      : "The compressed network learns very late.",
  ];
}

const tooNarrow: Rule = (e) => {
  const rank = targetRank(e);
  if (!trains(e, "original", "galore", ...COMPRESSED)) return undefined;
  if (e.entries === "known") return undefined;
  if (rank && e.width < rank)
    return warning(
      "width",
      `The product of layers of width ${formatCount(e.width)} has rank ${formatCount(e.width)} at most, but the target has rank ${formatCount(rank)}: the original cannot learn it.`,
      [toUsual(e, "width"), to("rank", e.width)],
      `Use a width of at least ${formatCount(rank)}.`,
    );
  if (e.width >= Math.max(e.rows, e.cols)) return undefined;
  if (trains(e, "yaras")) {
    const [advise, text] = withPartOfTarget(e);
    return advise(
      "width",
      `Layers of width ${formatCount(e.width)} pass on only a part of the ${formatCount(Math.max(e.rows, e.cols))} directions, so U and V start with only a part of the target. ${text}`,
      [toUsual(e, "width")],
    );
  }
  return trains(e, ...COMPRESSED)
    ? note(
        "width",
        `Layers narrower than the longer side ${formatCount(Math.max(e.rows, e.cols))} cannot be orthogonal on both sides. The compressed network need not follow the original; thin still starts on its path.`,
      )
    : undefined;
};

const startNotOrthogonal: Rule = (e) => {
  if (e.start === "orthogonal" || !trains(e, ...COMPRESSED)) return undefined;
  return trains(e, "yaras")
    ? warning(
        "start",
        "Yaras et al.’s compression assumes orthogonal layers. From this initialization it loses the original’s path and may not learn at all.",
        [to("start", "orthogonal")],
        "Choose the orthogonal initialization, or thin.",
      )
    : note(
        "start",
        "The theorem assumes an orthogonal initialization. From this one it guarantees nothing; choose the orthogonal one to see it hold.",
      );
};

/** ‖Φ‖ / σ₁ of a generated target, assuming that its singular values fall evenly. */
const targetNorm = (e: Experiment): number => {
  const smallest = smallestSigma(e);
  return Math.sqrt((e.rank * (1 + smallest + smallest ** 2)) / 3);
};

/** The part of the start that stays in directions not learned, relative to the target: ε^L √(d − 2r) / ‖Φ‖. */
const startFloor = (e: Experiment): number =>
  e.data === "random"
    ? (e.epsilon ** e.depth * Math.sqrt(Math.max(0, shorterSide(e) - 2 * e.rank))) / targetNorm(e)
    : 0;
/** Above this floor, the hidden entries keep the whole start, and the run ends without recovery. */
const HIGH_FLOOR = 0.08;

/** Warns if the initialization itself will be a visible part of the final error. */
const startTooLarge: Rule = (e, run) => {
  const floor = endsAtStartFloor(e) ? (run?.expected?.floor ?? startFloor(e)) : 0;
  if (e.epsilon > 1)
    return warning(
      "epsilon",
      "With ε above 1 the product starts larger than the target, and the largest stable rate is smaller than computed. The run may diverge at once.",
      [toUsual(e, "epsilon")],
      "Use an ε well below 1.",
    );
  if (startFloor(e) > HIGH_FLOOR)
    return warning(
      "epsilon",
      `In the directions that are not learned, the initialization remains. With ε = ${formatSetting(e.epsilon)} and L = ${formatCount(e.depth)}, it leaves an error of about ${formatError(startFloor(e))}.`,
      [toUsual(e, "epsilon"), toUsual(e, "depth")],
      "Use a smaller ε.",
    );
  return floor > 0.01
    ? note(
        "epsilon",
        `In the directions that are not learned, the initialization shrinks slowly, here to an error of about ${formatError(floor)}. The original ends no lower.`,
        [toUsual(e, "epsilon")],
        "Use a smaller ε.",
      )
    : undefined;
};

/** ε^{L−2}, a first step relative to the weights. Below this, float32 and float64 plateaus ended apart. */
const PRECISE = 1e-3;

const startTooSmall: Rule = (e) =>
  e.depth > 2 && e.epsilon ** (e.depth - 2) < 0.999 * PRECISE
    ? note(
        "epsilon",
        `With ε^(L−2) = ${formatError(e.epsilon ** (e.depth - 2))} the first steps are so small compared with the weights that single-precision rounding shifts the end of the plateau; above ${formatError(PRECISE)} it does not.`,
      )
    : undefined;

/** At this p·d/r or more, depth 2 also recovered generated matrices in our runs. */
const ENOUGH_AT_DEPTH_TWO = 16;
/** The airports have p·d/r = 23 at p = .3, and there depth 2 ended at an error of .21. */
const isEnoughAtDepthTwo = (e: Experiment, rank: number): boolean =>
  e.data !== "airports" && (trainedFraction(e) * shorterSide(e)) / rank >= ENOUGH_AT_DEPTH_TWO;

const depthTwoMemorises: Rule = (e) => {
  const rank = targetRank(e);
  if (e.depth > 2 || e.task !== "mc" || !rank || !trains(e, "original")) return undefined;
  if (isEnoughAtDepthTwo(e, rank)) return undefined;
  return warning(
    "depth",
    "Depth 2 hardly prefers low rank: with so few entries it fits the observed ones and may miss the rest.",
    [to("depth", 3)],
  );
};

/** Scales further apart than this factor count as different. */
const ALIKE = 1.01;

const shallowStartTooLarge: Rule = (e) =>
  e.shallowEpsilon > 1 && trains(e, "shallow", "burerMonteiro")
    ? warning(
        "shallowEpsilon",
        "With ε_s above 1 the product of depth 2 starts larger than the target, and its largest stable rate is smaller than computed. It may diverge at once.",
        [toUsual(e, "shallowEpsilon")],
        "Use an ε_s well below 1.",
      )
    : undefined;

const unfairDepthTwo: Rule = (e) => {
  const fair = e.epsilon ** (e.depth / 2);
  const ratio = e.shallowEpsilon / fair;
  if (shallowStartTooLarge(e)) return undefined;
  if (!trains(e, "shallow", "burerMonteiro") || Math.max(ratio, 1 / ratio) < ALIKE) return undefined;
  return note(
    "shallowEpsilon",
    "The product of depth 2 starts at a different scale from the original’s, so differences do not come from depth alone.",
    [toUsual(e, "shallowEpsilon")],
    `Use ε_s = ε^(L/2) = ${formatError(fair)} for equal scales.`,
  );
};

export const MODEL_RULES: readonly Rule[] = [
  tooNarrow,
  startNotOrthogonal,
  startTooLarge,
  startTooSmall,
  depthTwoMemorises,
  shallowStartTooLarge,
  unfairDepthTwo,
];
