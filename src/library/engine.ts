/** Offers the runs of an engine as async iterables. This module uses no API of Node or the DOM. */
import { EngineError, badInput } from "../core/errors.ts";
import { macrotask, type Turn } from "../core/macrotask.ts";
import { RunCollector } from "../engine/run-collector.ts";
import type { Experiment } from "../workloads/mf/config/fields.ts";
import type { RunCheckpoint } from "../training/checkpoint.ts";
import type { RunSummary } from "../training/run-summary.ts";
import type { Baseline } from "../workloads/mf/baselines.ts";
import { clipped } from "../workloads/mf/data/cells.ts";
import { completedRow } from "../workloads/mf/estimate.ts";
import { foldIn } from "../workloads/mf/suggestions.ts";
import { readInput } from "../workloads/mf/read.ts";
import { bestOfNewRow, bestOfRow } from "../workloads/mf/suggestions.ts";
import type { UserFile } from "../workloads/mf/training.ts";
import { cellsOfRun, namesOfRun } from "../workloads/mf/user-file.ts";
import type { NetworkSummary } from "../workloads/mf/summary.ts";
import type {
  BackendChoice,
  Engine,
  EngineEvent,
  EngineOptions,
  EstimateOptions,
  ModelProbes,
  NetworkSteps,
  RunFacts,
  RunMetrics,
  RunOptions,
  RunProbes,
  RunReport,
  TableEstimate,
  TrainingEngine,
  TrainingRun,
} from "./api.ts";
import { readExperiment, readData, refuseUnknown, settingsFor } from "./experiment.ts";

