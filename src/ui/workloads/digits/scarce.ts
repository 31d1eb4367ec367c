/** Warns of classes of a user's table that have few rows, or none on one side of the split. */
import { formatCount } from "../../../store/format.ts";
import { splitRows } from "../../../store/kinds/digits.ts";
import { countClasses, shortName } from "../../parts/class-counts.ts";

/** A class with fewer rows is rare: a fifth of them is a single test row. */
const RARE = 10;

/** Sentences that begin with a blank. Empty if every class has enough rows. */
export function scarceText(labels: ArrayLike<number>, classes: readonly string[]): string {
  const { test, train } = splitRows(labels.length);
  const all = countClasses(labels, classes);
  const within = (rows: Uint32Array) =>
    countClasses(
      Array.from(rows, (row) => labels[row] as number),
      classes,
    );
  const named = (counts: readonly number[], most: number): string =>
    classes
      .flatMap((name, k) =>
        (counts[k] ?? 0) < most ? [`${shortName(name)} ${formatCount(all[k] ?? 0)}`] : [],
      )
      .join(", ");
  const sentences: readonly (readonly [string, string])[] = [
    [`Classes with fewer than ${RARE} rows`, named(all, RARE)],
    ["Without a test row", named(within(test), 1)],
    ["Without a training row", named(within(train), 1)],
  ];
  return sentences.map(([what, names]) => (names === "" ? "" : ` ${what}: ${names}.`)).join("");
}
