/**
 * Runs the engine in a worker that may crash, hang or be ended by the browser. The page sends the worker a
 * heartbeat every second. The longer the run's longest dispatch takes, the more heartbeats may stay unanswered. A
 * lost worker is replaced, and the run continues from its last checkpoint. If the new worker is also lost before
 * a later checkpoint, the run fails. The page may ask for one load after another: only the last one that waits is
 * carried out, and it does not wait long.
 */
import { SLOWEST_PER_SECOND } from "../kernels/program.ts";
import type { BackendChoice, Engine, EngineEvent, EngineStatus } from "../library/api.ts";
import type { RunCheckpoint } from "../training/checkpoint.ts";
import type { RunSummary } from "../training/run-summary.ts";
import type { RunConfig } from "../training/plan.ts";
import { formatCount } from "../core/format.ts";
import { connect, type EngineWorker, type WorkerListeners } from "./protocol.ts";

/** A load that waits, or that is in progress. */
interface Request {
  readonly load: Load;
  /** The load's checkpoint, if it is not known yet. */
  readonly late?: Promise<RunCheckpoint | undefined>;
  /** Resolves the promise of the caller. */
  readonly settle: () => void;
  isCancelled: boolean;
}

type OpenWorker = (listeners: WorkerListeners) => EngineWorker;

interface Load {
  /** The experiment with its current rates. */
  experiment: RunConfig;
  readonly backend: BackendChoice | undefined;
  /** The checkpoint from which the run would continue. */
  checkpoint: RunCheckpoint | undefined;
}

const PING_MS = 1000;
/**
 * A worker may leave at least this many heartbeats unanswered. The limit counts heartbeats, not time, because a
 * sleeping machine or a frozen page sends none.
 */
const FEWEST_UNANSWERED = 10;
/** A load that keeps a newer one waiting for this long is given up. */
export const PATIENCE_MS = 800;
/** The supervisor replaces a lost worker at most this often without a later checkpoint in between. */
const MAX_LOSSES = 1;

/**
 * The number of unanswered heartbeats after which a worker counts as hung. It grows with the longest dispatch,
 * which blocks the worker.
 */
export const patienceFor = ({ longestDispatch }: Pick<RunSummary, "longestDispatch">): number =>
  FEWEST_UNANSWERED + Math.floor(longestDispatch / SLOWEST_PER_SECOND);

/** Starts the engine in a worker, for the page. */
export const startEngine = (): Engine =>
  supervise(({ onCrash, ...listeners }) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: "dmf-engine",
    });
    worker.addEventListener("error", ({ message }) => onCrash(message || "for an unknown reason"));
    worker.addEventListener("messageerror", () => onCrash("one of its messages could not be read"));
    return { ...connect(worker, listeners), terminate: () => worker.terminate() };
  });

export const supervise = (open: OpenWorker): Engine => new Supervisor(open);

class Supervisor implements Engine {
  readonly #open: OpenWorker;
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  readonly #beat: ReturnType<typeof setInterval>;
  /** Counts ended workers, so that their late messages can be ignored. */
  #gone = 0;
  /** Undefined if the last worker has ended and nothing has been loaded since. */
  #worker: EngineWorker | undefined;
  #status: EngineStatus = "loading";
  /** The last requested load. A replacement worker repeats it. */
  #wanted: Load | undefined;
  /**
   * The load whose run was announced last. Its checkpoint remains while a later load is in progress, and if that
   * load fails or is cancelled.
   */
  #run: Load | undefined;
  /** This field and the next two are sent again to a replacement worker. */
  #provided: unknown;
  #speed: Parameters<Engine["setSpeed"]> = [Infinity];
  readonly #wantedViews = new Set<string>();
  /** The worker's reads in progress. */
  #reads = new Set<Promise<unknown>>();
  #unanswered = 0;
  #patience = FEWEST_UNANSWERED;
  /** Workers lost since training last progressed. */
  #losses = 0;
  #next: Request | undefined;
  #loading: Request | undefined;
  #patienceTimer: ReturnType<typeof setTimeout> | undefined;
  /** Settles a load whose worker has ended. */
  #giveUpLoad: () => void = () => undefined;

  constructor(open: OpenWorker) {
    this.#open = open;
    this.#worker = this.#start();
    this.#beat = setInterval(() => this.#ask(), PING_MS);
  }

