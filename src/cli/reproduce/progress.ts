/**
 * Where a claim stands, on stderr: one line, redrawn on a terminal and repeated once a minute elsewhere, with an estimate of what is
 * left of the run.
 */
export interface ClaimProgress {
  /** A new run of the claim begins. */
  run(label: string): void;
  step(step: number, ofSteps: number): void;
  /** Ends the line with its result. */
  done(text: string): void;
}

const REDRAWN_MS = 200;
const REPEATED_MS = 60_000;

export function claimProgress(id: string): ClaimProgress {
  const { stderr } = process;
  let label = "";
  let startedAt = performance.now();
  let shownAt = 0;
  const draw = (text: string): void => void stderr.write(`\r\u001b[K${text}`);
  return {
    run: (name) => {
      label = name;
      startedAt = shownAt = performance.now();
      if (!stderr.isTTY) stderr.write(`${id}: ${name}\n`);
    },
    step: (step, ofSteps) => {
      const now = performance.now();
      if (now - shownAt < (stderr.isTTY ? REDRAWN_MS : REPEATED_MS)) return;
      shownAt = now;
      const leftS = ((now - startedAt) * (ofSteps - step)) / Math.max(1, step) / 1e3;
      const text = `${id}: ${label}, step ${step} of ${ofSteps}, at most ${duration(leftS)} left`;
      if (stderr.isTTY) draw(text);
      else stderr.write(`${text}\n`);
    },
    done: (text) => {
      if (stderr.isTTY) draw("");
      stderr.write(`${id}: ${text}\n`);
    },
  };
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
