/** Offers the runs of an engine as async iterables. This module uses no API of Node or the DOM. */
import { EngineError } from "../core/errors.ts";
import { RunCollector } from "../engine/run-collector.ts";
import { MF } from "../experiment/link-keys.ts";
import type { RunCheckpoint } from "../training/checkpoint.ts";
import type { RunSummary } from "../training/run-summary.ts";
import type { MatrixSummary, NetworkSummary } from "../workloads/mf/summary.ts";
import type {
  Engine,
  EngineEvent,
  EngineOptions,
  ModelProbes,
  NetworkSteps,
  RunFacts,
  RunMetrics,
  RunOptions,
  RunProbes,
  RunReport,
  TrainingEngine,
  TrainingRun,
} from "./api.ts";
import { readExperiment, readUserData } from "./experiment.ts";

/** Trains one run after another on an engine whose views nobody watches. */
export function runsOn(engine: Engine, { backend = "auto", onNotice }: EngineOptions): TrainingEngine {
  let last: EngineRun | undefined;
  let listening: EngineRun | undefined;
  engine.subscribe((event) => {
    if (event.kind === "notice") onNotice?.(event.message);
    listening?.take(event);
  });
  return {
    run: (experiment, { from, data, onCheckpoint } = {}) => {
      const config = readExperiment(experiment);
      const before = last;
      const start = async (): Promise<void> => {
        await before?.replace();
        listening = run;
        await engine.provide(data && (await readUserData(data, config)));
        await engine.load(config, backend, from);
      };
      const run = new EngineRun(engine, start, onCheckpoint);
      void before?.replace();
      return (last = run);
    },
    dispose: async () => {
      await last?.replace();
      await engine.dispose();
    },
  };
}

class EngineRun implements TrainingRun {
  readonly #engine: Engine;
  readonly #start: () => Promise<void>;
  readonly #onCheckpoint: RunOptions["onCheckpoint"];
  readonly #collected = new RunCollector();
  /** The events that the reader has not read, in order, with at most one checkpoint. */
  #unread: (RunMetrics | RunCheckpoint)[] = [];
  /** The last step that was sent, for each model. */
  readonly #lastSteps = new Map<string, number>();
  #loaded: Promise<void> | undefined;
  /** The last of the pending checkpoints and probes, and how many are pending. Training waits for them. */
  #held: Promise<unknown> = Promise.resolve();
  #holds = 0;
  #failure: Error | undefined;
  #probes = { step: 0, models: new Map<string, ModelProbes>() };
  #isRead = false;
  #isStopped = false;
  #hasEnded = false;
  #isReplaced = false;
  #wakeReader = (): void => undefined;
  #wakeTraining = (): void => undefined;

  /** `start` loads the run. The engine's events then go to `take`. */
  constructor(engine: Engine, start: () => Promise<void>, onCheckpoint: RunOptions["onCheckpoint"]) {
    this.#engine = engine;
    this.#start = start;
    this.#onCheckpoint = onCheckpoint;
  }

