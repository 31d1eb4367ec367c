/** Which of its sentences a client uses, and in which order. */

/** Share of the sentences in use in round t of T: b at first, 1 from round a T on. */
export const shareAt = (
  {
    startShare,
    rampShare,
    steps,
  }: { readonly startShare: number; readonly rampShare: number; readonly steps: number },
  t: number,
): number => Math.min(1, startShare + ((1 - startShare) * t) / (rampShare * steps));

/** Number of sentences in use: at least one. A product like .6 · 5 that rounding raises is not rounded up. */
export const usedOf = (count: number, share: number): number =>
  Math.min(count, Math.max(1, Math.ceil(count * share - 1e-9)));

/** Indices by ascending score; equal scores keep their order. */
export const ascending = (scores: readonly number[]): number[] =>
  scores
    .map((score, i) => ({ score, i }))
    .toSorted((a, b) => a.score - b.score || a.i - b.i)
    .map(({ i }) => i);

/**
 * Mini-batches of `size`, in order. As in the lab, items left over are not used; fewer items than one mini-batch are
 * repeated.
 */
export function batchesOf(items: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.max(1, Math.floor(items.length / size)) }, (_, i) =>
    Array.from({ length: size }, (__, j) => items[(i * size + j) % items.length] as number),
  );
}
