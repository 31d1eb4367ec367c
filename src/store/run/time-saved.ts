/** The compared network's time per step, with the reason wherever no ratio can be given. */
import { compareTimes } from "../format.ts";
import { hasEnded, type NetworkNow, type PlaygroundState } from "../state.ts";
import { isComparable } from "./headline.ts";

interface Saved {
  readonly text: string;
  readonly note: string;
}

const unknown = (note: string): Saved => ({ text: "–", note });

/** A run that has ended measures no more, so it never promises a later time. */
export function timeSaved(
  original: NetworkNow,
  other: NetworkNow,
  { status }: Pick<PlaygroundState, "status">,
): Saved {
  const isOver = hasEnded({ status });
  // A network that has learned nothing saves no time.
  if (!isComparable(original, other)) return unknown(isOver ? "not both learned" : "not both learned yet");
  const text = compareTimes(original, other);
  if (text !== "–") return { text, note: "measured" };
  if (!isOver) return unknown("not known yet");
  return unknown(
    Number.isNaN(original.msSpread + other.msSpread) ? "too short to time" : "times varied too much",
  );
}
