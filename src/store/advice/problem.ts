/** Advice on the problem: whether the observations determine the target, and whether the problem fits into memory. */
import { MAX_SENSING_ENTRIES } from "../../workloads/mf/data/limits.ts";
import { formatCount, formatError, formatTimes } from "../format.ts";
import { isPhoto, type Experiment } from "../../workloads/mf/config/fields.ts";
import { isReal } from "../../workloads/mf/config/defaults.ts";
import { decodeDrawing, largestHidden } from "../../math/drawing.ts";
import {
  freedom,
  note,
  observedFraction,
  shorterSide,
  targetRank,
  trainedFraction,
  trains,
  warning,
  type Rule,
  roundUp,
  to,
  toUsual,
  usual,
  type Remedy,
} from "./rule.ts";

/** A rule of thumb: the compressed network follows at p·d/r of at least 15 to 20; in mc-d128, at 14.9. */
const ENOUGH_PER_RANK = 15;
const SEEN_TO_DO = 14.5;

/** The fraction of the target's information that a network sees. */
const seenOf = (e: Experiment): number =>
  e.task === "mc"
    ? trainedFraction(e)
    : e.task === "ms"
      ? Math.min(1, e.measurements / (e.rows * e.cols))
      : 1;

/** The largest rank that the observations determine safely. */
const holdable = (e: Experiment): number =>
  Math.max(1, Math.floor((seenOf(e) * shorterSide(e)) / ENOUGH_PER_RANK));

/** The number of values in the measurement matrices of all seeds. */
const sensingEntries = ({ seeds, measurements, rows, cols }: Experiment): number =>
  seeds * measurements * rows * cols;

const tooFewMeasurements: Rule = (e) => {
  const rank = targetRank(e);
  if (e.task !== "ms" || !rank || e.measurements >= 2 * freedom(e, rank)) return undefined;
  const degrees = freedom(e, rank);
  // The airports have a fixed size, at which enough measurements do not fit into memory.
  const side = usual(e, "rows");
  const small = { ...e, rows: side, cols: side };
  const fits =
    sensingEntries({ ...small, measurements: usual(small, "measurements") }) <= MAX_SENSING_ENTRIES;
  const remedies = [
    fits ? toUsual(e, "measurements") : to("task", "mf"),
    to("rank", holdable(e)),
    toUsual(e, "cols"),
  ];
  const text =
    e.measurements < degrees
      ? `A matrix of rank ${formatCount(rank)} has r (m + n − r) = ${formatCount(degrees)} degrees of freedom. With fewer measurements the train error falls, but the recovery error does not.`
      : `The number of measurements hardly exceeds the ${formatCount(degrees)} degrees of freedom of a matrix of rank ${formatCount(rank)}. Recovery takes many more steps, or fails.`;
  const advise = e.measurements < degrees ? warning : note;
  return advise("measurements", text, remedies, `Use ${formatCount(2 * degrees)} or more.`);
};

const sensingTooLarge: Rule = (e) => {
  const entries = sensingEntries(e);
  if (e.task !== "ms" || entries <= MAX_SENSING_ENTRIES) return undefined;
  return warning(
    "measurements",
    `The measurement matrices alone have ${formatCount(entries)} entries, and at most ${formatCount(MAX_SENSING_ENTRIES)} are possible here: the run will be refused.`,
    [toUsual(e, "measurements"), toUsual(e, "rows"), to("task", "mf")],
    "Use fewer measurements, a smaller matrix or fewer seeds.",
  );
};

const sensingSavesNothing: Rule = (e) =>
  e.task === "ms" && trains(e, "yaras", "thin", "kwon")
    ? note(
        "task",
        "In sensing, the measurements take most of each step’s time, so compression saves parameters but hardly any time.",
        [to("task", "mf")],
        "Choose completion or factorization to see it save time.",
      )
    : undefined;

/** The control that sets how many entries are observed. */
const shareField = ({ mask }: Experiment): "mask" | "observed" => (mask === "drawn" ? "mask" : "observed");

/**
 * Remedies for too few entries: more entries, if that can be enough; a lower rank; a larger matrix, which has more
 * entries per degree of freedom; or a random mask instead of a drawn one.
 */
function moreEntries(e: Experiment, rank: number): Remedy[] {
  const enough = roundUp((ENOUGH_PER_RANK * rank) / (shorterSide(e) * (1 - e.validation)));
  return [
    ...(enough < 1 ? [to("observed", enough)] : []),
    to("rank", holdable(e)),
    toUsual(e, "rows"),
    toUsual(e, "cols"),
    ...atRandom(e),
  ];
}

const atRandom = ({ mask }: Experiment): Remedy[] => (mask === "drawn" ? [to("mask", "exact")] : []);

/** With fewer entries per degree of freedom, the networks failed in our runs. */
const ENOUGH_PER_DEGREE = 2;

