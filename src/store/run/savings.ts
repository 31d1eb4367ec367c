/** Counts what the compared network saves. The cost strip shows it. */
import { compareTimes, compareTo, formatLarge } from "../format.ts";
import type { NetworkNow } from "../kinds/matrix-state.ts";
import { sameError, saves } from "./headline.ts";

export interface Saving {
  readonly name: string;
  readonly text: string;
  readonly note: string;
}

/**
 * A network that has learned nothing saves nothing, so there is no ratio before both networks have learned.
 * Parameters and operations are counted before training, so their counts are shown until then.
 */
export function savings(original: NetworkNow, other: NetworkNow): readonly Saving[] {
  const hasLearned = saves(original, other);
  const counted = (name: string, of: (network: NetworkNow) => number): Saving => ({
    name,
    text: hasLearned
      ? compareTo(of(original), of(other), "fewer", "more", "the same")
      : `${formatLarge(of(original))} → ${formatLarge(of(other))}`,
    note: "counted",
  });
  const same = hasLearned && sameError(original, other);
  const operations = (network: NetworkNow, steps: number): number => steps * network.flopsPerStep;
  const time = hasLearned ? compareTimes(original, other) : "–";
  return [
    ...(same
      ? [
          {
            name: "Work",
            text: compareTo(
              operations(original, same.original),
              operations(other, same.other),
              "less",
              "more",
              "the same",
            ),
            note: `to error ${same.name}`,
          },
        ]
      : []),
    counted("FLOPs per step", ({ flopsPerStep }) => flopsPerStep),
    counted("Parameters", ({ parameters }) => parameters),
    ...(time === "–" ? [] : [{ name: "Time per step", text: time, note: "measured" }]),
  ];
}
