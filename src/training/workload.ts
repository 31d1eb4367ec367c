/**
 * One kind of experiment. A workload turns a config into a program with models and named metrics; session, runner, worker, snapshots,
 * early stopping, links, store, charts, sweeps and the command line know nothing else of it.
 */
import type { StopRule } from "../experiment/experiment.ts";
import type { Fields } from "../experiment/fields.ts";
import type { Executor, Program, ReadRequest, Values } from "../kernels/program.ts";
import type { Rate, RateSlot } from "./rates.ts";

/** Steps whose metrics are kept on the device until they are read; the longest run of steps in one go. */
export const HISTORY_CAPACITY = 1024;

/** The settings that every workload has. */
export interface BaseConfig {
  readonly steps: number;
  readonly stop: StopRule;
  readonly stopError: number;
  readonly patience: number;
  readonly seconds: number;
  readonly seed: number;
  /** B: seeds seed … seed + B − 1 are trained together. */
  readonly seeds: number;
}

/** Of any workload: `id` says of which, `mf` where there is none. */
export type RunConfig = BaseConfig & { readonly id?: string };

/** What a run is made of, beside its config. */
export interface RunInputs<C extends BaseConfig> {
  readonly config: C;
  /** One for each run of the batch. All randomness of a run follows from its seed. */
  readonly seeds: readonly number[];
  /** Reads a bundled file; tells how many bytes have come. */
  readonly load: (name: string, onBytes?: (received: number) => void) => Promise<Uint8Array>;
  /** A file that a person brings, read; the workload knows its type. */
  readonly file?: unknown;
  /** Says what is being made: part `done` of `total` of what `label` names. */
  readonly tell: (label: string, done: number, total: number) => void;
}

/** A named column of numbers: one for each step (or look) and run. */
export interface MetricSpec {
  /** Unique in its workload, e.g. `train`, `accuracy`. */
  readonly id: string;
  readonly label: string;
  readonly better: "lower" | "higher";
  /** Of its axis. */
  readonly scale: "log" | "linear";
  /** Its value where nothing was learned, if that is known beforehand: 1 for a relative error. */
  readonly start?: number;
  /** From the number on the device to the one that is shown, of run b of the batch; itself where absent. */
  readonly value?: (onDevice: number, b: number) => number;
}

/** Metrics that are not a by-product of a step: of data that training does not see, looked at every so many steps. */
export interface Evaluation {
  readonly every: number;
  readonly metrics: readonly [MetricSpec, ...MetricSpec[]];
  /**
   * Looks at the present state and leaves it as it is: for each metric its value (`MetricSpec.value` is applied by the caller) of each
   * run. Most run a list of their own and read a tensor: `listEvaluation`.
   */
  readonly measure: (device: Pick<Executor, "run">) => Promise<readonly (readonly number[])[]>;
}

/** An evaluation by a list that writes run b's metric i to `tensor` at b · metrics + i. */
export function listEvaluation(
  every: number,
  metrics: Evaluation["metrics"],
  list: string,
  tensor: string,
): Evaluation {
  return {
    every,
    metrics,
    measure: async (device) => {
      const values = (await device.run(list, 1, [{ tensor }])).reads[0] as Values;
      return metrics.map((_, i) => Array.from(values.filter((__, at) => at % metrics.length === i)));
    },
  };
}

/** Numbers that a round of steps needs on the device, e.g. which samples are in each step's mini-batch: written once for each window. */
export interface StepInput {
  readonly tensor: string;
  /** Steps that the tensor holds: those of a whole round (HISTORY_CAPACITY), or more. Step t is at t % capacity. */
  readonly capacity: number;
  /** Numbers for each step, all runs included. */
  readonly perStep: number;
  /** Fills `values` for update t. It depends on t and the seeds alone, so that every engine and every restart sees the same order. */
  readonly fill: (t: number, values: Float64Array) => void;
}

export interface Cost {
  readonly parameters: number;
  readonly trainedParameters: number;
  /** Of one step of one run. */
  readonly flopsPerStep: number;
  /** Moved to and from memory by one step of one run. */
  readonly bytesPerStep: number;
  /** Of everything that its training holds on the device: weights, gradients, what is between, the optimizer's state. */
  readonly byteLength: number;
}

