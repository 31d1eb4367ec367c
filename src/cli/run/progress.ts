/** A run's progress on stderr: on a terminal a bar with an estimate, in a log an occasional line. */
import { tell } from "../output.ts";

const WIDTH = 30;
const REDRAWN_MS = 100;
/** A log gets one line per tenth of the run, but the lines are at least this far apart … */
const APART_MS = 2000;
/** … and at most this far apart. */
const REPEATED_MS = 60_000;

/** The estimate uses the speed since this process's first update, so that it is also right for a continued run. */
export function progressBar(label = "") {
  const { stderr } = process;
  const name = label === "" ? "" : `${label}: `;
  let first: { readonly step: number; readonly at: number } | undefined;
  let shown = { at: -Infinity, tenth: -1 };
  let drawn = false;
  const clear = (): void => {
    if (drawn) tell("\r\u001b[K");
    drawn = false;
  };
  return {
    update(step: number, total: number): void {
      const at = performance.now();
      first ??= { step, at };
      const fraction = total > 0 ? Math.min(1, step / total) : 1;
      const tenth = Math.floor(fraction * 10);
      const waited = at - shown.at;
      const isDue = stderr.isTTY
        ? waited >= REDRAWN_MS
        : (tenth > shown.tenth && waited >= APART_MS) || waited >= REPEATED_MS;
      if (!isDue && (step !== total || shown.tenth === 10)) return;
      shown = { at, tenth };
      const leftMs = ((at - first.at) * (total - step)) / (step - first.step);
      const left = step < total && Number.isFinite(leftMs) ? `, about ${duration(leftMs / 1e3)} left` : "";
      const where = `step ${step} of ${total}${left}`;
      const filled = Math.round(fraction * WIDTH);
      const bar = `[${"#".repeat(filled)}${".".repeat(WIDTH - filled)}] `;
      tell(stderr.isTTY ? `\r\u001b[K${name}${bar}${where}` : `${name}${where}\n`);
      drawn = stderr.isTTY;
    },
    /** Prints a message on its own line. */
    say: (message: string): void => {
      clear();
      tell(`${message}\n`);
    },
    end: clear,
  };
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
