/** How a learning rate changes over the steps of a run. */
export type Schedule = "constant" | "linear" | "warmup";

/** Share of the steps in which a warm-up rises to the full rate. */
const WARM_UP = 0.1;

/** Share of the full rate at update t = 0, 1 … of `steps`: 1; falling linearly to 0; or rising linearly in the first tenth. */
export function shareAt(schedule: Schedule, t: number, steps: number): number {
  if (schedule === "linear") return Math.max(0, 1 - t / steps);
  if (schedule === "warmup") return Math.min(1, (t + 1) / Math.max(1, WARM_UP * steps));
  return 1;
}
