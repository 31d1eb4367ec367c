/** Work in turns: each part in a task of its own, so that the browser can answer the user between two parts. */
const waiting = new Set<() => void>();

/** Calls `work` after everything that was requested before. A second request before its turn changes nothing. */
export function inTurn(work: () => void): void {
  waiting.add(work);
  if (waiting.size === 1) setTimeout(takeTurn);
}

/** Calls `work` after everything that was requested before; at once if nothing waits. */
export function afterTurns(work: () => void): void {
  if (waiting.size > 0) inTurn(work);
  else work();
}

function takeTurn(): void {
  const [work] = waiting;
  if (!work) return;
  waiting.delete(work);
  if (waiting.size > 0) setTimeout(takeTurn);
  work();
}
