/** The engine itself: in-process in Node, inside a worker on the page. Owns the device, the session and the runner. */
import { codeOf, EngineError, messageOf } from "../core/errors.ts";
import type { LoadFile } from "../problem/bundled.ts";
import type { Backend, BackendChoice, Engine, EngineEvent, EngineStatus, RunSummary } from "./engine.ts";
import type { StartFactors } from "../workloads/mf/given.ts";
import { runEvents } from "./run-events.ts";
import { Runner } from "../training/runner.ts";
import { Sessions, type SessionHost } from "./sessions.ts";
import { SnapshotLog, type RunSnapshot } from "../training/snapshot.ts";
import { StopWatch, type Stopped } from "../training/stop-watch.ts";
import type { ModelSession } from "../training/session.ts";
import type { RunConfig } from "../training/workload.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { OwnFile } from "../workloads/mf/training.ts";
import { WORKLOADS, workloadOf, type Workloads, type PreparedRun, type RunWatcher } from "./workloads.ts";
import { formatCount } from "../core/format.ts";

export interface EngineHost extends SessionHost {
  readonly load: LoadFile;
  /** Nobody looks on while it trains: pictures and spectra are made at the start and at the end only. */
  readonly isUnseen?: boolean;
  /** By id; those of the page unless given. */
  readonly workloads?: Workloads;
}

/** What is loaded. */
interface Run {
  /** With its present rates. */
  readonly prepared: PreparedRun;
  readonly choice: BackendChoice;
  readonly watch: StopWatch;
  readonly session: ModelSession;
  readonly runner: Runner;
  readonly watcher: RunWatcher;
}

/** A run that is played at once waits so long for the spectra of its start; larger ones follow while it trains. */
const START_SPECTRA_MS = 250;
/** A device that is lost this often, and no later snapshot made in between, will not do. */
const MOST_LOSSES = 3;

export class LocalEngine implements Engine {
  readonly #host: EngineHost;
  readonly #sessions: Sessions;
  readonly #snapshots = new SnapshotLog();
  readonly #listeners: ((event: EngineEvent) => void)[] = [];
  #run: Run | undefined;
  /** The run was told of, here or where its snapshot was made. */
  #isKnown = false;
  #file: OwnFile | undefined;
  /** Failures of the device since training last came further. */
  #losses = 0;
  /** Steps per second at most. */
  #speed = Infinity;
  #wantsFactors = false;
  #queue: Promise<void> = Promise.resolve();
  /** Play that was asked for and has not ended. */
  #playing: Promise<void> | undefined;
  /** Commands that are not done. */
  #waiting = 0;
  /** Counts what ends a run: a run that was asked for before does not start. */
  #interrupts = 0;
  /** Counts loads: only the last one that was asked for is made. */
  #loads = 0;

  constructor(host: EngineHost) {
    this.#host = host;
    this.#sessions = new Sessions(host);
  }

  subscribe(listen: (event: EngineEvent) => void): void {
    this.#listeners.push(listen);
  }