/** One of the networks that are trained side by side. */
export interface PlannedModel {
  /** Unique in its plan, e.g. `original`. */
  readonly id: string;
  readonly label: string;
  /**
   * Makes one update and writes the metrics of the state before it to slot t % HISTORY_CAPACITY of `history`. It counts `counter`
   * (u32, one for each run) up from t to t + 1 before anything reads a rate.
   */
  readonly step: string;
  /** Writes the metrics of the present state to slot t % HISTORY_CAPACITY and changes nothing else. */
  readonly evaluate: string;
  /** HISTORY_CAPACITY × runs × metrics.length, f32. */
  readonly history: string;
  readonly counter: string;
  /** The columns of `history`. The first is the loss that is minimised: divergence and oscillation are told from it. */
  readonly metrics: readonly [MetricSpec, ...MetricSpec[]];
  readonly evaluations: readonly Evaluation[];
  /** Of a metric or evaluation: the one that best steps, milestones, plateaus and sweeps are about. */
  readonly headline: string;
  /** Every tensor that training carries from one step to the next, the counter among them: what a snapshot holds. */
  readonly state: readonly string[];
  readonly rate: Rate;
  readonly rates: readonly RateSlot[];
  readonly inputs: readonly StepInput[];
  /** What is done on the CPU between the gradients and the update of some steps. */
  readonly hostStep?: HostStep;
  readonly cost: Cost;
}

/** Instead of `step`, at every multiple of `gap`: the list `before`, then work on the CPU, then the list `after`. */
export interface HostStep {
  readonly gap: number;
  readonly before: string;
  readonly after: string;
  /** Returns the milliseconds that it took by itself. What it does depends on the device's state alone. */
  readonly work: (executor: Executor, t: number) => Promise<number>;
}

/** Pure data: every tensor, every dispatch and every byte is known before anything is allocated. */
export interface Plan<M extends PlannedModel = PlannedModel> {
  readonly program: Program;
  /** Runs that are trained together. */
  readonly batch: number;
  readonly models: readonly M[];
  /** Elements that are read at once, at most; what is more is read in parts. */
  readonly readLength: number;
  /** Of everything that a device is asked for. */
  readonly byteLength: number;
}

/** What a probe sees of a run. */
export interface Probed {
  /** Runs a list and reads. The state stays as it is. */
  readonly run: (list: string, reads: readonly ReadRequest[]) => Promise<readonly Values[]>;
  /** Updates made. */
  readonly step: number;
}

/** Something that is looked at now and then, beside the metrics. It owns its payload, and says what share of the time it may take. */
export interface Probe {
  /** Key of its payload in the views. */
  readonly id: string;
  readonly cadence: { readonly share: number; readonly intervalMs: number; readonly patienceMs?: number };
  /** Models take turns where all at once would hold up training. */
  readonly inTurn: boolean;
  /** Plain data, as a message may carry it; undefined where there is nothing to be seen of this model. */
  readonly look: (probed: Probed, model: number) => Promise<unknown>;
}

/** How a model stands, for the result at the end: a sentence for people, and whether it did what it should. */
export interface Verdict {
  readonly model: string;
  readonly text: string;
}

export interface Workload<C extends BaseConfig = BaseConfig, Built = unknown> {
  /** In links as `id`; absent there it is `mf`. */
  readonly id: string;
  readonly label: string;
  readonly fields: Fields<C>;
  /** Data and initial weights from the seed, on the CPU: what is trained in float64, assets as stored. */
  build(inputs: RunInputs<C>): Promise<Built>;
  /** Pure. */
  plan(built: Built): Plan;
  /** The rates of every model under another config that differs in live fields alone. */
  rates(built: Built, config: C): readonly Rate[];
  probes(config: C, built: Built): readonly Probe[];
  /** Fixed facts of a run, sent once when it is loaded: plain data that the workload's own views understand. */
  describe(config: C, built: Built, plan: Plan): unknown;
}
