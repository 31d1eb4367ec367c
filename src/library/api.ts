/// <reference lib="esnext.disposable" preserve="true" />
/** The package's interface, `dmf-playground/engine`. docs/library.md is made from these docstrings. */
import type { Backend, BackendChoice, Engine } from "../engine/engine.ts";
import type { Experiment } from "../workloads/mf/config/fields.ts";
import type { LoadFile } from "../workloads/asset.ts";
import type { Progress } from "../training/progress.ts";
import type { RunCheckpoint } from "../training/checkpoint.ts";
import type { Preparing, RunConfig } from "../training/plan.ts";
import type { RunReport } from "../training/report.ts";
import type { PoolWorkers } from "../wasm/thread-pool.ts";
import type { MatrixFacts, NetworkSummary } from "../workloads/mf/summary.ts";
import type { Pictures, Spectra } from "../workloads/mf/session.ts";
import type { OwnView } from "../workloads/own-view.ts";
import type { FedConfig } from "../workloads/federated/config.ts";
import type { ClientsView, FedFacts } from "../workloads/federated/workload.ts";
import type { LabAdapter } from "../workloads/finetune/adapter.ts";
import type { LabConfig } from "../workloads/finetune/config.ts";
import type { UpdatesView } from "../workloads/finetune/probes.ts";
import type { LabFacts } from "../workloads/finetune/workload.ts";
import type { MlpConfig } from "../workloads/digits/config.ts";
import type { BlockView, LayerView } from "../workloads/digits/probes.ts";
import type { MlpFacts } from "../workloads/digits/workload.ts";
import type { Baseline } from "../workloads/mf/baselines.ts";
import type { KnownValues, Suggestion } from "../workloads/mf/suggestions.ts";
import type { UserFile } from "../workloads/mf/training.ts";

export type { KnownValues, Suggestion } from "../workloads/mf/suggestions.ts";
export type { Backend, BackendChoice, Engine, EngineEvent, EngineStatus } from "../engine/engine.ts";
export type { NetworkView, Notice } from "../engine/engine.ts";
export type { NetworkSteps } from "../training/seeds.ts";
export type { MatrixInputs, StartFactor, StartFactors } from "../workloads/mf/run-inputs.ts";
export type { ModelRate, ModelSummary, RunSummary } from "../training/run-summary.ts";
export type { Cost, Preparing, PreparingTime } from "../training/plan.ts";
export type { Expected, MatrixFacts, NetworkRate, NetworkSummary } from "../workloads/mf/summary.ts";
export type { ModelReport, ReportedEvaluation, RunReport, StopReason } from "../training/report.ts";
export type { Stopped } from "../training/early-stopping.ts";
export type { EngineErrorCode, Room } from "../core/errors.ts";
export type { Experiment, NetworkName } from "../workloads/mf/config/experiment.ts";
export type { EvaluatedMetric, Progress } from "../training/progress.ts";
export type { RunCheckpoint, SessionCheckpoint } from "../training/checkpoint.ts";
export type { BaseConfig, RunConfig } from "../training/plan.ts";
export type { LoadFile } from "../workloads/asset.ts";
export type { PoolTask, PoolWorkers } from "../wasm/thread-pool.ts";
export type { FedConfig } from "../workloads/federated/config.ts";
export type { ClientsView, FedFacts } from "../workloads/federated/workload.ts";
export type { LabConfig } from "../workloads/finetune/config.ts";
export type { LabFacts } from "../workloads/finetune/workload.ts";
export type { UpdatesView } from "../workloads/finetune/probes.ts";
export type { AdapterMatrix, Head, LabAdapter } from "../workloads/finetune/adapter.ts";
export type { Pictures, Spectra } from "../workloads/mf/session.ts";
export type { FactorView } from "../workloads/factor-view.ts";
export type { OwnView } from "../workloads/own-view.ts";
export type { Baseline } from "../workloads/mf/baselines.ts";
export type { Score } from "../workloads/mf/data/cells.ts";
export type { MlpConfig } from "../workloads/digits/config.ts";
export type { MlpFacts } from "../workloads/digits/workload.ts";
export type { TableColumn } from "../workloads/digits/build.ts";
export type { BlockView, LayerView, Leak } from "../workloads/digits/probes.ts";