  subscribe(listen: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listen);
    return () => void this.#listeners.delete(listen);
  }

  async provide(file: unknown): Promise<void> {
    this.#provided = file;
    await this.#worker?.engine.provide(file);
  }

  load(experiment: RunConfig, backend?: BackendChoice, from?: Parameters<Engine["load"]>[2]): Promise<void> {
    this.#losses = 0;
    const isLate = from instanceof Promise;
    const load = { experiment, backend, checkpoint: isLate ? undefined : from };
    return new Promise((settle) =>
      this.#request({ load, ...(isLate ? { late: from } : {}), settle, isCancelled: false }),
    );
  }

  /** Ends the worker of a load, because a worker that is busy with a large decomposition receives no messages. */
  abandonLoad(): void {
    this.#next?.settle();
    this.#next = undefined;
    if (!this.#loading) return;
    this.#loading.isCancelled = true;
    this.#end();
  }

  async setSpeed(...speed: Parameters<Engine["setSpeed"]>): Promise<void> {
    this.#speed = speed;
    await this.#worker?.engine.setSpeed(...speed);
  }

  async setRates(experiment: RunConfig): Promise<void> {
    if (this.#run) this.#run.experiment = experiment;
    await this.#worker?.engine.setRates(experiment);
  }

  async showView(name: string, isWanted: boolean): Promise<void> {
    if (isWanted) this.#wantedViews.add(name);
    else this.#wantedViews.delete(name);
    await this.#worker?.engine.showView(name, isWanted);
  }

  // Without a worker, these calls do nothing and resolve to undefined.
  readonly play = async () => this.#worker?.engine.play();
  readonly pause = async () => this.#worker?.engine.pause();
  readonly step = async (n: number) => this.#worker?.engine.step(n);
  readonly probe = async () => this.#worker?.engine.probe();
  readonly reset = async () => this.#worker?.engine.reset();
  readonly restoreAt = async (step: number) => this.#worker?.engine.restoreAt(step);

  async read(name: string): Promise<unknown> {
    const reading = this.#worker?.engine.read(name);
    if (!reading) return undefined;
    const reads = this.#reads;
    reads.add(reading);
    return reading.finally(() => reads.delete(reading));
  }

  /**
   * The supervisor knows the last checkpoint itself, because the worker may be lost. The worker has the earlier
   * ones, and may have a later one that is not announced yet: its answers can overtake its events.
   */
  async checkpointAt(step: number): Promise<RunCheckpoint | undefined> {
    const last = this.#run?.checkpoint;
    if (last && (step === Infinity || last.step === step)) return last;
    return (await this.#worker?.engine.checkpointAt(step)) ?? (last && last.step <= step ? last : undefined);
  }

  /** Ends the worker at once, because one that hangs would not answer. Its device ends with it. */
  dispose(): Promise<void> {
    clearInterval(this.#beat);
    this.abandonLoad();
    this.#end();
    return Promise.resolve();
  }

  #start(): EngineWorker {
    const before = this.#gone;
    const ifMine = (act: () => void): void => {
      if (before === this.#gone) act();
    };
    this.#unanswered = 0;
    this.#reads = new Set();
    const worker = this.#open({
      onEvent: (event) => ifMine(() => this.#hear(event)),
      onAnswer: () => ifMine(() => (this.#unanswered = 0)),
      onCrash: (reason) => ifMine(() => this.#replace(reason)),
    });
    if (this.#provided) void worker.engine.provide(this.#provided);
    void worker.engine.setSpeed(...this.#speed);
    for (const name of this.#wantedViews) void worker.engine.showView(name, true);
    return worker;
  }

  #end(): void {
    this.#gone++;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#giveUpLoad();
  }

  #request(request: Request): void {
    this.#next?.settle();
    this.#next = request;
    if (this.#loading) this.#patienceTimer ??= setTimeout(() => this.#end(), PATIENCE_MS);
    else void this.#loadAll();
  }

  async #loadAll(): Promise<void> {
    for (let next = this.#next; next; next = this.#next) {
      this.#next = undefined;
      this.#loading = next;
      const { load, late } = next;
      if (late) load.checkpoint = await late;
      if (!next.isCancelled) await this.#load((this.#wanted = load));
      clearTimeout(this.#patienceTimer);
      this.#patienceTimer = undefined;
      this.#loading = undefined;
      next.settle();
    }
  }

  #load({ experiment, backend, checkpoint }: Load): Promise<void> {
    const { engine } = (this.#worker ??= this.#start());
    return new Promise((resolve) => {
      this.#giveUpLoad = resolve;
      void engine.load(experiment, backend, checkpoint).then(resolve);
    });
  }

  #hear(event: EngineEvent): void {
    if (event.kind === "loaded" || event.kind === "resumed") {
      this.#patience = patienceFor(event.summary);
      // With any other status, the event announces the previous run on another device, not the requested run.
      if (this.#status === "loading") this.#run = this.#wanted;
    } else if (event.kind === "checkpoint") {
      if (event.checkpoint.step > (this.#run?.checkpoint?.step ?? 0)) this.#losses = 0;
      if (this.#run) this.#run.checkpoint = event.checkpoint;
    } else if (event.kind === "status") {
      this.#status = event.status;
      // The run is back at its start.
      if (this.#run && event.status === "ready" && event.step === 0) this.#run.checkpoint = undefined;
    }
    this.#emit(event);
  }

  #ask(): void {
    if (!this.#worker) return;
    // One decomposition of a large matrix while a run is prepared, or the baselines, may take longer than the patience.
    if (this.#status === "loading" || this.#reads.size > 0) this.#unanswered = 0;
    else if (this.#unanswered >= this.#patience)
      return this.#replace(`no answer for ${this.#patience} seconds`);
    this.#unanswered++;
    this.#worker.ping();
  }

  /**
   * Starts a new worker, on which the run continues. After too many losses the run fails instead, and no worker
   * starts until the user loads another run.
   */
  #replace(reason: string): void {
    const wanted = this.#wanted;
    this.#losses++;
    this.#end();
    if (this.#losses > MAX_LOSSES) return this.#fail(reason);
    if (!wanted) return;
    this.#emit({
      kind: "notice",
      code: "engine-lost",
      message: wanted.checkpoint
        ? `The engine stopped (${reason}). It was restarted, and the run continues from step ${formatCount(wanted.checkpoint.step)}.`
        : `The engine stopped (${reason}). It was restarted. The run starts over.`,
    });
    // A load that waits takes the place of the lost one.
    if (!this.#next) this.#request({ load: wanted, settle: () => undefined, isCancelled: false });
  }

  #fail(reason: string): void {
    this.#emit({
      kind: "error",
      code: "engine-lost",
      message: `The engine stopped again (${reason}). Reload the page, or choose a smaller experiment.`,
    });
    this.#hear({ kind: "status", status: "failed", step: this.#wanted?.checkpoint?.step ?? 0 });
  }

  #emit(event: EngineEvent): void {
    for (const listen of this.#listeners) listen(event);
  }
}
