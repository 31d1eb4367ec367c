/** Where a claim stands, on stderr: one line, redrawn on a terminal, with an estimate of what is left of the run. */
export interface ClaimProgress {
  /** A new run of the claim begins. */
  run(label: string): void;
  step(step: number, ofSteps: number): void;
  /** Ends the line with its result. */
  done(text: string): void;
}

const INTERVAL_MS = 200;

export function claimProgress(id: string): ClaimProgress {
  const { stderr } = process;
  let label = "";
  let startedAt = performance.now();
  let shownAt = 0;
  const draw = (text: string): void => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${text}`);
  };
  return {
    run: (name) => {
      label = name;
      startedAt = performance.now();
      if (!stderr.isTTY) stderr.write(`${id}: ${name}\n`);
    },
    step: (step, ofSteps) => {
      const now = performance.now();
      if (now - shownAt < INTERVAL_MS) return;
      shownAt = now;
      const leftS = ((now - startedAt) * (ofSteps - step)) / Math.max(1, step) / 1e3;
      draw(`${id}: ${label}, step ${step} of ${ofSteps}, at most ${duration(leftS)} left`);
    },
    done: (text) => {
      draw("");
      stderr.write(`${id}: ${text}\n`);
    },
  };
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
