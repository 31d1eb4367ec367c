/** A question that names the word most like an unknown one, e.g. ` Did you mean “rank”?`. Empty if none is alike. */
export function didYouMean(unknown: string, words: Iterable<string>): string {
  const most = Math.min(2, Math.floor(unknown.length / 2));
  let [best, fewest] = ["", most + 1];
  for (const word of words) {
    const count = edits(unknown.toLowerCase(), word.toLowerCase(), fewest);
    if (count < fewest) [best, fewest] = [word, count];
  }
  return best && ` Did you mean “${best}”?`;
}

/** The number of letters to insert, remove, replace or swap with the next one; `limit` if it is not smaller. */
function edits(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const at = (list: readonly number[], k: number): number => list[k] ?? Infinity;
      const isSame = from[i - 1] === to[j - 1];
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      next.push(
        Math.min(
          at(row, j) + 1,
          at(next, j - 1) + 1,
          at(row, j - 1) + (isSame ? 0 : 1),
          isSwapped ? at(before, j - 2) + 1 : Infinity,
        ),
      );
    }
    [before, row] = [row, next];
  }
  return Math.min(limit, row.at(-1) ?? limit);
}
