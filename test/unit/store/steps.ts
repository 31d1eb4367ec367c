/** Makes steps of a network as the engine sends them. */
import type { NetworkSteps } from "../../../src/engine/engine.ts";
import { NO_PROGRESS } from "../../../src/training/progress.ts";

/** Steps with these recovery errors, and with the given train errors where they differ. */
export const stepsOf = (
  id: NetworkSteps["id"],
  firstStep: number,
  recovery: Float64Array,
  { train = recovery, msPerStep = 1 } = {},
): NetworkSteps => ({
  id,
  firstStep,
  columns: { train, recovery },
  progress: NO_PROGRESS,
  progressBySeed: [],
  msPerStep,
});
