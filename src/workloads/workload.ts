/**
 * One kind of experiment. The engine makes a run in the order of these methods: it builds the data and the weights of a
 * config, plans the program, opens a session and watches it. Links, checkpoints, early stopping, charts, sweeps and the
 * command line know nothing of a workload but its config, its plan and its facts.
 */
import type { Executor } from "../kernels/program.ts";
import type { Rate } from "../training/rates.ts";
import type { ViewEvents, Watcher } from "../training/runner.ts";
import type { ModelSession } from "../training/session.ts";
import type { Plan, Probe, RunConfig, RunInputs } from "../training/plan.ts";

/** Facts that depend on the learning rates: for each model, and for the run. */
interface RateFacts {
  readonly models: readonly object[];
  readonly run: object;
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
  /** Facts that only the session can read, in addition to `describe`. */
  readFacts?(session: S): Promise<object>;
  /** Answers `Engine.read`: large inputs of the run, which are sent only when somebody asks for them. */
  read?(name: string, built: Built, plan: P): unknown;
}
