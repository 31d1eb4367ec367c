/** The curriculum decides which of its sentences a client uses, and in which order. */

/** The fraction of the sentences in use in the curriculum's round t of T. It starts at b and reaches 1 in round a T. */
export const fractionAt = (
  {
    startFraction,
    rampFraction,
    steps,
  }: { readonly startFraction: number; readonly rampFraction: number; readonly steps: number },
  t: number,
): number => Math.min(1, startFraction + ((1 - startFraction) * t) / (rampFraction * steps));

/** Number of sentences in use, at least one. The tolerance absorbs floating-point errors, as in .55 · 20. */
export const usedOf = (count: number, fraction: number): number =>
  Math.min(count, Math.max(1, Math.ceil(count * fraction - 1e-9)));

/** Sorts indices by ascending score. Equal scores keep their order. */
export const ascending = (scores: readonly number[]): number[] =>
  scores
    .map((score, i) => ({ score, i }))
    .toSorted((a, b) => a.score - b.score || a.i - b.i)
    .map(({ i }) => i);

/**
 * Splits items into mini-batches of `size`, in order. As in the lab, leftover items are not used. If there are fewer
 * items than `size`, they are repeated to fill one mini-batch.
 */
export function batchesOf(items: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.max(1, Math.floor(items.length / size)) }, (_, i) =>
    Array.from({ length: size }, (__, j) => items[(i * size + j) % items.length] as number),
  );
}
