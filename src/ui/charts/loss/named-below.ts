/** The lines whose names must stand below them, because another line is close above. */
import type { YAxisRange } from "../axes/y-axis.ts";
import type { Quantity } from "./loss-data.ts";
import type { Mark } from "./loss-frame.ts";

/** Height of a line's name, as a fraction of the lowest chart's axis. */
const NAME_HEIGHT = 0.12;

export function namedBelow(
  lines: readonly Mark[],
  quantity: Quantity,
  { domain: [low, high] }: Pick<YAxisRange, "domain">,
): Set<Mark> {
  const gap = (from: number, to: number): number =>
    quantity === "error" ? Math.log(to / from) / Math.log(high / low) : (to - from) / (high - low);
  const isBelow = ({ y: from = NaN }: Mark): boolean =>
    lines.some(({ y: to = NaN }) => to > from && gap(from, to) < NAME_HEIGHT);
  return new Set(lines.filter(isBelow));
}
