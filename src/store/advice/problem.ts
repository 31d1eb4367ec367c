/** Of the problem: whether what is seen determines what is to be learned, and whether it fits. */
import { MOST_SENSING_ENTRIES } from "../../engine/limits.ts";
import { formatCount, formatError } from "../format.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { decodeDrawing } from "../../math/drawing.ts";
import {
  freedom,
  note,
  seenShare,
  shorterSide,
  targetRank,
  trainedShare,
  trains,
  warning,
  type Rule,
} from "./rule.ts";

const tooFewMeasurements: Rule = (e) => {
  const rank = targetRank(e);
  if (e.task !== "ms" || !rank || e.measurements >= 2 * freedom(e, rank)) return undefined;
  const degrees = freedom(e, rank);
  return e.measurements < degrees
    ? warning(
        "measurements",
        `A matrix of rank ${formatCount(rank)} has r (m + n − r) = ${formatCount(degrees)} degrees of freedom: from fewer measurements the training error falls and the recovery error does not; take ${formatCount(2 * degrees)} or more.`,
      )
    : note(
        "measurements",
        `Hardly more than the ${formatCount(degrees)} degrees of freedom of a matrix of rank ${formatCount(rank)}: recovery takes many more steps, or fails; take ${formatCount(2 * degrees)} or more.`,
      );
};

const sensingTooLarge: Rule = ({ task, measurements, rows, cols, seeds }) => {
  const entries = seeds * measurements * rows * cols;
  if (task !== "ms" || entries <= MOST_SENSING_ENTRIES) return undefined;
  return warning(
    "measurements",
    `The measurement matrices alone have ${formatCount(entries)} entries, and at most ${formatCount(MOST_SENSING_ENTRIES)} are possible here: the run is refused; take fewer measurements, a smaller matrix or fewer seeds.`,
  );
};

const sensingSavesNothing: Rule = (e) =>
  e.task === "ms" && trains(e, "yaras", "thin", "kwon")
    ? note(
        "task",
        "In sensing the measurements are most of the work of a step, so compression saves parameters and hardly any time; look at completion or factorization for that.",
      )
    : undefined;

/** The control that says how much is seen. */
const shareField = ({ mask }: Experiment): "mask" | "observed" => (mask === "drawn" ? "mask" : "observed");

const tooFewEntries: Rule = (e) => {
  const rank = targetRank(e);
  const seen = trainedShare(e) * e.rows * e.cols;
  if (e.task !== "mc" || !rank || e.mask === "block" || seen >= freedom(e, rank)) return undefined;
  return warning(
    shareField(e),
    `A matrix of rank ${formatCount(rank)} has r (m + n − r) = ${formatCount(freedom(e, rank))} degrees of freedom, and about ${formatCount(Math.round(seen))} entries are seen: the training error falls and the recovery error does not; show more than ${formatError(freedom(e, rank) / (e.rows * e.cols))} of the entries.`,
  );
};

/** Rule of thumb: compressed ≈ original from p·d/r of 15 to 20 on; at 14.9 (mc-d128) it was seen to hold. */
const ENOUGH_PER_RANK = 15;
const SEEN_TO_DO = 14.5;

const fewEntriesPerRank: Rule = (e) => {
  const rank = targetRank(e);
  if (e.task !== "mc" || !rank || e.mask === "block" || e.mask === "drawn" || !trains(e, "yaras"))
    return undefined;
  const each = (trainedShare(e) * shorterSide(e)) / rank;
  if (each >= SEEN_TO_DO || trainedShare(e) * e.rows * e.cols < freedom(e, rank)) return undefined;
  return note(
    "observed",
    `With p·d/r = ${formatError(each)} few entries are seen for each direction, and the compressed network need not follow the original; from about ${ENOUGH_PER_RANK} on it does.`,
  );
};

const everythingSeen: Rule = (e) =>
  e.task === "mc" && seenShare(e) === 1 && e.data !== "file"
    ? note(
        shareField(e),
        "With p = 1 every entry is seen, which is factorization: nothing is hidden that could be tested; choose that problem, for which γ = 0 is exact.",
      )
    : undefined;

/** Whole rows and columns that a hidden block leaves. */
const blockTooLarge: Rule = (e) => {
  const rank = targetRank(e);
  if (e.task !== "mc" || e.mask !== "block" || !rank) return undefined;
  const side = Math.sqrt(1 - e.observed);
  const left = [e.rows, e.cols].map((length) => length - Math.round(side * length));
  if (Math.min(...left) >= 2 * rank) return undefined;
  return warning(
    "mask",
    `The hidden block leaves ${formatCount(left[0] ?? 0)} whole rows and ${formatCount(left[1] ?? 0)} whole columns, and rank ${formatCount(rank)} needs at least as many, in practice twice as many: the block will not be recovered; raise the observed fraction.`,
  );
};

/** Where every cell of a row is hidden, nothing is known of it. */
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
        "Whole rows or columns are hidden: no network can know anything of them; leave something of each to be seen.",
      )
    : undefined;
};

const rankTooLarge: Rule = (e) => {
  const side = shorterSide(e);
  const rank = targetRank(e);
  if (!rank || 2 * rank <= side || !trains(e, "yaras", "thin", "kwon")) return undefined;
  return warning(
    "rank",
    `Twice the rank is more than the shorter side ${formatCount(side)}: every direction of every layer moves, and there is nothing that a compressed network could leave out; take r of at most ${formatCount(Math.floor(side / 2))}.`,
  );
};

const zeroSigmas: Rule = ({ data, spectrum, sigmas, rank }) => {
  if (data !== "random" || spectrum !== "list") return undefined;
  const taken = sigmas.slice(0, rank);
  if (!taken.some((sigma) => sigma === 0)) return undefined;
  return taken.every((sigma) => sigma === 0)
    ? warning(
        "sigmas",
        "A target of zeros has no relative error and is not trained on; give at least one value above 0.",
      )
    : note(
        "sigmas",
        `Zeros add nothing to the target: its rank is ${formatCount(taken.filter((sigma) => sigma > 0).length)}; leave them out.`,
      );
};

const LOUD = 0.5;

const loud: Rule = ({ noise }) =>
  noise >= LOUD
    ? note(
        "noise",
        `The noise is ${formatError(noise)} times as large as the target: every network learns it in the end, and the recovery error rises again; look at its best step, or stop when it falls no more.`,
      )
    : undefined;

export const PROBLEM_RULES: readonly Rule[] = [
  tooFewMeasurements,
  sensingTooLarge,
  sensingSavesNothing,
  tooFewEntries,
  fewEntriesPerRank,
  everythingSeen,
  blockTooLarge,
  wholeLinesHidden,
  rankTooLarge,
  zeroSigmas,
  loud,
];
