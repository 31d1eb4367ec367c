/** The facts of a run that every workload has, fixed when the run is loaded. A workload adds facts of its own. */
import type { Cost, RunConfig } from "./plan.ts";

/** Facts that depend on a model's rate, which may change during training. */
export interface ModelRate {
  readonly id: string;
  /** The full rate, without a schedule. */
  readonly eta: number;
}

/** Facts of one model of a run. */
export interface ModelSummary extends ModelRate, Cost {
  readonly label: string;
  /** Id of the metric that decides which step is the best. */
  readonly headline: string;
}

/** Fixed facts of a run, sent once when it is loaded. */
export interface RunSummary {
  /** The id of the workload, e.g. `mf`. */
  readonly workload: string;
  /** The facts that only this workload has. The summary has them among its own, too. */
  readonly facts: object;
  readonly experiment: RunConfig;
  readonly backend: "webgpu" | "cpu";
  /** Number of computing threads, on the CPU. */
  readonly threads?: number;
  /** Name of the GPU adapter; null on the CPU. */
  readonly adapter: string | null;
  /** True for a software adapter: WebGPU works but slowly. */
  readonly isFallback: boolean;
  /** On WebGPU, the matmul kernels chosen for this adapter. */
  readonly kernels?: readonly string[];
  readonly networks: readonly ModelSummary[];
  /** Bytes of everything that the run requests from a device. */
  readonly byteLength: number;
  /** Operations of the longest dispatch, summed over all seeds. */
  readonly longestDispatch: number;
  /** Messages for the user about the data, such as unusual clients. */
  readonly remarks?: readonly string[];
}