/** Trains one run after another on an engine whose views nobody watches. */
export function runsOn(engine: Engine, { backend = "auto", onNotice }: EngineOptions): TrainingEngine {
  if (!BACKENDS.includes(backend))
    throw badInput(`There is no backend “${backend}”, only ${BACKENDS.join(", ")}.`, "backend");
  let last: EngineRun | undefined;
  let listening: EngineRun | undefined;
  engine.subscribe((event) => {
    if (event.kind === "notice") onNotice?.(event.message);
    listening?.take(event);
  });
  const dispose = async (): Promise<void> => {
    await last?.replace();
    await engine.dispose();
  };
  return {
    run: (experiment, options = {}) => {
      refuseUnknown(options, ["from", "data", "onCheckpoint", "onPreparing", "signal"]);
      const { from, data } = options;
      const config = readExperiment(experiment);
      const before = last;
      const start = async (turn: Turn): Promise<void> => {
        await before?.replace();
        listening = run;
        if (data)
          options.onPreparing?.({
            what: "reading your data",
            done: 0,
            total: 1,
            seconds: NaN,
            secondsLeft: NaN,
          });
        const file = data && (await readData(data, config, turn));
        await engine.provide(file);
        run.file = file;
        const settings = file && (await settingsFor(experiment, config, file, turn));
        if (settings?.notice !== undefined) onNotice?.(settings.notice);
        await turn();
        await engine.load(settings?.config ?? config, backend, from);
      };
      const run = new EngineRun(engine, start, options);
      void before?.replace();
      return (last = run);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

/** The options of `createEngine`. */
export const ENGINE_OPTIONS = ["backend", "load", "onNotice", "poolWorkers"];

const BACKENDS: readonly string[] = ["auto", "webgpu", "cpu"] satisfies BackendChoice[];

class EngineRun implements TrainingRun {
  /** The run's own data, if it has any. */
  file: UserFile | undefined;
  readonly #engine: Engine;
  readonly #start: (turn: Turn) => Promise<void>;
  readonly #options: RunOptions;
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

  /** `start` loads the run, and awaits turns while it prepares. The engine's events then go to `take`. */
  constructor(engine: Engine, start: (turn: Turn) => Promise<void>, options: RunOptions) {
    this.#engine = engine;
    this.#start = start;
    this.#options = options;
    if (options.signal?.aborted) this.#abort();
    else options.signal?.addEventListener("abort", this.#abort, { once: true });
  }

  readonly #abort = (): void => {
    if (this.#hasEnded) return;
    this.#failure = this.#options.signal?.reason as Error;
    if (this.#loaded) this.#engine.abandonLoad();
    void this.#end();
  };

  take(event: EngineEvent): void {
    this.#collected.take(event);
    if (event.kind === "steps") for (const network of event.networks) this.#takeSteps(network);
    else if (event.kind === "preparing") this.#options.onPreparing?.(event.preparing);
    else if (event.kind === "checkpoint" && this.#options.onCheckpoint)
      this.#unread = [...this.#unread.filter((item) => !isCheckpoint(item)), event.checkpoint];
    else if (event.kind === "views") {
      if (event.step !== this.#probes.step) this.#probes = { step: event.step, models: new Map() };
      for (const { id, ...views } of event.networks)
        this.#probes.models.set(id, { model: id, ...this.#probes.models.get(id), ...views });
    } else if (event.kind === "error") {
      const { code, message, room } = event;
      const advice = code === "no-file" ? " Pass it as `data`." : "";
      this.#failure = code === "bug" ? new Error(message) : new EngineError(code, message + advice, room);
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
          if (isCheckpoint(next)) this.#options.onCheckpoint?.(next);
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
    const { workload, facts, experiment, backend, adapter, isFallback, networks, remarks } = summary;
    return {
      experiment: experiment as RunFacts["experiment"],
      backend,
      adapter,
      isFallback,
      models: networks as readonly NetworkSummary[],
      ...(remarks ? { remarks } : {}),
      [workload]: facts,
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

  baselines(): Promise<readonly Baseline[] | undefined> {
    return this.#hold(() => readInput(this.#engine, "baselines"));
  }

  estimate({ model, isClipped = true }: EstimateOptions = {}): Promise<TableEstimate> {
    return this.#hold(async () => {
      await this.#engine.pause();
      const before = this.#collected.step;
      const best = bestOf(this.#collected, model);
      if (best.step !== before) await this.#engine.restoreAt(best.step);
      const found = await readInput(this.#engine, `estimate/${best.model}`);
      if (best.step !== before && !this.#hasEnded) await this.#engine.restoreAt(before);
      if (this.#failure) throw this.#failure;
      if (!found)
        throw badInput(
          "Only a run on a table of your own has an estimate, and only if some of its known cells are held out.",
        );
      const { rows, cols, rmse, mae, factors, scale, centred } = found;
      const experiment = this.#collected.summary?.experiment as Experiment;
      const names = this.file && namesOfRun(this.file.matrix, experiment);
      const known = this.file && cellsOfRun(this.file.matrix, experiment);
      return {
        ...best,
        rows,
        cols,
        rmse,
        mae,
        factors,
        scale,
        offset: centred.offset,
        ...(centred.ofRow && centred.ofCol ? { rowEffects: centred.ofRow, colEffects: centred.ofCol } : {}),
        ...names,
        row: (i) => completedRow(found, i, isClipped),
        completeRow: (values) =>
          foldIn(found, values).map((value) => (isClipped ? clipped(value, found.range) : value)),
        best: (row, most) =>
          typeof row === "number"
            ? bestOfRow(found, known, names?.colNames, row, most)
            : bestOfNewRow(found, row, names?.colNames, most),
      };
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
    if (this.#failure && !this.#loaded) throw this.#failure;
    if (!this.#isReplaced) await (this.#loaded ??= this.#start(this.#turn));
    this.#refuseEnded();
    return this.#collected.summary as RunSummary;
  }

  readonly #turn: Turn = async () => {
    await macrotask();
    this.#refuseEnded();
  };

  #refuseEnded(): void {
    if (this.#isReplaced) throw new EngineError("cancelled", "A later run has taken this run's place.");
    if (this.#failure) throw this.#failure;
  }

  get #canTrain(): boolean {
    return (
      !this.#isStopped && !this.#hasEnded && ["ready", "running", "paused"].includes(this.#collected.status)
    );
  }

  /** Trains to the end. After a checkpoint or probe it waits until the reader has caught up and knows the step. */
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
    this.#options.signal?.removeEventListener("abort", this.#abort);
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

/** The model with the best validation error (without validation, with the best headline), and the step of that error. */
function bestOf({ networks }: RunCollector, wanted: string | undefined): { model: string; step: number } {
  const all = [...networks.values()]
    .filter(({ id }) => wanted === undefined || id === wanted)
    .map(({ id, progress: { evaluated, best, bestStep } }) => {
      const { validation = { best, bestStep } } = evaluated;
      return { model: id, step: validation.bestStep, error: validation.best };
    });
  const [first, ...others] = all;
  if (!first) throw badInput(`The run has no steps of a model “${wanted ?? ""}”. Read its metrics first.`);
  const { model, step } = others.reduce((least, one) => (one.error < least.error ? one : least), first);
  return { model, step };
}

const isCheckpoint = (item: RunMetrics | RunCheckpoint): item is RunCheckpoint => "tensors" in item;