  async load(
    experiment: Experiment | RunConfig,
    choice: BackendChoice = "auto",
    from?: RunSnapshot,
  ): Promise<void> {
    this.#interrupt();
    const mine = ++this.#loads;
    const isWanted = (): boolean => mine === this.#loads;
    let isMade = false;
    await this.#enqueue(async () => {
      // A device that fails from here on does not begin it again: `#recover` has made what there is.
      if (!isMade) {
        this.#unload();
        if (!isWanted()) return;
        const run = await this.#make(experiment, choice, from);
        isMade = true;
        await this.#introduce(run);
      }
      const { runner } = this.#run ?? {};
      if (runner)
        await this.#stand(runner, runner.step < experiment.steps ? "ready" : "finished", START_SPECTRA_MS);
    });
  }

  provide(file: OwnFile): Promise<void> {
    this.#file = file;
    return Promise.resolve();
  }

  /** In this process a load cannot be interrupted, only overtaken. */
  abandonLoad(): void {
    this.#loads++;
  }

  /** One that waits for its turn is not joined by another, which would begin where that one ends. */
  play(): Promise<void> {
    if (this.#playing) return this.#playing;
    const forget = (): void => {
      if (this.#playing === playing) this.#playing = undefined;
    };
    const playing = this.#train((step, lastStep) => (step < lastStep ? lastStep : Infinity)).finally(forget);
    return (this.#playing = playing);
  }

  async pause(): Promise<void> {
    this.#interrupt();
    await this.#enqueue(() => Promise.resolve());
  }

  async step(n: number): Promise<void> {
    this.#interrupt();
    await this.#train((step) => step + n);
  }

  setSpeed(stepsPerSecond: number): Promise<void> {
    this.#speed = stepsPerSecond;
    this.#run?.runner.setSpeed(stepsPerSecond);
    return Promise.resolve();
  }

  setRates(experiment: Experiment | RunConfig): Promise<void> {
    const before = this.#run;
    if (!before) return Promise.resolve();
    const prepared = before.prepared.withRates(experiment);
    before.session.setRates(prepared.rates);
    this.#run = { ...before, prepared };
    this.#tellRates(this.#run);
    return Promise.resolve();
  }

  async showFactors(wanted: boolean): Promise<void> {
    this.#wantsFactors = wanted;
    if (!this.#run) return;
    const { runner, watcher } = this.#run;
    watcher.wantsFactors = wanted;
    if (wanted && !runner.running) await this.#enqueue(() => this.#showFactors());
  }

  reset(): Promise<void> {
    return this.#goBack(0, "ready");
  }

  restoreAt(step: number): Promise<void> {
    return this.#goBack(step, "paused");
  }

  snapshotAt(step: number): Promise<RunSnapshot | undefined> {
    return Promise.resolve(this.#snapshots.upTo(step));
  }

  dataValues(): Promise<Float64Array | undefined> {
    return Promise.resolve(this.#run?.prepared.dataValues());
  }

  givenValues(): Promise<Float64Array | undefined> {
    return Promise.resolve(this.#run?.prepared.givenValues());
  }

  startFactors(): Promise<readonly StartFactors[] | undefined> {
    return Promise.resolve(this.#run?.prepared.startFactors());
  }

  async dispose(): Promise<void> {
    this.#interrupt();
    await this.#enqueue(() => Promise.resolve(this.#unload()));
    this.#listeners.length = 0;
    this.#sessions.dispose();
  }

  /** Ends the run in progress after its round, and keeps those that wait from starting. */
  #interrupt(): void {
    this.#run?.runner.stop();
    this.#playing = undefined;
    this.#interrupts++;
  }

  /** One command after the other; what goes wrong becomes an `error` event and status `failed`. */
  async #enqueue(work: () => Promise<void>): Promise<void> {
    this.#waiting++;
    this.#queue = this.#queue.then(() => this.#persist(work)).catch((error: unknown) => this.#fail(error));
    await this.#queue;
    this.#waiting--;
  }

  /** Does the work, and does it again after each failure of the device that the run survives. */
  async #persist(work: () => Promise<void>): Promise<void> {
    for (;;)
      try {
        return await work();
      } catch (error) {
        await this.#recover(error);
      }
  }

  async #train(lastStepFrom: (step: number, lastStep: number) => number): Promise<void> {
    const mine = this.#interrupts;
    let until: number | undefined;
    /** By the rule that ends in going back, once it has held. */
    let stopped: Stopped | undefined;
    await this.#enqueue(async () => {
      const run = this.#run;
      if (!run || (until === undefined && mine !== this.#interrupts)) return;
      const { runner, prepared } = run;
      until ??= lastStepFrom(runner.step, prepared.config.steps);
      this.#status("running");
      if (mine === this.#interrupts && !stopped) await runner.run(until);
      stopped ??= runner.stopped;
      if (stopped?.backTo !== undefined) {
        this.#snapshots.cut(stopped.backTo);
        await runner.retrace(stopped.backTo, stopped, this.#snapshots.last);
      }
      await this.#stand(runner, statusOf(run));
    });
  }

  /** To a step of the path: to the last snapshot up to it, or to the start, and on from there. */
  async #goBack(step: number, status: EngineStatus): Promise<void> {
    this.#interrupt();
    await this.#enqueue(async () => {
      const run = this.#run;
      if (!run) return;
      this.#snapshots.cut(step);
      run.watch.rearm();
      await run.runner.goBack(step, this.#snapshots.last);
      const wasConstant = isConstant(run);
      run.session.forgetLaterRates();
      if (!wasConstant) this.#tellRates(run);
      await this.#stand(run.runner, run.runner.step > 0 ? status : "ready");
    });
  }

  /** On the best engine that there is for it; at its start, or where a snapshot was made. */
  async #make(config: RunConfig, choice: BackendChoice, from: RunSnapshot | undefined): Promise<Run> {
    this.#status("loading");
    this.#sessions.wake(choice);
    const workload = await workloadOf(config, this.#host.workloads ?? WORKLOADS);
    const prepared = await workload.prepare({
      config,
      load: this.#host.load,
      file: this.#file,
      tell: (preparing) => this.#emit({ kind: "preparing", preparing }),
    });
    const { session, notice } = await this.#sessions.open(prepared, choice);
    if (notice) this.#emit({ kind: "notice", ...notice });
    const watch = new StopWatch(config, session.plan.models);
    return this.#start({ prepared, choice, session, watch }, from);
  }

  /** Shows where training stands; spectra last, since they may take a while: what is left when a command waits, and the patience is over, comes later. */
  async #stand(runner: Runner, status: EngineStatus, patienceMs = 0): Promise<void> {
    await runner.show();
    await runner.keep();
    await this.#showFactors();
    this.#status(status);
    const until = performance.now() + patienceMs;
    const isWanted = (): boolean => this.#waiting <= 1 || performance.now() < until;
    await this.#run?.watcher.showSpectra(runner.step, isWanted);
  }

  /** If they are wanted. */
  async #showFactors(): Promise<void> {
    if (this.#run) await this.#run.watcher.showFactors(this.#run.runner.step);
  }

  /** A runner on a session, at its start or where a snapshot was made. */
  #start(parts: Omit<Run, "runner" | "watcher">, from: RunSnapshot | undefined): Run {
    const { prepared, session, watch } = parts;
    const events = runEvents(
      session.plan.models.map(({ id }) => id),
      (event) => this.#emit(event),
      (snapshot) => this.#keep(snapshot),
    );
    const watcher = prepared.watch(session, events, this.#host.isUnseen ?? false);
    const runner = new Runner(session, events, watch, watcher);
    this.#run = { ...parts, runner, watcher };
    runner.setSpeed(this.#speed);
    watcher.wantsFactors = this.#wantsFactors;
    if (from) {
      runner.restore(from);
      this.#snapshots.add(from);
      this.#isKnown = true;
    }
    return this.#run;
  }

  #keep(snapshot: RunSnapshot): void {
    if (snapshot.step > (this.#snapshots.last?.step ?? 0)) this.#losses = 0;
    this.#snapshots.add(snapshot);
    this.#emit({ kind: "snapshot", snapshot, steps: this.#snapshots.steps });
  }

  /** Says what is trained where: in `loaded` a run that begins, in `resumed` one that goes on. */
  async #introduce({ prepared, session, runner }: Run): Promise<void> {
    const device = session.backend === "webgpu" ? this.#sessions.device : undefined;
    const summary = await prepared.summarize(session, device);
    if (this.#isKnown) this.#emit({ kind: "resumed", summary, step: runner.step });
    else this.#emit({ kind: "loaded", summary });
    this.#isKnown = true;
  }

  /**
   * After a failure of WebGPU the run goes on from the last snapshot: a lost device is replaced a few times; after that, and
   * after any other failure, training goes on on the CPU, unless WebGPU was asked for. Throws what has no way on.
   */
  async #recover(cause: unknown): Promise<void> {
    const run = this.#run;
    if (!run || run.session.backend === "cpu" || isRefusal(cause)) throw cause;
    const failedAt = run.runner.step;
    const again = codeOf(cause) === "device-lost" && ++this.#losses <= MOST_LOSSES;
    run.runner.end();
    run.session.destroy();
    const { session, error } = await this.#reopen(run, again ? "webgpu" : "cpu", cause);
    session.takeRates(run.session);
    const from = this.#snapshots.last;
    const resumed = this.#start({ ...run, session }, from);
    this.#emit({
      kind: "notice",
      code: codeOf(error),
      message:
        session.backend === "cpu"
          ? `${messageOf(error)} That was at step ${formatCount(failedAt)}; training goes on on the CPU, from step ${formatCount(resumed.runner.step)}.`
          : `${messageOf(error)} That was at step ${formatCount(failedAt)}; training goes on on a new device, from step ${formatCount(resumed.runner.step)}.`,
    });
    await this.#introduce(resumed).catch((failure: unknown) => this.#recover(failure));
  }

  /** On WebGPU where that is still wanted and possible, else on the CPU where that is allowed. `error` is the last failure. */
  async #reopen(
    { prepared, choice }: Run,
    backend: Backend,
    cause: unknown,
  ): Promise<{ session: ModelSession; error: unknown }> {
    let error = cause;
    if (backend === "webgpu")
      try {
        return { session: await this.#sessions.reopen(prepared, "webgpu"), error };
      } catch (failure) {
        error = failure;
      }
    if (choice === "webgpu") throw error;
    return { session: await this.#sessions.reopen(prepared, "cpu"), error };
  }

  #tellRates({ prepared, session }: Run): void {
    const experiment = prepared.config as RunSummary["experiment"];
    this.#emit({ kind: "rates", experiment, ...prepared.summarizeRates(session) });
  }

  #unload(): void {
    this.#run?.runner.end();
    this.#run?.session.destroy();
    this.#run = undefined;
    this.#isKnown = false;
    this.#snapshots.clear();
    this.#losses = 0;
  }

  #fail(error: unknown): void {
    const { room } = error instanceof EngineError ? error : {};
    this.#emit({ kind: "error", code: codeOf(error), message: messageOf(error), ...(room ? { room } : {}) });
    this.#status("failed");
  }

  #status(status: EngineStatus): void {
    const { step = 0, stopped } = this.#run?.runner ?? {};
    this.#emit({ kind: "status", status, step, ...(status === "stopped" && stopped ? { stopped } : {}) });
  }

  #emit(event: EngineEvent): void {
    for (const listen of this.#listeners) listen(event);
  }
}

const isConstant = ({ session }: Run): boolean =>
  session.plan.models.every((_, model) => session.hasConstantRate(model));

/** Where a run stands when it has ended by itself or was paused. */
function statusOf({ runner, prepared }: Run): EngineStatus {
  if (runner.diverged) return "diverged";
  if (runner.stopped) return "stopped";
  return runner.step === prepared.config.steps ? "finished" : "paused";
}

/** What no other engine would do better. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof EngineError &&
    ["bad-input", "no-file", "no-convergence", "cancelled"].includes(error.code)
  );
}
