/** Makes steps of a network as the engine sends them. */
import type { MatrixSummary } from "../../../src/workloads/mf/summary.ts";
import { runOf } from "../../../src/store/events.ts";
import type { WorkloadKind } from "../../../src/store/kind.ts";
import type { LoadedRun } from "../../../src/store/kinds/matrix-state.ts";
import { MF } from "../../../src/store/kinds/mf.ts";
import type { MatrixSteps } from "../../hosts/matrix-events.ts";
import { NO_PROGRESS } from "../../../src/training/progress.ts";

/** Matrix factorization, for functions that know no workload's types. */
export const MATRIX = MF as unknown as WorkloadKind;

export const loadedRun = (summary: MatrixSummary): LoadedRun =>
  runOf(MATRIX, summary) as unknown as LoadedRun;

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
