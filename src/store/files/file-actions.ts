/** Downloads of a run: its data as NPY, factors as NPZ, and the completed matrix. */
import type { StoreApi } from "zustand/vanilla";
import type { Engine } from "../../library/api.ts";
import type { Baseline } from "../../workloads/mf/baselines.ts";
import type { Estimate } from "../../workloads/mf/estimate.ts";
import { readInput } from "../../workloads/mf/read.ts";
import type { StartFactors } from "../../workloads/mf/run-inputs.ts";
import type { NetworkName } from "../../workloads/mf/config/fields.ts";
import type { CompletedMatrix, Keep } from "../insight/completed-matrix.ts";
import type { MatrixData } from "../kinds/matrix-data.ts";
import type { PlaygroundState } from "../kinds/matrix-state.ts";

export interface FileActions {
  /**
   * The data as NPY, cropped and averaged, with NaN for a missing value. Undefined for generated data and
   * without a run.
   */
  readonly dataFile: () => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * The factors of every network, at initialization or at the last checkpoint. On a pause, this is the current
   * step. Undefined without a run.
   */
  readonly factors: (of: "start" | "now") => Promise<FactorsFile | undefined>;
  /** The initial factors of every network. Undefined without a run. */
  readonly startFactors: () => Promise<readonly StartFactors[] | undefined>;
  /** Estimates without a network on the run's table. Undefined unless the table has test cells. */
  readonly baselines: () => Promise<readonly Baseline[] | undefined>;
  /** A network's estimate of the run's table at this step, to which the run returns. */
  readonly estimateAt: (id: NetworkName, step: number) => Promise<Estimate | undefined>;
  /** The completed matrix at the displayed step. Undefined before there is an estimate. */
  readonly completed: (id: NetworkName, keep: Keep) => Promise<CompletedMatrix | undefined>;
}

interface FactorsFile {
  readonly step: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function createFileActions(
  store: StoreApi<PlaygroundState>,
  data: MatrixData,
  engine: Engine,
): FileActions {
  return {
    async dataFile() {
      const values = await readInput(engine, "data");
      const { run } = store.getState();
      if (!run || values?.length !== run.rows * run.cols) return undefined;
      const { writeNpy } = await import("../../workloads/mf/data/files/write-npy.ts");
      return writeNpy({ shape: [run.rows, run.cols], values });
    },
    async factors(of) {
      const start = await readInput(engine, "start");
      const checkpoint = of === "now" ? await engine.checkpointAt(Infinity) : undefined;
      const { run } = store.getState();
      if (!start || !run) return undefined;
      const { factorsFile } = await import("./factors-file.ts");
      return { step: checkpoint?.step ?? 0, bytes: factorsFile(start, checkpoint, run.config.seeds) };
    },
    baselines: () => readInput(engine, "baselines"),
    async estimateAt(id, step) {
      if (store.getState().step !== step) await engine.restoreAt(step);
      return readInput(engine, `estimate/${id}`);
    },
    startFactors: () => readInput(engine, "start"),
    async completed(id, keep) {
      const given = await readInput(engine, "given");
      const { run, lookingAt } = store.getState();
      if (!run || given?.length !== run.rows * run.cols) return undefined;
      const { completedMatrix } = await import("../insight/completed-matrix.ts");
      return completedMatrix(run, data, id, keep, given, lookingAt);
    },
  };
}
