/** Makes steps of a network as the engine sends them. */
import type { MatrixSteps } from "../../../src/store/matrix-events.ts";
import { NO_PROGRESS } from "../../../src/training/progress.ts";

/** Steps with these recovery errors, and with the given train errors where they differ. */
export const stepsOf = (
  id: MatrixSteps["id"],
  firstStep: number,
  recovery: Float64Array,
  { train = recovery, msPerStep = 1 } = {},
): MatrixSteps => ({
  id,
  firstStep,
  columns: { train, recovery },
  progress: NO_PROGRESS,
  progressBySeed: [],
  msPerStep,
});