/** The files and the workers that an engine uses. */
export interface EngineResources {
  /**
   * Reads a data file by its name, e.g. `alpine.pgm`. By default the engine reads the package's own files. Set
   * `load` when a bundler moves the package's code away from its data. The engine compares the file's content
   * with a checksum.
   */
  readonly load?: LoadFile;
  /**
   * Workers that compute parts of the CPU engine's products. By default, Node has one worker fewer than
   * processors, and at most three. A browser has none by default, because these workers need a script of yours
   * and a cross-origin isolated page.
   */
  readonly poolWorkers?: PoolWorkers | undefined;
}

/** The settings of `createEngine`. */
export interface EngineOptions extends EngineResources {
  /**
   * `webgpu`, `cpu` (WebAssembly), or `auto`, the default. On a graphics card `auto` is WebGPU. On a software adapter it
   * is the faster of the two in a short benchmark. Without WebGPU it is the CPU.
   */
  readonly backend?: BackendChoice;
  /** Receives notices about things that do not stop a run, such as why the CPU is used. */
  readonly onNotice?: (message: string) => void;
}

/**
 * An experiment: an address from the page, or an object of settings. Missing settings take their defaults. The
 * `id` names the workload: none for matrix factorization, `mlp` for digits, `finetune` for fine-tuning,
 * `federated` for federated fine-tuning.
 */
export type ExperimentInput =
  | string
  | Partial<Experiment>
  | (Partial<MlpConfig> & { readonly id: "mlp" })
  | (Partial<LabConfig> & { readonly id: "finetune" })
  | (Partial<FedConfig> & { readonly id: "federated" });

/** A matrix of your own, e.g. measurements or ratings. */
export interface MatrixData {
  readonly rows: number;
  readonly cols: number;
  /** Row by row. NaN stands for an unknown value. */
  readonly values: ArrayLike<number>;
  /** Whether the matrix is a picture with values from 0 to 1. If so, the report includes the PSNR. */
  readonly isPicture?: boolean;
  /** The checksum of the file that the matrix comes from, if the experiment names one. */
  readonly checksum?: string;
}

/**
 * Data of your own: a matrix, or the bytes of a file. Matrix factorization reads the tables, NumPy and Matrix
 * Market files, lists of ratings and PGM pictures that the page reads. The digits workload reads a table with a
 * column of labels. Fine-tuning reads sentences with labels, as CSV or JSONL.
 */
export type UserData = MatrixData | Uint8Array | UserFile;

