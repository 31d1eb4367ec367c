/** The package's interface, `dmf-playground/engine`. docs/library.md is made from these docstrings. */
import type { Backend, BackendChoice, NetworkSummary } from "../engine/engine.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { LoadFile } from "../problem/asset.ts";
import type { Progress } from "../training/progress.ts";
import type { RunCheckpoint } from "../training/checkpoint.ts";
import type { Pictures, Spectra } from "../workloads/mf/session.ts";
import type { FedConfig } from "../workloads/federated/config.ts";
import type { LabConfig } from "../workloads/finetune/config.ts";
import type { MlpConfig } from "../workloads/mlp/config.ts";

export type { NetworkRate, NetworkSummary } from "../workloads/mf/run-summary.ts";
export type { EngineErrorCode } from "../core/errors.ts";
export type { Experiment, NetworkName } from "../experiment/config.ts";
export type { EvaluatedMetric, Progress } from "../training/progress.ts";
export type { RunCheckpoint, SessionCheckpoint } from "../training/checkpoint.ts";
export type { BaseConfig } from "../training/workload.ts";
export type { FedConfig } from "../workloads/federated/config.ts";
export type { LabConfig } from "../workloads/finetune/config.ts";
export type { Pictures, Spectra } from "../workloads/mf/session.ts";
export type { MlpConfig } from "../workloads/mlp/config.ts";

/** The settings of an engine. */
export interface EngineOptions {
  /** `webgpu`, `cpu` (WebAssembly), or `auto`, the default: WebGPU where it works, else the CPU. */
  readonly backend?: BackendChoice;
  /**
   * Reads a data file by its name, e.g. `alpine.pgm`. By default the engine reads the package's own files. Set it when a
   * bundler moves the package's code away from its data. The engine checks what it gets against a checksum.
   */
  readonly load?: LoadFile;
  /** Receives notices about things that do not stop a run, such as why the CPU is used. */
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

/** The settings of one run. */
export interface RunOptions {
  /** Continues from this checkpoint of a run with the same sizes, models, optimizer and number of seeds. */
  readonly from?: RunCheckpoint;
}

/** Consecutive steps of one model. */
export interface RunMetrics {
  /** The id of the model, e.g. `original` or `yaras`. */
  readonly model: string;
  /** The step of the first value. Entry i of a column is for step `step` + i. */
  readonly step: number;
  /** For each metric, one value per step: the mean over the seeds that train together. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** With several seeds: entry i·B + b is the value at step `step` + i of seed b of B. */
  readonly bySeed?: Readonly<Record<string, Float64Array>>;
  /** A summary up to these steps, including the metrics that are not measured at every step. */
  readonly progress: Progress;
}

/** Measurements of one model in its current state. */
export interface ModelProbes {
  readonly model: string;
  /** Singular values of the model end to end, and of each layer. */
  readonly spectra?: Spectra;
  /** Matrix factorization: the estimate and its difference from the target, for the first seed. */
  readonly pictures?: Pictures;
}

/** Measurements of the current state. */
export interface RunProbes {
  /** Number of updates made so far. */
  readonly step: number;
  readonly models: readonly ModelProbes[];
}

/** Facts of a run that are known before its first step. */
export interface RunFacts {
  /** All settings, defaults included. */
  readonly experiment: Experiment | MlpConfig | LabConfig | FedConfig;
  readonly backend: Backend;
  /** Name of the GPU adapter; null on the CPU. */
  readonly adapter: string | null;
  /** The models in the order of training, with their numbers of parameters, operations and bytes. */
  readonly models: readonly NetworkSummary[];
}

/**
 * One run, which can be read once with `for await`. Training begins with the first read. It ends at the last
 * step, when the experiment's stopping rule is met, when every model has diverged, or when the loop is left. A
 * step may come twice: the later value counts. Training does not wait for a slow reader, except after a
 * checkpoint or a probe. Reading throws an EngineError when the run cannot continue.
 */
export interface TrainingRun extends AsyncIterable<RunMetrics> {
  /** Prepares the run, unless it is prepared already, and resolves to its facts. */
  facts(): Promise<RunFacts>;
  /**
   * Pauses, copies the current state and continues. The result is plain data that can be sent as a message or
   * stored in a file.
   */
  checkpoint(): Promise<RunCheckpoint>;
  /** Pauses, measures the singular values of the current state and continues. */
  probes(): Promise<RunProbes>;
}

/** Trains one run at a time. */
export interface TrainingEngine {
  /**
   * Creates a run. A second run ends the first. Throws an EngineError with code `bad-input` and one sentence
   * for each setting that is not allowed.
   */
  run(experiment: ExperimentInput, options?: RunOptions): TrainingRun;
  /** Ends the run and frees the device. */
  dispose(): Promise<void>;
}

/** Opens an engine. The device itself opens with the first run. */
export type CreateEngine = (options?: EngineOptions) => Promise<TrainingEngine>;
