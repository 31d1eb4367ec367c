/** The speed of a run: as fast as the device allows, or slow enough to watch. */

export const SPEEDS = ["watch", "full", "50", "10", "1"] as const;
export type Speed = (typeof SPEEDS)[number];

/** The time of a whole run at `watch`, if the device is fast enough. */
const WATCH_SECONDS = 8;

export const SPEED_LABELS: Readonly<Record<Speed, string>> = {
  watch: `Slow (≥ ${WATCH_SECONDS} s)`,
  full: "Full speed",
  "50": "50 steps/s",
  "10": "10 steps/s",
  "1": "1 step/s",
};

/** Largest number of steps per second for a run of this many steps. */
export function stepsPerSecond(speed: Speed, steps: number): number {
  if (speed === "full") return Infinity;
  return speed === "watch" ? steps / WATCH_SECONDS : Number(speed);
}

/** The next faster (1) or slower (−1) speed for a run of this many steps; the ends stay. */
export function speedBeside(speed: Speed, steps: number, by: 1 | -1): Speed {
  const rate = (one: Speed): number => stepsPerSecond(one, steps);
  const others = SPEEDS.filter((one) => by * rate(one) > by * rate(speed));
  return others.toSorted((a, b) => by * (rate(a) - rate(b)))[0] ?? speed;
}
