/** The playground of matrix factorization: the common one, and what only its page parts do. */
import type { Baseline } from "../../workloads/mf/baselines.ts";
import type { NetworkName } from "../../workloads/mf/config/fields.ts";
import type { Estimate } from "../../workloads/mf/estimate.ts";
import { readInput } from "../../workloads/mf/read.ts";
import type { StartFactors } from "../../workloads/mf/run-inputs.ts";
import { createOwnData, type OwnDataActions } from "../files/own-data.ts";
import type { CompletedMatrix, Keep } from "../insight/completed-matrix.ts";
import type { Playground, PlaygroundActions } from "../playground.ts";
import type { Entry, Matrix, PictureId } from "./matrix-state.ts";

/** The actions of the page parts: on pictures, on a user's file, and downloads of a run. */
interface OwnActions extends OwnDataActions {
  /** Sets the entry whose values are shown. Undefined shows none. */
  readonly pointAtEntry: (entry: Entry | undefined) => void;
  readonly enlarge: (picture: PictureId) => void;
  /** Compares this network with the original, in the diagram, the result sentence and the costs. */
  readonly compare: (network: NetworkName) => void;
  /** Requests pictures of the weights, until the returned function is called. */
  readonly showFactors: () => () => void;
  /** Requests the measured curvature in every pause, until the returned function is called. */
  readonly showCurvature: () => () => void;
  /** The data as NPY, cropped and averaged; NaN is missing. Undefined for generated data and without a run. */
  readonly dataFile: () => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The initial factors, or those of the last checkpoint (on a pause: of this step). Undefined without a run. */
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

export interface MatrixPlayground extends Playground<Matrix> {
  readonly actions: PlaygroundActions<Matrix> & OwnActions;
}

export function ownActions({ store, data, engine, actions }: Playground<Matrix>): OwnActions {
  const onDemand = (view: "factors" | "curvature") => {
    /** Number of parts of the page that show the view. */
    let wanting = 0;
    return () => {
      wanting++;
      if (wanting === 1) void engine.showView(view, true);
      return () => {
        wanting--;
        if (wanting === 0) void engine.showView(view, false);
      };
    };
  };
  return {
    ...createOwnData(store, engine, actions),
    pointAtEntry(entry) {
      const { entry: before } = store.getState();
      if (before?.row !== entry?.row || before?.col !== entry?.col) store.setState({ entry });
    },
    enlarge: (enlarged) => store.setState({ enlarged }),
    compare: (compared) => store.setState({ compared }),
    showFactors: onDemand("factors"),
    showCurvature: onDemand("curvature"),
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
      const { factorsFile } = await import("../files/factors-file.ts");
      return { step: checkpoint?.step ?? 0, bytes: factorsFile(start, checkpoint, run.config.seeds) };
    },
    startFactors: () => readInput(engine, "start"),
    baselines: () => readInput(engine, "baselines"),
    async estimateAt(id, step) {
      if (store.getState().step !== step) await engine.restoreAt(step);
      return readInput(engine, `estimate/${id}`);
    },
    async completed(id, keep) {
      const given = await readInput(engine, "given");
      const { run, lookingAt } = store.getState();
      if (!run || given?.length !== run.rows * run.cols) return undefined;
      const { completedMatrix } = await import("../insight/completed-matrix.ts");
      return completedMatrix(run, data, id, keep, given, lookingAt);
    },
  };
}
