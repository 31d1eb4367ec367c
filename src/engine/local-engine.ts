/**
 * The engine itself: it runs in Node's process, or in a worker on the page. It owns the device, the session
 * and the runner.
 */
import { codeOf, EngineError, messageOf, badInput } from "../core/errors.ts";
import { macrotask } from "../core/macrotask.ts";
import type { LoadFile } from "../workloads/asset.ts";
import type { Backend, BackendChoice, Engine, EngineEvent, EngineStatus } from "./engine.ts";
import { ProbeWatcher } from "../training/probe-watcher.ts";
import { Runner, type RunnerEvents, type ViewEvents, type Watcher } from "../training/runner.ts";
import { Sessions, type SessionHost } from "./sessions.ts";
import { CheckpointLog, refuseDamaged, type RunCheckpoint } from "../training/checkpoint.ts";
import { EarlyStopping, type Stopped } from "../training/early-stopping.ts";
import { openCpu } from "../wasm/open-cpu.ts";
import type { ModelSession } from "../training/session.ts";
import type { RunConfig } from "../training/plan.ts";
import { prepareRun, summarizeRates, summarizeRun, type PreparedRun } from "./prepared-run.ts";
import { WORKLOADS, workloadOf, type Workloads } from "./workloads.ts";
import { formatCount } from "../core/format.ts";

export interface EngineHost extends SessionHost {
  readonly load: LoadFile;
  /**
   * If true, no probes run during training. A pause then sends the pictures and spectra of matrix factorization,
   * and nothing of other workloads; `probe` sends every view.
   */
  readonly isUnseen?: boolean;
  /** Workloads by id; the page's workloads by default. */
  readonly workloads?: Workloads;
}

interface Run {
  readonly prepared: PreparedRun;
  readonly choice: BackendChoice;
  readonly watch: EarlyStopping;
  readonly session: ModelSession;
  readonly runner: Runner;
  readonly watcher: Watcher;
}

/**
 * If a run is played at once, training waits this long for the initial spectra and probes. Slower ones follow
 * during training. Without the wait, a run that diverges at once would show none.
 */
const START_SPECTRA_MS = 50;
/** The engine replaces a lost device at most this often without a later checkpoint in between. */
const MAX_LOSSES = 3;

export class LocalEngine implements Engine {
  readonly #host: EngineHost;
  readonly #sessions: Sessions;
  readonly #checkpoints = new CheckpointLog();
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  #run: Run | undefined;
  /** Whether the page knows the run: this engine has announced it, or the engine that made its checkpoint has. */
  #isKnown = false;
  #file: unknown;
  /** Lost devices since training last progressed. */
  #losses = 0;
  /** Limit on steps per second, and whether the pace follows errors. */
  #speed: Parameters<Engine["setSpeed"]> = [Infinity];
  /** Names of the views that are sent only on demand. */
  readonly #wanted = new Set<string>();
  #queue: Promise<void> = Promise.resolve();
  /** The pending `play()`, if any. */
  #playing: Promise<void> | undefined;
  /** Number of unfinished commands. */
  #waiting = 0;
  /** Counts interruptions. A run requested before an interruption does not start after it. */
  #interrupts = 0;
  /** Cancels the last requested load, unless it has ended. */
  #cancelLoad: () => void = () => undefined;

  constructor(host: EngineHost) {
    this.#host = host;
    this.#sessions = new Sessions(host);
  }

