/**
 * One kind of experiment. The engine makes a run in the order of these methods: it builds the data and the weights of a
 * config, plans the program, opens a session and watches it. Links, checkpoints, early stopping, charts, sweeps and the
 * command line know nothing of a workload but its config, its plan and its facts.
 */
import type { ClaimRun } from "../experiment/claims/claim.ts";
import type { Executor } from "../kernels/program.ts";
import type { Progress } from "../training/progress.ts";
import type { Rate } from "../training/rates.ts";
import type { ViewEvents, Watcher } from "../training/runner.ts";
import type { ModelSession } from "../training/session.ts";
import type { Plan, Probe, RunConfig, RunInputs } from "../training/plan.ts";

/** Facts that depend on the learning rates: for each model, and for the run. */
interface RateFacts {
  readonly models: readonly object[];
  readonly run: object;
}

/** Metrics of one model at every step from 0, by id. */
export type Columns = Readonly<Record<string, readonly number[]>>;

/** What a claim's run needs besides the metrics of its models. */
export interface Measuring {
  /** Numbers that follow from the settings. */
  readonly facts: Readonly<Record<string, number>>;
  /** Whether a model with these metrics at one step is trained no further. By default, all are trained to the end. */
  isEnough?(metrics: Readonly<Record<string, number>>): boolean;
  /**
   * The figures of one model, from its metrics at every step and its progress. Null for a step that was not reached. By
   * default, its metrics at the end.
   */
  figures?(columns: Columns, progress?: Progress): Readonly<Record<string, number | null>>;
  /** Measures named numbers after `step` steps of the run, whose state has been evaluated. */
  readonly probe?: (step: number, columns: readonly Columns[]) => Promise<Readonly<Record<string, number>>>;
}

export interface Workload<
  C extends RunConfig = RunConfig,
  Built = unknown,
  P extends Plan = Plan,
  S extends ModelSession = ModelSession,
> {
  /** The `id` in links; absent there for `mf`. */
  readonly id: string;
  readonly label: string;
  /**
   * Builds the data and the initial weights from the seed, on the CPU. Trained values are in float64; assets
   * stay as stored.
   */
  build(inputs: RunInputs<C>): Promise<Built>;
  /** Has no side effects. */
  plan(built: Built): P;
  /** Opens a session that can read more than `ModelSession`, which is the default. */
  open?(plan: P, executor: Executor): S;
  /** The rates of every model under another config that differs only in live settings. */
  rates(built: Built, config: C): readonly Rate[];
  probes(config: C, built: Built): readonly Probe[];
  /**
   * Returns a watcher with its own schedule of probes; by default `ProbeWatcher`. With `isUnseen`, it measures no probes
   * during training.
   */
  watch?(session: S, config: C, built: Built, events: ViewEvents, isUnseen: boolean): Watcher;
  /** Fixed facts of a run, sent once when it is loaded. They are plain data for the workload's own views. */
  describe(config: C, built: Built, plan: P): object;
  /** Facts of each model, in addition to its cost. */
  describeModels?(built: Built, plan: P): readonly object[];
  describeRates?(session: S, config: C, built: Built): RateFacts;
  /** What only the page draws, in addition to `describe`. */
  readFacts?(session: S, built: Built): Promise<object>;
  /** Answers `Engine.read`: large inputs and results of the run, which are sent only when somebody asks for them. */
  read?(name: string, built: Built, plan: P, session: S): unknown;
  /** Prepares the measurements of a claim's run. By default, the metrics at the end are its figures. */
  measure?(claimed: ClaimRun, config: C, built: Built, session: S): Measuring | undefined;
}
