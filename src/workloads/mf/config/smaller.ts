/** Finds a smaller experiment for one that is too large for a device: the nearest size that fits. */
import { overridesOf } from "../../../experiment/codec.ts";
import { MF_CODEC } from "./link.ts";
import { EXPERIMENT_FIELDS, type Experiment } from "./fields.ts";

/**
 * Reduces d as little as necessary, so that the cost is at most `fraction` times as high as now: by default the entries of
 * the largest matrix. n and a chosen width shrink in proportion. Ranks stay if they fit. A user file is averaged to the new
 * size. The number of measurements keeps its ratio to the degrees of freedom, but is at least the usual one, because fewer
 * may not determine the target. Undefined for the airports, whose number is fixed, and if no size fits.
 */
export function smallerToFit(
  experiment: Experiment,
  fraction: number,
  costOf: (experiment: Experiment) => number = largestMatrix,
): Experiment | undefined {
  if (experiment.data === "airports") return undefined;
  const room = fraction * costOf(experiment);
  let [fits, tooLarge] = [1, experiment.rows];
  while (tooLarge - fits > 1) {
    const middle = (fits + tooLarge) >> 1;
    if (costOf(ofSize(experiment, middle)) <= room) fits = middle;
    else tooLarge = middle;
  }
  return fits > 1 ? ofSize(experiment, fits) : undefined;
}

function ofSize(experiment: Experiment, rows: number): Experiment {
  const { measurements: _measurements, ...chosen } = overridesOf(MF_CODEC.fields, experiment);
  const scaled = (value: number): number => Math.max(2, Math.floor((value * rows) / experiment.rows));
  const smaller = MF_CODEC.repair({
    ...chosen,
    rows,
    ...(chosen.cols === undefined ? {} : { cols: scaled(chosen.cols) }),
    ...(chosen.width === undefined ? {} : { width: scaled(chosen.width) }),
  }).config;
  const density = Math.max(1, experiment.measurements / EXPERIMENT_FIELDS.measurements.fallback(experiment));
  return { ...smaller, measurements: Math.ceil(density * smaller.measurements) };
}

/** Number of entries of the largest matrix in a run: the target, a factor at full width, or the measurements. */
function largestMatrix({ task, rows, cols, width, depth, measurements, networks }: Experiment): number {
  const long = Math.max(rows, cols);
  const isWide = networks.includes("original") || networks.includes("galore");
  return Math.max(
    rows * cols,
    isWide ? width * Math.max(long, depth > 2 ? width : 0) : 0,
    networks.includes("shallow") ? long * long : 0,
    task === "ms" ? measurements * rows * cols : 0,
  );
}