/** The settings of one run. */
export interface RunOptions {
  /** Continues from this checkpoint of a run with the same sizes, models, optimizer and number of seeds. */
  readonly from?: RunCheckpoint;
  /** The data for an experiment with `data: "file"`, or for fine-tuning with `task: "file"` or `"pairs"`. */
  readonly data?: UserData;
  /**
   * Receives checkpoints during training: several a second in a small run, one every few seconds in a large one,
   * and one at every stop after step 0. The loop over the metrics makes this call once it has read every step before
   * the checkpoint.
   */
  readonly onCheckpoint?: (checkpoint: RunCheckpoint) => void;
  /** Receives what is being prepared before the first step, how many parts are done, and an estimate of the time. */
  readonly onPreparing?: (preparing: Preparing) => void;
  /** Ends the run. Reading it, and its pending methods, then reject with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Metrics of consecutive steps of one model. */
export interface RunMetrics {
  /** The id of the model, e.g. `original` or `yaras`. */
  readonly model: string;
  /** The step of the first value. Entry i of a column is for step `step` + i. */
  readonly step: number;
  /** For each metric, one value per step: the mean over the seeds that train together. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** With several seeds: entry i·B + b is the value at step `step` + i of seed b of B. */
  readonly bySeed?: Readonly<Record<string, Float64Array>>;
  /**
   * A summary up to these steps, including the metrics that are not measured at every step. With several seeds, it is
   * the summary of the first seed, or of a seed that diverged.
   */
  readonly progress: Progress;
  /** The summary of each seed. */
  readonly progressBySeed: readonly Progress[];
}

/** Measurements of one model in its current state, for the first seed. Each workload has its own. */
export interface ModelProbes {
  readonly model: string;
  /** Matrix factorization: singular values of the model end to end, and of each layer. */
  readonly spectra?: Spectra;
  /** Matrix factorization: the estimate and its difference from the target. */
  readonly pictures?: Pictures;
  /**
   * Matrix factorization: the layers of `original`, `thin` and `yaras` in the original's own directions. Only runs of the
   * original from an orthogonal initialization have them, with at most 1,024 rows, columns and units in a layer. Digits: the
   * factors of every block in directions of DLN's first gradient, in runs of DLN. `cdln` has blocks in its own directions.
   */
  readonly own?: OwnView;
  /** Digits: the deep linear block, and how far its factors leave a subspace. */
  readonly block?: BlockView;
  /** Digits: every layer with its weights. */
  readonly layers?: readonly LayerView[];
  /** Digits: the class that the model predicts for each test sample. */
  readonly predictions?: Uint8Array;
  /** Fine-tuning: the adapter, with spectra and angles of its updates. Federated: the server's adapter only. */
  readonly updates?: Partial<UpdatesView> & { readonly adapter: LabAdapter };
  /**
   * Fine-tuning: two numbers for each sentence of the latest test. They are its loss and 1 if its class was right
   * or, on the planted task, its error and its cosine to the teacher.
   */
  readonly sentences?: Float32Array;
  /** Federated fine-tuning: the clients of the current round. */
  readonly clients?: ClientsView;
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
  /** True for a software adapter: WebGPU works but slowly. */
  readonly isFallback: boolean;
  /**
   * The models in the order of training, with their numbers of parameters, operations and bytes. The models of
   * all workloads except matrix factorization have only the facts of `ModelSummary`.
   */
  readonly models: readonly NetworkSummary[];
  /** Messages about the data, such as unusual clients of a federated run. */
  readonly remarks?: readonly string[];
  /** The facts of the run's workload, under its id. */
  readonly mf?: MatrixFacts;
  readonly mlp?: MlpFacts;
  readonly finetune?: LabFacts;
  readonly federated?: FedFacts;
}

export interface EstimateOptions {
  /** The model; by default the one with the best validation error. */
  readonly model?: string;
  /** Whether values are clipped to the range of the values that training saw. True by default. */
  readonly isClipped?: boolean;
}

/** A model's estimate of a table in the data's own unit, at the model's best validation step. */
export interface TableEstimate {
  readonly model: string;
  readonly step: number;
  readonly rows: number;
  readonly cols: number;
  /** Names of the rows and columns, if the file has them. */
  readonly rowNames?: readonly string[];
  readonly colNames?: readonly string[];
  /** Root mean squared and mean absolute error on the test cells, with clipped values. */
  readonly rmse: number;
  readonly mae: number;
  /** The model's factors, row by row, the first one nearest the input. */
  readonly factors: readonly { readonly rows: number; readonly cols: number; readonly data: Float64Array }[];
  /**
   * The estimate is offset + row effect + column effect + scale · W_n ⋯ W_1. Without effects, only the offset is added.
   */
  readonly offset: number;
  readonly rowEffects?: Float64Array;
  readonly colEffects?: Float64Array;
  readonly scale: number;
  /** The estimates of row i, from 0. */
  row(i: number): Float64Array;
  /**
   * A new row, such as a new user, completed from a few of its values: pairs of a column, from 0, and a value. The learned
   * rows serve as samples of a Gaussian, and the model's test error as the deviation of its noise.
   */
  completeRow(known: KnownValues): Float64Array;
  /**
   * The columns with the largest estimates among those without a known value, best first: of row i, from 0, or of a new row
   * with these values. Ten unless `most` says otherwise.
   */
  best(row: number | KnownValues, most?: number): readonly Suggestion[];
}

/**
 * One run, which can be read once with `for await`. Training begins with the first read. It ends at the last
 * step, when the experiment's stopping rule is met, when every model has diverged, after `stop`, or when the loop is
 * left. A step may come twice: the later value counts. Training does not wait for a slow reader, except after a
 * checkpoint or a probe. Reading throws when the run cannot continue: an EngineError, or an Error for a bug.
 */
export interface TrainingRun extends AsyncIterable<RunMetrics> {
  /** Prepares the run, unless it is prepared already, and resolves to its facts. */
  facts(): Promise<RunFacts>;
  /**
   * Pauses, copies the current state and continues. The result is plain data that can be sent as a message or
   * stored in a file. Rejects at step 0, where there is no state to keep.
   */
  checkpoint(): Promise<RunCheckpoint>;
  /** Pauses, measures the current state and continues. */
  probes(): Promise<RunProbes>;
  /**
   * Estimates without a network on the same held-out test cells: the mean, the effects of rows and columns, the best
   * rank-k approximation and alternating least squares, whose rank and ridge the validation cells choose. Undefined unless
   * the data is a table of your own with test cells.
   */
  baselines(): Promise<readonly Baseline[] | undefined>;
  /**
   * The completed table. Repeats steps if the best one lies before the current one. Rejects with code `bad-input` unless
   * the data is a table of your own with test cells, and before the first metrics have been read.
   */
  estimate(options?: EstimateOptions): Promise<TableEstimate>;
  /** Ends training after the steps in progress. The loop reads them and ends. */
  stop(): Promise<void>;
  /**
   * Resolves to the report of the run so far, as `dmf run --json` prints it (docs/cli.md): why the run stopped, the
   * time per step and the last metrics. `stopReason` is `interrupted` unless the run has ended by itself.
   */
  report(): Promise<RunReport>;
}

/** Trains one run at a time. `await using` disposes of it at the end of a block. */
export interface TrainingEngine extends AsyncDisposable {
  /**
   * Creates a run. A second run ends the first. Throws an EngineError with code `bad-input` and one sentence
   * for each setting or option that is not allowed; its `field` is the name of the first of them.
   */
  run(experiment: ExperimentInput, options?: RunOptions): TrainingRun;
  /** Ends the run and frees the device. */
  dispose(): Promise<void>;
}

/** Opens an engine whose runs you read in loops. The device itself opens with the first run. */
export type CreateEngine = (options?: EngineOptions) => Promise<TrainingEngine>;

/** The settings of `openEngine`. */
export interface OpenOptions extends EngineResources {
  /**
   * If true, training loses no time to views. On a pause, only matrix factorization then sends views: its pictures
   * and spectra. `probe` sends every view. False by default.
   */
  readonly isUnseen?: boolean;
}

/**
 * Opens the engine that the page and `createEngine` use. It suits programs that change rates during training,
 * make single steps, return to earlier steps, or draw during training. The device itself opens with the first
 * load.
 */
export type OpenEngine = (options?: OpenOptions) => Promise<Engine>;

/**
 * Completes an experiment for `Engine.load` and `Engine.setRates`. Throws an EngineError with code `bad-input` and one
 * sentence for each setting that is not allowed.
 */
export type ReadExperiment = (experiment: ExperimentInput) => RunConfig;

/**
 * Reads data of your own for `Engine.provide`. Rejects with an EngineError with code `bad-input` if the experiment does
 * not use such data.
 */
export type ReadUserData = (data: UserData, experiment: RunConfig) => Promise<unknown>;
