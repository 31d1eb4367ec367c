/** The package's interface, `dmf-playground/engine`. docs/library.md is made from these docstrings. */
import type { Backend, BackendChoice, NetworkSummary } from "../engine/engine.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { LoadFile } from "../problem/bundled.ts";
import type { Progress } from "../training/progress.ts";
import type { RunSnapshot } from "../training/snapshot.ts";
import type { Pictures, Spectra } from "../workloads/mf/session.ts";
import type { FedConfig } from "../workloads/federated/config.ts";
import type { LabConfig } from "../workloads/finetune/config.ts";
import type { MlpConfig } from "../workloads/mlp/config.ts";

export type { NetworkRate, NetworkSummary } from "../engine/engine.ts";
export type { EngineErrorCode } from "../core/errors.ts";
export type { Experiment, NetworkName } from "../experiment/experiment.ts";
export type { Look, Progress } from "../training/progress.ts";
export type { RunSnapshot, SessionSnapshot } from "../training/snapshot.ts";
export type { BaseConfig } from "../training/workload.ts";
export type { FedConfig } from "../workloads/federated/config.ts";
export type { LabConfig } from "../workloads/finetune/config.ts";
export type { Pictures, Spectra } from "../workloads/mf/session.ts";
export type { MlpConfig } from "../workloads/mlp/config.ts";

/** Settings of an engine. */
export interface EngineOptions {
  /** `webgpu`, `cpu` (WebAssembly), or `auto`, the default: WebGPU where it works, else the CPU. */
  readonly backend?: BackendChoice;
  /**
   * Reads a data file by its name, e.g. `alpine.pgm`. By default the engine reads the package's own files. Set it when a
   * bundler moves the package's code away from its data. The engine checks what it gets against a checksum.
   */
  readonly load?: LoadFile;
  /** Receives remarks that stop nothing, such as why the CPU is used. */
  readonly onNotice?: (message: string) => void;
}

/**
 * An experiment: the address of one from the page, or an object of settings. Missing settings take their defaults. The
 * `id` names the workload: none for matrix factorization, `mlp` for digits, `finetune` for fine-tuning,
 * `federated` for federated fine-tuning.
 */
export type ExperimentInput =
  | string
  | Partial<Experiment>
  | (Partial<MlpConfig> & { readonly id: "mlp" })
  | (Partial<LabConfig> & { readonly id: "finetune" })
  | (Partial<FedConfig> & { readonly id: "federated" });

/** Settings of one run. */
export interface RunOptions {
  /** Continues from this checkpoint of a run with the same sizes, models, optimizer and number of seeds. */
  readonly from?: RunSnapshot;
}

/** Consecutive steps of one model. */
export interface RunMetrics {
  /** The id of the model, e.g. `original` or `yaras`. */
  readonly model: string;
  /** The step of the first value. Entry i of a column is for step `step` + i. */
  readonly step: number;
  /** By metric, one value for each step: means over the seeds that train together. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** With several seeds: entry i·B + b is for step `step` + i and seed b of B. */
  readonly bySeed?: Readonly<Record<string, Float64Array>>;
  /** A summary up to these steps, with the metrics that are not measured at every step. */
  readonly progress: Progress;
}

/** Measurements of one model's present state. */
export interface ModelProbes {
  readonly model: string;
  /** Singular values of the model end to end, and of each layer. */
  readonly spectra?: Spectra;
  /** Matrix factorization: the estimate and its difference from the target, for the first seed. */
  readonly pictures?: Pictures;
}

/** Measurements of the present state. */
export interface RunProbes {
  /** Number of updates of the state. */
  readonly step: number;
  readonly models: readonly ModelProbes[];
}

/** Facts of a run, known before its first step. */
export interface RunFacts {
  /** All settings, defaults included. */
  readonly experiment: Experiment | MlpConfig | LabConfig | FedConfig;
  readonly backend: Backend;
  /** Name of the GPU adapter; null on the CPU. */
  readonly adapter: string | null;
  /** The models in the order of training, with counted parameters, operations and bytes. */
  readonly models: readonly NetworkSummary[];
}

/**
 * One run, to be read once with `for await`. Training begins with the first read. It ends at the last step, when the
 * experiment's stopping rule holds, when a model diverges, or when the loop is left. A step may come twice: the last
 * value counts. Training does not wait for a slow reader, except after a checkpoint or a probe. Reading throws an
 * EngineError when the run cannot go on.
 */
export interface TrainingRun extends AsyncIterable<RunMetrics> {
  /** Prepares the run, if that has not happened yet, and resolves to its facts. */
  facts(): Promise<RunFacts>;
  /** Pauses, copies the present state and goes on. The result is plain data, fit for a message or a file. */
  checkpoint(): Promise<RunSnapshot>;
  /** Pauses, measures the singular values of the present state and goes on. */
  probes(): Promise<RunProbes>;
}

/** Trains one run at a time. */
export interface TrainingEngine {
  /**
   * Describes a run. A second run ends the first. Throws an EngineError with code `bad-input` and one sentence for each
   * setting that is not allowed.
   */
  run(experiment: ExperimentInput, options?: RunOptions): TrainingRun;
  /** Ends the run and frees the device. */
  dispose(): Promise<void>;
}

/** Opens an engine. The device itself is opened with the first run. */
export type CreateEngine = (options?: EngineOptions) => Promise<TrainingEngine>;
