/** Says in words which singular values of a ridge plot have grown. */
import { formatCount } from "../../../../store/format.ts";
import { stepsOf, type Ridge } from "../../../../store/insight/ridge.ts";

/** A value has moved if it has changed by more than this fraction of its initial size. */
const MOVED = 0.1;

/** Whether the largest value has grown. True before there are two steps to compare. */
export function hasGrown({ lines }: Ridge): boolean {
  const [start, now] = [lines[0]?.values[0], lines.at(-1)?.values[0]];
  return start === undefined || now === undefined || now >= (1 + MOVED) * start;
}

/** The plot draws only some of many values, and only these are counted. */
export function growthText(ridge: Ridge): string {
  const { lines, count, indices } = ridge;
  const [start, now] = [lines[0], lines.at(-1)];
  const changes = (now?.values ?? []).map((value, i) => value / (start?.values[i] ?? NaN) - 1);
  const grown = changes.filter((change) => change >= MOVED).length;
  const shrunk = changes.filter((change) => change <= -MOVED).length;
  const drawn = indices.length < count ? `${formatCount(indices.length)} drawn` : formatCount(count);
  return `by step ${stepsOf(ridge).to}, ${formatCount(grown)} of ${drawn} singular values have grown by a tenth or more and ${formatCount(shrunk)} have shrunk`;
}