  take(event: EngineEvent): void {
    this.#collected.take(event);
    if (event.kind === "steps") for (const network of event.networks) this.#takeSteps(network);
    else if (event.kind === "checkpoint" && this.#onCheckpoint)
      this.#unread = [...this.#unread.filter((item) => !isCheckpoint(item)), event.checkpoint];
    else if (event.kind === "views") {
      if (event.step !== this.#probes.step) this.#probes = { step: event.step, models: new Map() };
      for (const { id, ...views } of event.networks)
        this.#probes.models.set(id, { model: id, ...this.#probes.models.get(id), ...views });
    } else if (event.kind === "error") {
      const { code, message, room } = event;
      this.#failure = code === "bug" ? new Error(message) : new EngineError(code, message, room);
    }
    this.#wakeReader();
  }

  #takeSteps(steps: NetworkSteps): void {
    const { id, firstStep, columns, bySeed, progress, progressBySeed, isRetraced } = steps;
    // Pausing for a checkpoint or a probe measures the current step once more. The reader does not get this
    // repetition; otherwise a reader that probes at each measurement would never end.
    const isKnown = !isRetraced && progress.step <= (this.#lastSteps.get(id) ?? -1);
    if (this.#holds > 0 && isKnown) return;
    this.#lastSteps.set(id, progress.step);
    this.#unread.push({
      model: id,
      step: firstStep,
      columns,
      ...(bySeed ? { bySeed } : {}),
      progress,
      progressBySeed,
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RunMetrics, void, undefined> {
    if (this.#isRead) throw new Error("A run can be read only once. Make a new run.");
    this.#isRead = true;
    await this.#load();
    const training = this.#train();
    try {
      for (;;) {
        for (let next = this.#unread.shift(); next; next = this.#unread.shift())
          if (isCheckpoint(next)) this.#onCheckpoint?.(next);
          else yield next;
        if (this.#failure) throw this.#failure;
        if (this.#hasEnded) return;
        this.#wakeTraining();
        await new Promise<void>((resolve) => (this.#wakeReader = resolve));
      }
    } finally {
      await this.#end();
      await training;
    }
  }

  async facts(): Promise<RunFacts> {
    const summary = await this.#load();
    const { experiment, backend, adapter, isFallback, networks, remarks } = summary;
    const { id = MF } = experiment;
    return {
      experiment: experiment as RunFacts["experiment"],
      backend,
      adapter,
      isFallback,
      models: networks as readonly NetworkSummary[],
      ...(remarks ? { remarks } : {}),
      [id]: ownFacts(summary),
    };
  }

  checkpoint(): Promise<RunCheckpoint> {
    return this.#hold(async () => {
      await this.#engine.pause();
      const checkpoint = await this.#engine.checkpointAt(Infinity);
      if (!checkpoint) throw this.#failure ?? new Error("The run has no state to copy.");
      return checkpoint;
    });
  }

  probes(): Promise<RunProbes> {
    return this.#hold(async () => {
      await this.#engine.probe();
      if (this.#failure) throw this.#failure;
      return { step: this.#probes.step, models: [...this.#probes.models.values()] };
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wakeTraining();
    if (this.#loaded && !this.#isReplaced) await this.#engine.pause();
  }

  async report(): Promise<RunReport> {
    // A run that failed or was replaced can still report its steps.
    if (!this.#collected.summary) await this.#load();
    return this.#collected.report() as RunReport;
  }

  /** Stops the run because a later run begins. */
  async replace(): Promise<void> {
    this.#isReplaced = true;
    if (this.#loaded) this.#engine.abandonLoad();
    await this.#loaded?.catch(() => undefined);
    await this.#end();
    await this.#held;
  }

  async #load(): Promise<RunSummary> {
    if (!this.#isReplaced) await (this.#loaded ??= this.#start());
    if (this.#isReplaced) throw new EngineError("cancelled", "A later run has taken this run's place.");
    if (this.#failure) throw this.#failure;
    return this.#collected.summary as RunSummary;
  }

  get #canTrain(): boolean {
    return (
      !this.#isStopped && !this.#hasEnded && ["ready", "running", "paused"].includes(this.#collected.status)
    );
  }

  /**
   * Trains to the end. After each checkpoint or probe, training waits until the reader has caught up, so that the
   * reader knows where training stands.
   */
  async #train(): Promise<void> {
    while (this.#canTrain)
      if (this.#holds > 0) await this.#held;
      else if (this.#unread.length > 0) await new Promise<void>((resolve) => (this.#wakeTraining = resolve));
      else await this.#engine.play();
    this.#hasEnded = true;
    this.#wakeReader();
  }

  async #end(): Promise<void> {
    this.#hasEnded = true;
    this.#wakeReader();
    this.#wakeTraining();
    if (this.#loaded) await this.#engine.pause();
  }

  /** Runs the task after all earlier ones, while training is paused. */
  #hold<T>(task: () => Promise<T>): Promise<T> {
    this.#holds++;
    const found = this.#held
      .then(async () => {
        await this.#load();
        return task();
      })
      .finally(() => this.#holds--);
    this.#held = found.catch(() => undefined);
    return found;
  }
}

const isCheckpoint = (item: RunMetrics | RunCheckpoint): item is RunCheckpoint => "tensors" in item;

/** Names of the facts that every workload's summary has, and of facts that only the page draws. */
const SHARED: ReadonlySet<string> = new Set<keyof MatrixSummary>([
  "experiment",
  "backend",
  "threads",
  "adapter",
  "isFallback",
  "kernels",
  "networks",
  "target",
  "observed",
  "entries",
  "norms",
  "pictureScale",
  "byteLength",
  "longestDispatch",
]);

/** The facts that only this workload has. */
const ownFacts = (summary: RunSummary): object =>
  Object.fromEntries(Object.entries(summary).filter(([name]) => !SHARED.has(name)));