  subscribe(listen: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listen);
    return () => void this.#listeners.delete(listen);
  }

  async load(
    experiment: RunConfig,
    choice: BackendChoice = "auto",
    from?: Parameters<Engine["load"]>[2],
  ): Promise<void> {
    this.#interrupt();
    this.#cancelLoad();
    const cancelling = new AbortController();
    this.#cancelLoad = () => cancelling.abort();
    let isMade = false;
    await this.#enqueue(async () => {
      // When this command is repeated after a device failure, `#recover` has already restored the run.
      if (!isMade) {
        this.#unload();
        const run = await this.#make(experiment, choice, await from, cancelling.signal);
        if (!run) return;
        isMade = true;
        await this.#introduce(run);
      }
      const { runner } = this.#run ?? {};
      if (runner)
        await this.#stand(runner, runner.step < experiment.steps ? "ready" : "finished", START_SPECTRA_MS);
    });
  }

  provide(file: unknown): Promise<void> {
    this.#file = file;
    return Promise.resolve();
  }

  abandonLoad(): void {
    this.#cancelLoad();
  }

  /** A second call while one is pending returns the same promise. */
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
    // While this command waited, the spectra of the current state were postponed.
    void this.#enqueue(() => this.#showSpectra());
  }

  async step(n: number): Promise<void> {
    refuseUnless(Number.isSafeInteger(n) && n >= 0, "The number of steps is a whole number", n);
    this.#interrupt();
    await this.#train((step) => step + n);
  }

  async probe(): Promise<void> {
    this.#interrupt();
    // A pause has evaluated the state. If the device fails during this command, the new device must evaluate it
    // again.
    let isEvaluated = true;
    await this.#enqueue(async () => {
      const run = this.#run;
      if (!run) return;
      if (!isEvaluated) await run.runner.show();
      isEvaluated = false;
      await run.watcher.probe(run.runner.step);
    });
  }

  async setSpeed(stepsPerSecond: number, byEvents = false): Promise<void> {
    refuseUnless(stepsPerSecond > 0, "The speed is a number above 0", stepsPerSecond);
    this.#speed = [stepsPerSecond, byEvents];
    this.#run?.runner.setSpeed(...this.#speed);
    return Promise.resolve();
  }

  setRates(experiment: RunConfig): Promise<void> {
    const before = this.#run;
    if (!before) return Promise.resolve();
    const { workload, built } = before.prepared;
    before.session.setRates(workload.rates(built, experiment));
    this.#run = { ...before, prepared: { ...before.prepared, config: experiment } };
    this.#tellRates(this.#run);
    return Promise.resolve();
  }

  async showView(name: string, isWanted: boolean): Promise<void> {
    if (isWanted) this.#wanted.add(name);
    else this.#wanted.delete(name);
    if (!isWanted || !this.#run || this.#run.runner.running) return;
    await this.#enqueue(async () => {
      if (this.#run) await this.#run.watcher.showWanted(this.#run.runner.step);
      // While this command waited, the spectra of the current state were postponed.
      await this.#showSpectra();
    });
  }

  reset(): Promise<void> {
    return this.#goBack(0, "ready");
  }

  async restoreAt(step: number): Promise<void> {
    refuseUnless(Number.isSafeInteger(step) && step >= 0, "A step is a whole number", step);
    await this.#goBack(step, "paused");
  }

  checkpointAt(step: number): Promise<RunCheckpoint | undefined> {
    return Promise.resolve(this.#checkpoints.upTo(step));
  }

  async read(name: string): Promise<unknown> {
    const { prepared, session } = this.#run ?? {};
    return session && prepared?.workload.read?.(name, prepared.built, prepared.plan, session);
  }

  async dispose(): Promise<void> {
    this.#interrupt();
    this.#cancelLoad();
    await this.#enqueue(() => Promise.resolve(this.#unload()));
    this.#listeners.clear();
    this.#sessions.dispose();
  }

  /** Ends the run in progress after its round, and keeps queued runs from starting. */
  #interrupt(): void {
    this.#run?.runner.stop();
    this.#playing = undefined;
    this.#interrupts++;
  }

  /** Runs commands one after another. A failure becomes an `error` event and status `failed`. */
  async #enqueue(work: () => Promise<void>): Promise<void> {
    this.#waiting++;
    this.#queue = this.#queue.then(() => this.#persist(work)).catch((error: unknown) => this.#fail(error));
    await this.#queue;
    this.#waiting--;
  }

  /** Does the work. Repeats it after each device failure that the run survives. */
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
    /** Set once a rule has ended the run, so that a repetition after a device failure trains no further. */
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
        this.#checkpoints.cut(stopped.backTo);
        await runner.retrace(stopped.backTo, stopped, this.#checkpoints.last);
      }
      await this.#stand(runner, statusOf(run));
    });
  }

  /** Returns to an earlier step, from the last checkpoint at or before it, or from step 0. */
  async #goBack(step: number, status: EngineStatus): Promise<void> {
    this.#interrupt();
    await this.#enqueue(async () => {
      const run = this.#run;
      if (!run) return;
      this.#checkpoints.cut(step);
      run.watch.rearm();
      await run.runner.goBack(step, this.#checkpoints.last);
      const wasConstant = isConstant(run);
      run.session.forgetLaterRates();
      if (!wasConstant) this.#tellRates(run);
      await this.#stand(run.runner, run.runner.step > 0 ? status : "ready");
    });
  }

  /**
   * Opens the run on the best available engine, at its start or at a checkpoint. Undefined if the load was cancelled. The
   * work in progress then ends after its slice.
   */
  async #make(
    config: RunConfig,
    choice: BackendChoice,
    from: RunCheckpoint | undefined,
    cancelled: AbortSignal,
  ): Promise<Run | undefined> {
    if (cancelled.aborted) return undefined;
    this.#status("loading");
    if (!BACKENDS.includes(choice))
      throw badInput(`There is no backend “${choice}”, only ${BACKENDS.join(", ")}.`);
    void this.#sessions.wake(choice);
    const { poolWorkers } = this.#host;
    const prepare = async (): Promise<PreparedRun> => {
      const workload = await workloadOf(config, this.#host.workloads ?? WORKLOADS);
      return prepareRun(workload, {
        config,
        load: this.#host.load,
        file: this.#file,
        tell: (preparing) => {
          if (!cancelled.aborted) this.#emit({ kind: "preparing", preparing });
        },
        turn: async () => {
          await macrotask();
          cancelled.throwIfAborted();
        },
        ...(poolWorkers && { openCpu: (program) => openCpu(program, poolWorkers) }),
      });
    };
    const cancellation = new Promise<undefined>((resolve) =>
      cancelled.addEventListener("abort", () => resolve(undefined)),
    );
    const prepared = await Promise.race([prepare(), cancellation]);
    if (!prepared || cancelled.aborted) return undefined;
    if (from) refuseDamaged(from, prepared.plan);
    const { session, notice } = await this.#sessions.open(prepared, choice);
    await macrotask();
    if (cancelled.aborted) {
      session.destroy();
      return undefined;
    }
    if (notice) this.#emit({ kind: "notice", ...notice });
    const watch = new EarlyStopping(config, session.plan.models);
    return this.#start({ prepared, choice, session, watch }, from);
  }

  /**
   * Sends the current state. Spectra come last because they may take a while; they are postponed if a command
   * waits and `patienceMs` is over.
   */
  async #stand(runner: Runner, status: EngineStatus, patienceMs = 0): Promise<void> {
    await runner.show();
    await runner.keep();
    this.#status(status);
    await this.#showSpectra(patienceMs);
  }

  async #showSpectra(patienceMs = 0): Promise<void> {
    const until = performance.now() + patienceMs;
    const isWanted = (): boolean => this.#waiting <= 1 || performance.now() < until;
    if (this.#run) await this.#run.watcher.showSlow(this.#run.runner.step, isWanted);
  }

  /** Makes a runner on a session, at step 0 or at a checkpoint. */
  #start(parts: Omit<Run, "runner" | "watcher">, from: RunCheckpoint | undefined): Run {
    const { prepared, session, watch } = parts;
    const ids = session.plan.models.map(({ id }) => id);
    const events: RunnerEvents & ViewEvents = {
      steps: (networks) => this.#emit({ kind: "steps", networks }),
      views: (step, views) => {
        const networks = views.map(({ network, ...view }) => ({ id: ids[network] as string, ...view }));
        this.#emit({ kind: "views", step, networks });
      },
      path: (path) => this.#emit({ kind: "path", path }),
      checkpoint: (checkpoint) => this.#keep(checkpoint),
    };
    const { workload, config, built } = prepared;
    const { isUnseen = false } = this.#host;
    const watcher =
      workload.watch?.(session, config, built, events, isUnseen) ??
      new ProbeWatcher(session, () => workload.probes(config, built), isUnseen, events);
    const runner = new Runner(session, events, watch, watcher);
    this.#run = { ...parts, runner, watcher };
    runner.setSpeed(...this.#speed);
    watcher.wanted = this.#wanted;
    if (from) {
      runner.restore(from);
      this.#checkpoints.add(from);
      this.#isKnown = true;
    }
    return this.#run;
  }

  #keep(checkpoint: RunCheckpoint): void {
    if (checkpoint.step > (this.#checkpoints.last?.step ?? 0)) this.#losses = 0;
    this.#checkpoints.add(checkpoint);
    this.#emit({ kind: "checkpoint", checkpoint, steps: this.#checkpoints.steps });
  }

  /** Announces the run and its device: `loaded` for a new run, `resumed` for a continued one. */
  async #introduce({ prepared, session, runner }: Run): Promise<void> {
    const device = session.backend === "webgpu" ? this.#sessions.device : undefined;
    const summary = await summarizeRun(prepared, session, device);
    if (this.#isKnown) this.#emit({ kind: "resumed", summary, step: runner.step });
    else this.#emit({ kind: "loaded", summary });
    this.#isKnown = true;
  }

  /**
   * After a WebGPU failure the run continues from the last checkpoint. A lost device is replaced a few times.
   * After that, and after any other failure, training continues on the CPU, unless the user chose WebGPU.
   * Throws if the run cannot continue.
   */
  async #recover(cause: unknown): Promise<void> {
    const run = this.#run;
    if (!run || run.session.backend === "cpu" || isRefusal(cause)) throw cause;
    const failedAt = run.runner.step;
    const again = codeOf(cause) === "device-lost" && ++this.#losses <= MAX_LOSSES;
    run.runner.end();
    run.session.destroy();
    const { session, error } = await this.#reopen(run, again ? "webgpu" : "cpu", cause);
    session.takeRates(run.session);
    const from = this.#checkpoints.last;
    const resumed = this.#start({ ...run, session }, from);
    this.#emit({
      kind: "notice",
      code: codeOf(error),
      message: `${messageOf(error)} This happened at step ${formatCount(failedAt)}. Training continues on ${session.backend === "cpu" ? "the CPU" : "a new device"} from step ${formatCount(resumed.runner.step)}.`,
    });
    await this.#introduce(resumed).catch((failure: unknown) => this.#recover(failure));
  }

  /**
   * Opens `backend`. If WebGPU fails, opens the CPU, unless the user chose WebGPU. `error` is the last failure;
   * the promise rejects with it if nothing opens.
   */
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
    this.#emit({ kind: "rates", experiment: prepared.config, ...summarizeRates(prepared, session) });
  }

  #unload(): void {
    this.#run?.runner.end();
    this.#run?.session.destroy();
    this.#run = undefined;
    this.#isKnown = false;
    this.#checkpoints.clear();
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
    for (const listen of this.#listeners)
      try {
        listen(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
  }
}

const BACKENDS: readonly BackendChoice[] = ["auto", "webgpu", "cpu"];

/** `rule` begins the sentence that refuses the number. */
function refuseUnless(isAllowed: boolean, rule: string, given: number): void {
  if (!isAllowed) throw badInput(`${rule}, not ${given}.`);
}

const isConstant = ({ session }: Run): boolean =>
  session.plan.models.every((_, model) => session.hasConstantRate(model));

/** The status of a run that has ended or was paused. */
function statusOf({ runner, prepared }: Run): EngineStatus {
  if (runner.diverged) return "diverged";
  if (runner.stopped) return "stopped";
  return runner.step === prepared.config.steps ? "finished" : "paused";
}

/** Whether every other engine would fail in the same way. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof EngineError &&
    ["bad-input", "foreign-state", "no-file", "no-convergence", "cancelled"].includes(error.code)
  );
}
