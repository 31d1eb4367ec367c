/**
 * What a workload makes from a config: a program with models and named metrics. Session, runner, checkpoints and early
 * stopping know nothing else about the workload.
 */
import type { StopRule } from "../experiment/base-fields.ts";
import type { Turn } from "../core/macrotask.ts";
import type { Executor, Program, ReadRequest, Values } from "../kernels/program.ts";
import type { Rate, RateSlot } from "./rates.ts";

/** Number of updates whose metrics stay on the device until they are read. A round makes at most this many updates. */
export const HISTORY_CAPACITY = 1024;

/** The settings that every workload has. */
export interface BaseConfig {
  readonly steps: number;
  readonly stop: StopRule;
  readonly stopError: number;
  readonly seconds: number;
  readonly seed: number;
  /** B: seeds seed … seed + B − 1 train together. */
  readonly seeds: number;
}

/** A config of any workload: `id` names it, `mf` if absent. */
export type RunConfig = BaseConfig & { readonly id?: string };

/** The inputs of a run besides its config. */
export interface RunInputs<C extends BaseConfig> {
  readonly config: C;
  /** One seed per run of the batch. All randomness of a run follows from its seed. */
  readonly seeds: readonly number[];
  /** Reads a bundled file and reports the bytes received. */
  readonly load: (name: string, onBytes?: (received: number) => void) => Promise<Uint8Array>;
  /** The content of a user file; the workload knows its type. */
  readonly file?: unknown;
  /** Reports the work in progress: `done` of `total` parts of the work that `label` names. */
  readonly tell: (label: string, done: number, total: number, time?: PreparingTime) => void;
  /** Awaited between two slices of long work. By default, it lets the event loop turn. */
  readonly turn?: Turn;
  /** Opens an executor on the CPU, with the host's threads, for passes before training. */
  readonly openCpu?: (program: Program) => Promise<Executor>;
}

/** Expected durations in seconds; NaN if they cannot be estimated. */
export interface PreparingTime {
  /** Time that the part in progress takes. */
  readonly seconds: number;
  /** Time until all parts are done, including the current one. */
  readonly secondsLeft: number;
}

/** The progress of a run's preparation. */
export interface Preparing extends PreparingTime {
  /** The part in progress. */
  readonly what: string;
  /** Number of parts done before this one. */
  readonly done: number;
  readonly total: number;
}

/** A named column of numbers, with one number per step (or evaluation) and run. */
export interface MetricSpec {
  /** Unique in its workload, e.g. `train`, `accuracy`. */
  readonly id: string;
  readonly label: string;
  readonly better: "lower" | "higher";
  /** Scale of its axis. */
  readonly scale: "log" | "linear";
  /** The metric's value before learning, if it is known in advance: 1 for a relative error. */
  readonly start?: number;
  /** Converts the number on the device to the displayed one, for run b of the batch. Identity if absent. */
  readonly value?: (onDevice: number, b: number) => number;
}

const metricOf =
  (better: MetricSpec["better"], scale: MetricSpec["scale"]) =>
  (id: string, label: string, value?: MetricSpec["value"]): MetricSpec => ({
    id,
    label,
    better,
    scale,
    ...(value && { value }),
  });
/** A loss or an error, on a logarithmic axis. */
export const lossMetric = metricOf("lower", "log");
/** An error or a cost. */
export const costMetric = metricOf("lower", "linear");
/** An accuracy or a cosine. */
export const scoreMetric = metricOf("higher", "linear");

/**
 * Metrics that the steps themselves do not produce, such as errors on held-out data. They are evaluated at regular steps,
 * and at the step `last` if it is not one of these.
 */
export interface Evaluation {
  readonly every: number;
  readonly last?: number;
  readonly metrics: readonly [MetricSpec, ...MetricSpec[]];
  /**
   * Measures the current state without changing it. Returns each run's value of each metric; the caller
   * applies `MetricSpec.value`. Most evaluations run a list of their own and read a tensor: `listEvaluation`.
   * Others may write tensors that are not part of a model's state.
   */
  readonly measure: (device: Executor) => Promise<readonly (readonly number[])[]>;
}

/** An evaluation whose list writes run b's metric i to `tensor` at b · metrics + i. */
export function listEvaluation(
  times: Pick<Evaluation, "every" | "last">,
  metrics: Evaluation["metrics"],
  list: string,
  tensor: string,
): Evaluation {
  return {
    ...times,
    metrics,
    measure: async (device) => {
      const values = (await device.run(list, 1, [{ tensor }])).reads[0] as Values;
      return metrics.map((_, i) => Array.from(values.filter((__, at) => at % metrics.length === i)));
    },
  };
}

