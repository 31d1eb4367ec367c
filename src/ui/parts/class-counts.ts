/** Counts the samples of each class in a user's file. */
import { counted, formatCount } from "../../store/format.ts";

/** With more classes than this, only the smallest and the largest are named. */
const NAMED_MAX = 6;
/** Longer names of classes are cut. */
const NAME_MAX = 24;

export const shortName = (name: string): string =>
  name.length > NAME_MAX ? `${name.slice(0, NAME_MAX)}…` : name;

/** Number of samples of each class. */
export function countClasses(labels: ArrayLike<number>, classes: readonly string[]): readonly number[] {
  const counts = classes.map(() => 0);
  for (let i = 0; i < labels.length; i++)
    counts[labels[i] as number] = (counts[labels[i] as number] ?? 0) + 1;
  return counts;
}

/** `60 texts in 2 classes (bad 30, good 30)`. `unit` is the word for one sample. */
export function classCounts(
  unit: string,
  labels: ArrayLike<number>,
  classes: readonly string[],
): { readonly counts: readonly number[]; readonly text: string } {
  const counts = countClasses(labels, classes);
  const all = classes.map((name, k) => ({ name: shortName(name), count: counts[k] ?? 0 }));
  const sorted = all.toSorted((a, b) => a.count - b.count);
  const named = all.length > NAMED_MAX ? [sorted[0], sorted.at(-1)].filter((one) => one !== undefined) : all;
  const list = named
    .map(({ name, count }) => `${name} ${formatCount(count)}`)
    .join(all.length > NAMED_MAX ? " … " : ", ");
  return {
    counts,
    text: `${counted(labels.length, unit)} in ${formatCount(classes.length)} classes (${list})`,
  };
}
