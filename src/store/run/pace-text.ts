/** Describes the expected time of a run, and the basis of the estimate. */
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import { formatCount, formatDuration, formatPace } from "../format.ts";
import type { Expected } from "./pace.ts";
import { FIRST_STEP } from "./status-label.ts";

const BOUNDS: Readonly<Record<Expected["basis"], string>> = {
  measured: "about",
  measuredOnGpu: "at most",
  cpu: "roughly",
  softwareAdapter: "roughly",
};

const REASONS: Readonly<Record<Expected["basis"], string>> = {
  measured: "by the speed of the last run",
  measuredOnGpu: "by the speed of the last run",
  cpu: "a guess for two processor cores",
  softwareAdapter: "a guess for WebGPU in software",
};

/** “about 12 min at 2 steps per second, by the speed of the last run” */
export const timeOf = ({ perSecond, secondsLeft, basis, mayBeFaster }: Expected): string =>
  `${BOUNDS[basis]} ${formatDuration(secondsLeft)} at ${formatPace(perSecond)}, ${REASONS[basis]}${mayBeFaster ? "; a graphics card is faster" : ""}`;

/** “237 × 237”. In sensing, the number of measurements belongs to the size. */
export const sizeText = ({ rows, cols, task, measurements }: Experiment): string =>
  `${formatCount(rows)} × ${formatCount(cols)}${task === "ms" ? ` with ${formatCount(measurements)} measurements` : ""}`;

/** Shown while a run is prepared. For a long run it names the width, because the width may have followed the size. */
export function timeAfterwards({ networks, width }: Experiment, expected: Expected): string {
  const isWide = expected.smaller !== undefined && networks.includes("original");
  return `Training${isWide ? ` at width ${formatCount(width)}` : ""} then takes ${timeOf(expected)}.`;
}

/** A shorter first step is over before the user could read about it. */
const LONG_STEP_SECONDS = 1;

/** Replaces the verdict during the first step. Names the time of a step if it is long. */
export function firstStepText(expected: Expected | undefined): string {
  const seconds = expected ? 1 / expected.perSecond : 0;
  if (!expected || seconds < LONG_STEP_SECONDS) return FIRST_STEP;
  return `${FIRST_STEP} A step takes ${BOUNDS[expected.basis]} ${formatDuration(seconds)}, the first one longer.`;
}