/**
 * Numbers that a round of steps needs on the device, e.g. the samples of each update's mini-batch. The session
 * writes them for `capacity` updates at a time.
 */
export interface StepInput {
  readonly tensor: string;
  /** Number of updates that the tensor holds: a whole round (HISTORY_CAPACITY) or more. Update t is at t % capacity. */
  readonly capacity: number;
  /** Numbers per update, all runs together. */
  readonly perStep: number;
  /**
   * Fills `values` for update t. They depend only on t and the seeds, so every engine and every restart sees the same
   * order.
   */
  readonly fill: (t: number, values: Float64Array) => void;
}

export interface Cost {
  readonly parameters: number;
  readonly trainedParameters: number;
  /** Operations of one step of one run, over all updates that `pace` assigns to it. */
  readonly flopsPerStep: number;
  /** Bytes that one such step moves to and from memory. */
  readonly bytesPerStep: number;
  /** Bytes that one run of the model occupies on the device: weights, gradients, intermediates and optimizer state. */
  readonly byteLength: number;
}

/** One of the networks that train side by side. */
export interface PlannedModel {
  /** Unique in its plan, e.g. `original`. */
  readonly id: string;
  readonly label: string;
  /**
   * The list that makes update t. It writes the metrics of the state before the update to slot t %
   * HISTORY_CAPACITY of `history`. Before any rate is read, it increments `counter` (u32, one per run) from t
   * to t + 1.
   */
  readonly step: string;
  /** Number of updates that the model makes for each step of the run; one if absent. `updatesAt` rounds the total. */
  readonly pace?: number;
  /** The list that writes the metrics of the current state to slot t % HISTORY_CAPACITY and changes nothing else. */
  readonly evaluate: string;
  /** HISTORY_CAPACITY × runs × metrics.length, f32. */
  readonly history: string;
  readonly counter: string;
  /** The columns of `history`. The first one is the loss; divergence and oscillation are judged by it. */
  readonly metrics: readonly [MetricSpec, ...MetricSpec[]];
  readonly evaluations: readonly Evaluation[];
  /** Id of the metric, of a step or an evaluation, that best steps, milestones, plateaus and sweeps refer to. */
  readonly headline: string;
  /**
   * Every tensor that training carries from one step to the next, the counter included. A checkpoint contains
   * these.
   */
  readonly state: readonly string[];
  readonly rate: Rate;
  readonly rates: readonly RateSlot[];
  readonly inputs: readonly StepInput[];
  /** Work on the CPU between the gradients and the update of some steps. */
  readonly hostStep?: HostStep;
  readonly cost: Cost;
}

/** Number of updates that a model has made when the run has made `step` steps. */
export const updatesAt = ({ pace = 1 }: Pick<PlannedModel, "pace">, step: number): number =>
  Math.round(pace * step);

/** Replaces `step` at every multiple of `gap`: the list `before`, then work on the CPU, then the list `after`. */
export interface HostStep {
  readonly gap: number;
  readonly before: string;
  readonly after: string;
  /** Returns its own duration in milliseconds. The work depends only on t and the device's state. */
  readonly work: (executor: Executor, t: number) => Promise<number>;
}

/** Every tensor, every dispatch and every byte of a run, known before anything is allocated. */
export interface Plan<M extends PlannedModel = PlannedModel> {
  readonly program: Program;
  /** Number of runs that train together. */
  readonly batch: number;
  readonly models: readonly M[];
  /** Largest number of elements in one read. Larger reads are split. */
  readonly readLength: number;
  /** Bytes of everything that the plan requests from a device. */
  readonly byteLength: number;
}

/** The part of a run that a probe may use. */
export interface Probed {
  /** Runs a list and reads. The list must not change the state. */
  readonly run: (list: string, reads: readonly ReadRequest[]) => Promise<readonly Values[]>;
  /** Number of steps that the run has made. */
  readonly step: number;
}

/**
 * An occasional measurement in addition to the metrics. It defines its views and states the fraction of the
 * time that it may take.
 */
export interface Probe {
  readonly budget: { readonly fraction: number; readonly intervalMs: number; readonly patienceMs?: number };
  /** If true, models take turns, because measuring all at once would delay training. */
  readonly inTurn: boolean;
  /** A model's views by name: plain data that can be sent as a message. Undefined if this model has nothing to show. */
  readonly measure: (probed: Probed, model: number) => Promise<Readonly<Record<string, unknown>> | undefined>;
}