const tooFewEntries: Rule = (e) => {
  const rank = targetRank(e);
  if (e.task !== "mc" || !rank || e.mask === "block") return undefined;
  const seen = trainedFraction(e) * e.rows * e.cols;
  const degrees = freedom(e, rank);
  if (seen >= ENOUGH_PER_DEGREE * degrees) return undefined;
  if (seen >= degrees)
    return warning(
      shareField(e),
      `About ${formatCount(Math.round(seen))} entries are observed, hardly more than the ${formatCount(degrees)} degrees of freedom of a matrix of rank ${formatCount(rank)}: recovery takes many more steps, or fails.`,
      moreEntries(e, rank),
    );
  return warning(
    shareField(e),
    `A matrix of rank ${formatCount(rank)} has r (m + n − r) = ${formatCount(degrees)} degrees of freedom, but only about ${formatCount(Math.round(seen))} entries are observed: the train error falls, but the recovery error does not.`,
    moreEntries(e, rank),
    `Show more than ${formatError(degrees / (e.rows * e.cols))} of the entries.`,
  );
};

/** With at least this many observed pixels per row, photographs were completed in our runs. */
const ENOUGH_PER_ROW = 8;

const tooFewPixels: Rule = (e) => {
  const each = trainedFraction(e) * shorterSide(e);
  return e.task === "mc" && isPhoto(e) && each < ENOUGH_PER_ROW
    ? warning(
        shareField(e),
        `About ${formatError(each)} pixels of each row are observed, too few to tell how rows resemble each other.`,
        [toUsual(e, "observed"), toUsual(e, "rows"), toUsual(e, "cols"), ...atRandom(e)],
      )
    : undefined;
};

const notLowRank: Rule = (e) =>
  e.data === "noise"
    ? warning(
        "data",
        "Noise is not low-rank. Its hidden entries do not follow from the observed ones, and every network fails, as it should.",
        [to("data", "alpine")],
      )
    : undefined;

const fewEntriesPerRank: Rule = (e) => {
  const rank = targetRank(e);
  if (e.task !== "mc" || !rank || e.mask === "block" || e.mask === "drawn" || !trains(e, "yaras"))
    return undefined;
  const each = (trainedFraction(e) * shorterSide(e)) / rank;
  if (each >= SEEN_TO_DO || trainedFraction(e) * e.rows * e.cols < ENOUGH_PER_DEGREE * freedom(e, rank))
    return undefined;
  return note(
    "observed",
    `With p·d/r = ${formatError(each)}, few entries are observed for each direction, and the compressed network need not follow the original; at about ${ENOUGH_PER_RANK} or more it did in our runs.`,
  );
};

const everythingSeen: Rule = (e) =>
  e.task === "mc" && observedFraction(e) === 1 && e.data !== "file"
    ? note(
        shareField(e),
        "With p = 1 every entry is observed. This is factorization, and no hidden entry remains for a test.",
        [to("task", "mf")],
        "Choose factorization, for which γ = 0 is exact.",
      )
    : undefined;

/** With at most this many whole rows and columns per direction, the compressed network failed in our runs. */
const TOO_FEW_FOR_COMPRESSED = 5;
/** A hole in a picture that is narrower than this fraction of the side was filled in our runs. */
const NARROW_HOLE = 0.1;

/** Number of rows and columns of the largest block of hidden entries. */
function hiddenBlock(e: Experiment): readonly [rows: number, cols: number] {
  if (e.mask === "drawn") {
    const drawing = decodeDrawing(e.drawn);
    const hole = largestHidden(drawing);
    return [(e.rows * hole.rows) / drawing.rows, (e.cols * hole.cols) / drawing.cols];
  }
  const side = e.mask === "block" ? Math.sqrt(1 - e.observed) : 0;
  return [side * e.rows, side * e.cols];
}

/** Warns of a hidden block that is too large to be filled from the rows and columns around it. */
const blockTooLarge: Rule = (e) => {
  const rank = targetRank(e);
  if (e.task !== "mc") return undefined;
  const [rows, cols] = hiddenBlock(e);
  if (isReal(e))
    return Math.min(rows / e.rows, cols / e.cols) > NARROW_HOLE
      ? warning(
          "mask",
          "A hole in a picture is filled from the rows and columns around it: expect a rough guess.",
          [to("mask", "exact")],
        )
      : undefined;
  if (!rank || rows * cols === 0) return undefined;
  // Our runs had striped targets of rank 3 at d = 128. With 40 % of the entries observed, none of three was
  // recovered; with 80 %, four of five were.
  if (e.mask === "block" && e.vectors === "stripes" && rank > 1)
    return warning(
      "mask",
      "The hidden block may cover stripes that show nowhere else, and then no network can recover them. In our runs with 40 % of the entries observed, none of three such matrices was recovered; with 80 %, four of five were.",
      [to("mask", "exact"), to("vectors", "haar")],
    );
  const left = [e.rows - Math.round(rows), e.cols - Math.round(cols)];
  if (trains(e, "yaras") ? Math.min(...left) > TOO_FEW_FOR_COMPRESSED * rank : Math.min(...left) >= 2 * rank)
    return undefined;
  return warning(
    "mask",
    `The hidden block leaves ${formatCount(left[0] ?? 0)} whole rows and ${formatCount(left[1] ?? 0)} whole columns. Rank ${formatCount(rank)} needs at least ${formatCount(rank)} of each, and in practice several times as many: the block will not be recovered.`,
    [to("mask", "exact"), ...(e.mask === "block" && e.observed < 0.5 ? [to("observed", 0.5)] : [])],
    e.mask === "drawn" ? "Hide less." : "Raise the observed fraction.",
  );
};

