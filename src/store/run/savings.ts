/** The compared network's savings. If there is no ratio, a note says why. */
import { compareTimes, compareTo, formatLarge } from "../format.ts";
import { hasEnded } from "../state.ts";
import { type NetworkNow, type PlaygroundState } from "../kinds/matrix-state.ts";
import { sameError, saves } from "./headline.ts";

export interface Saved {
  readonly text: string;
  readonly note: string;
}

const unknown = (note: string): Saved => ({ text: "–", note });

/**
 * A network that has learned nothing saves nothing, so there is no ratio before both networks have learned.
 * Parameters and operations are counted before training, so their counts are shown until then.
 */
export interface Savings extends Readonly<Record<"parameters" | "flops" | "time", Saved>> {
  /** All operations until both networks reached the same error. Absent before that. */
  readonly work?: Saved;
}

export function savings(
  original: NetworkNow,
  other: NetworkNow,
  { status }: Pick<PlaygroundState, "status">,
): Savings {
  const isOver = hasEnded({ status });
  const hasLearned = saves(original, other);
  const counted = (of: (network: NetworkNow) => number): Saved => ({
    text: hasLearned
      ? compareTo(of(original), of(other), "fewer", "more", "the same")
      : `${formatLarge(of(original))} → ${formatLarge(of(other))}`,
    note: "counted",
  });
  const same = hasLearned && sameError(original, other);
  return {
    ...(same && {
      work: {
        text: compareTo(
          same.original * original.flopsPerStep,
          same.other * other.flopsPerStep,
          "less",
          "more",
          "the same",
        ),
        note: `to error ${same.name}`,
      },
    }),
    parameters: counted(({ parameters }) => parameters),
    flops: counted(({ flopsPerStep }) => flopsPerStep),
    time: hasLearned
      ? timeSaved(original, other, isOver)
      : unknown(isOver ? "not both learned" : "not both learned yet"),
  };
}

/** After a run has ended nothing more is measured, so the text never says “not known yet”. */
function timeSaved(original: NetworkNow, other: NetworkNow, isOver: boolean): Saved {
  const text = compareTimes(original, other);
  if (text !== "–") return { text, note: "measured" };
  if (!isOver) return unknown("not known yet");
  return unknown(
    Number.isNaN(original.msSpread + other.msSpread) ? "too short to time" : "times varied too much",
  );
}
