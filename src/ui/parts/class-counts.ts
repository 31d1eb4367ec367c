/** Counts the samples of each class in a user's file. */
import { counted, formatCount } from "../../store/format.ts";

/** With more classes than this, `text` names only the smallest and the largest. */
const NAMED_MAX = 6;
/** Longer names of classes are cut. */
const NAME_MAX = 24;

export const shortName = (name: string): string =>
  name.length > NAME_MAX ? `${name.slice(0, NAME_MAX)}…` : name;

export function countClasses(labels: ArrayLike<number>, classes: readonly string[]): readonly number[] {
  const counts = classes.map(() => 0);
  for (let i = 0; i < labels.length; i++)
    counts[labels[i] as number] = (counts[labels[i] as number] ?? 0) + 1;
  return counts;
}

/**
 * `60 texts in 2 classes (bad 30, good 30)`. `unit` is the word for one sample. `rest` is a sentence with the classes that
 * `text` does not name, with a blank before it.
 */
export function classCounts(
  unit: string,
  labels: ArrayLike<number>,
  classes: readonly string[],
): { readonly counts: readonly number[]; readonly text: string; readonly rest: string } {
  const counts = countClasses(labels, classes);
  const order = [...classes.keys()].toSorted((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  const named = (list: readonly number[], between: string): string =>
    list.map((k) => `${shortName(classes[k] ?? "")} ${formatCount(counts[k] ?? 0)}`).join(between);
  const areMany = order.length > NAMED_MAX;
  const list = areMany ? named([order[0] ?? 0, order.at(-1) ?? 0], " … ") : named([...classes.keys()], ", ");
  return {
    counts,
    text: `${counted(labels.length, unit)} in ${formatCount(classes.length)} classes (${list})`,
    rest: areMany ? ` The other classes: ${named(order.slice(1, -1), ", ")}.` : "",
  };
}