/** A row with only hidden cells carries no information. */
const wholeLinesHidden: Rule = ({ task, mask, drawn }) => {
  if (task !== "mc" || mask !== "drawn") return undefined;
  const { rows, cols, shown } = decodeDrawing(drawn);
  const isHidden = (cells: number[]): boolean => cells.every((cell) => shown[cell] === 0);
  const counted = (count: number) => Array.from({ length: count }, (_, i) => i);
  const hiddenRows = counted(rows).some((row) => isHidden(counted(cols).map((col) => row * cols + col)));
  const hiddenCols = counted(cols).some((col) => isHidden(counted(rows).map((row) => row * cols + col)));
  return hiddenRows || hiddenCols
    ? warning(
        "mask",
        "Whole rows or columns are hidden, so no network can learn anything about them.",
        [to("mask", "exact")],
        "Show at least some entries of each.",
      )
    : undefined;
};

const rankTooLarge: Rule = (e) => {
  const side = shorterSide(e);
  const rank = targetRank(e);
  if (!rank || 2 * rank <= side || !trains(e, "yaras", "thin", "kwon")) return undefined;
  return warning(
    "rank",
    `Twice the rank is more than the shorter side ${formatCount(side)}: every direction of every layer changes, so a compressed network has nothing to leave out.`,
    [to("rank", holdable(e)), ...(side < usual(e, "rows") ? [toUsual(e, "rows")] : [])],
    `Use r ≤ ${formatCount(Math.floor(side / 2))}.`,
  );
};

const zeroSigmas: Rule = ({ data, spectrum, sigmas, rank }) => {
  if (data !== "random" || spectrum !== "list") return undefined;
  const taken = sigmas.slice(0, rank);
  if (!taken.some((sigma) => sigma === 0)) return undefined;
  return taken.every((sigma) => sigma === 0)
    ? warning(
        "sigmas",
        "A target of zeros has no relative error and cannot be trained on; give at least one value above 0.",
      )
    : note(
        "sigmas",
        `Zeros add nothing to the target, whose rank is ${formatCount(taken.filter((sigma) => sigma > 0).length)}. Leave them out.`,
      );
};

const LOUD = 0.5;
/** If the noise leaves a larger error, a matrix of low rank does not count as recovered. */
const NOISY = 0.07;
/** With more noise than this, a picture or a user file does not count as recovered. */
const NOISY_PHOTO = 0.9;

/** The error that noise leaves: its part in the r (m + n − r) directions of a rank-r matrix. */
const noiseFloor = (e: Experiment, rank: number): number =>
  e.noise * Math.sqrt(freedom(e, rank) / (seenOf(e) * e.rows * e.cols));

const tooNoisy: Rule = (e) => {
  const times = `The noise is ${formatError(e.noise)} times as large as the target`;
  if (isReal(e))
    return e.noise > NOISY_PHOTO
      ? warning("noise", `${times}, so the networks see about as much noise as data.`, [to("noise", 0.1)])
      : undefined;
  const rank = targetRank(e) ?? e.rank;
  const floor = noiseFloor(e, rank);
  if (!(floor > NOISY)) return undefined;
  return warning(
    "noise",
    `${times}. A fit of rank ${formatCount(rank)} to such data has a recovery error of about ${formatError(floor)}: ${formatTimes(e.noise / floor)}× less than the noise.`,
    [to("noise", Number(((e.noise * NOISY) / floor / 1.5).toPrecision(1)))],
  );
};

const loud: Rule = (e) =>
  e.noise >= LOUD && !tooNoisy(e)
    ? note(
        "noise",
        `The noise is ${formatError(e.noise)} times as large as the target. In the end every network learns the noise, and the recovery error rises again. Look at the best step, or stop when the error no longer falls.`,
      )
    : undefined;

export const PROBLEM_RULES: readonly Rule[] = [
  notLowRank,
  tooFewMeasurements,
  sensingTooLarge,
  sensingSavesNothing,
  tooFewEntries,
  tooFewPixels,
  fewEntriesPerRank,
  everythingSeen,
  wholeLinesHidden,
  blockTooLarge,
  rankTooLarge,
  zeroSigmas,
  tooNoisy,
  loud,
];
