/**
 * Sets the pace of a session. Networks advance in lock-step: a round makes the same number of steps of each,
 * one network after another on the device. The time of each network can therefore be measured. Rounds are
 * sized by time, and probes run between them.
 */
import { invariant } from "../core/errors.ts";
import { TimeBudget, isClockJump } from "./time-budget.ts";
import { followProgress, NO_PROGRESS, withEvaluation, type Progress } from "./progress.ts";
import { networkSteps, ofSeed, type NetworkSteps } from "./seeds.ts";
import type { ModelSession, StepMetrics } from "./session.ts";
import type { RunCheckpoint } from "./checkpoint.ts";
import type { Stopped, EarlyStopping } from "./early-stopping.ts";
import type { Evaluation } from "./plan.ts";

/** After this much time, in ms, the usual time per step counts as known. */
const KNOWN_MS = 200;
/** Device time of a round in ms: short enough for a responsive page and a prompt pause. */
const ROUND_MS = 40;
const NAP_MS = 50;
/** With a pace by events, the part of the time that is spread evenly over the steps. */
const EVEN = 0.25;
/** Patience limits how much work a lost device can cost. */
const CHECKPOINTS = { fraction: 0.02, intervalMs: 250, patienceMs: 2500 };

/** Observes a run. It reports everything that the page shows of the run besides its metrics. */
export interface Watcher {
  /** Views that are sent only while somebody asks for them, by name. */
  wanted: ReadonlySet<string>;
  /** Called when training begins: the page should show the first steps soon. */
  restart(): void;
  /** Whether a probe is due after `step` steps. */
  isDue(step: number): boolean;
  /** Called during training, after `step` steps, if a probe is due. The state has been evaluated. */
  probeDue(step: number): Promise<void>;
  /** Number of steps until the next step with a probe of its own. `errors` has each model's best headline metric. */
  stepsLeft?(step: number, errors: readonly number[]): number;
  /** Offers this much idle time. Returns false if there was nothing to do. */
  useIdleTime(step: number, milliseconds: number): Promise<boolean>;
  /** Called when training pauses, after the state has been evaluated: shows the quick probes. */
  show(step: number): Promise<void>;
  /** Sends the wanted views of every model. */
  showWanted(step: number): Promise<void>;
  /** Runs the slower probes as long as `isWanted` returns true. */
  showSlow(step: number, isWanted: () => boolean): Promise<void>;
  /** Sends all probes of the state after `step` steps, even in an unseen run. The state has been evaluated before. */
  probe(step: number): Promise<void>;
  /** Drops all pending probes. */
  end(): void;
}

/** Some views of one model. Each is a property of its own. */
interface ModelView {
  readonly network: number;
  readonly [view: string]: unknown;
}

export interface ViewEvents {
  views(step: number, views: readonly ModelView[]): void;
  /** The trajectories so far, if the workload records them. */
  path(path: unknown): void;
}

export interface RunnerEvents {
  /** The new metrics of every model that a round has advanced or evaluated. */
  steps(models: readonly NetworkSteps[]): void;
  checkpoint(checkpoint: RunCheckpoint): void;
}

export class Runner {
  readonly #session: ModelSession;
  readonly #events: RunnerEvents;
  readonly #watch: EarlyStopping;
  readonly #watcher: Watcher;
  readonly #isDone: (model: number) => boolean;
  /** The progress of each network and seed. */
  #progress: Progress[][] = [];
  /** The metrics of the round in progress. */
  #round: NetworkSteps[] = [];
  #elapsedMs: number[] = [];
  #step = 0;
  /** The step from which time is measured: 0, or the step of a restored checkpoint. */
  #timedFrom = 0;
  #speed = Infinity;
  #byEvents = false;
  #stopping = false;
  #running = false;
  /** Whether the run is on a path that was shown before. */
  #isRetracing = false;
  /** Time per step of each network before retracing. Retracing does not measure it again. */
  #msBefore: number[] = [];
  #stopped: Stopped | undefined;
  readonly #checkpointBudget = new TimeBudget(CHECKPOINTS);

  /** `isDone` says whether a model is trained no further, although others may be. */
  constructor(
    session: ModelSession,
    events: RunnerEvents,
    watch: EarlyStopping,
    watcher: Watcher,
    isDone: (model: number) => boolean = () => false,
  ) {
    this.#isDone = isDone;
    this.#watcher = watcher;
    this.#watch = watch;
    this.#session = session;
    this.#events = events;
    this.#forget();
  }

  /** Number of steps of the run. Every network that has not diverged has made them. */
  get step(): number {
    return this.#step;
  }

  /** Whether every network has diverged. */
  get diverged(): boolean {
    return this.#progress.every(hasDiverged);
  }

  /** Whether no model is trained further. */
  get done(): boolean {
    return this.#progress.every((bySeed, model) => hasDiverged(bySeed) || this.#isDone(model));
  }

  get running(): boolean {
    return this.#running;
  }

  /** The rule that ended the last run, if any. */
  get stopped(): Stopped | undefined {
    return this.#stopped;
  }

  /** Trains until `lastStep`, `stop()`, a stopping rule or the divergence of every network. */
  async run(lastStep: number): Promise<void> {
    this.#isRetracing = false;
    await this.#train(lastStep);
  }

  async #train(lastStep: number): Promise<void> {
    this.#stopping = false;
    this.#stopped = undefined;
    this.#running = true;
    this.#watcher.restart();
    try {
      await this.#loop(lastStep);
    } finally {
      this.#running = false;
    }
  }

  /** Ends the run in progress after the round in flight. */
  stop(): void {
    this.#stopping = true;
  }

  /**
   * Limits the steps per second, starting with the next round. With `byEvents`, the run takes as long, but spends most
   * of the time where its errors fall, if every step has an error.
   */
  setSpeed(stepsPerSecond: number, byEvents = false): void {
    this.#speed = stepsPerSecond;
    this.#byEvents = byEvents;
  }

  /** Ends the run in progress, and drops all pending probes. */
  end(): void {
    this.stop();
    this.#watcher.end();
  }

  reset(): void {
    invariant(!this.#running, "a run in progress is not reset");
    this.#session.reset();
    this.#forget();
  }

  /** Reports the errors and pictures of the current state. */
  async show(): Promise<void> {
    await this.#evaluate();
    await this.#watcher.show(this.#step);
  }

  /** Reports a checkpoint of the current state. There is nothing to keep at step 0. */
  async keep(): Promise<void> {
    if (this.#step === 0) return;
    const started = performance.now();
    const step = this.#step;
    const progress = this.#progress.map((bySeed) => [...bySeed]);
    this.#events.checkpoint({ step, progress, ...(await this.#session.checkpoint()) });
    this.#checkpointBudget.done(started);
  }

  /** Continues from a checkpoint and restarts the time measurement. */
  restore(checkpoint: RunCheckpoint): void {
    invariant(!this.#running, "a run in progress is not restored");
    this.#session.restore(checkpoint);
    this.#standAt(
      checkpoint.step,
      checkpoint.progress.map((bySeed) => [...bySeed]),
    );
  }

  /** Returns to exactly this step of the path, from an earlier checkpoint or from step 0. Forgets everything later. */
  async goBack(step: number, checkpoint: RunCheckpoint | undefined): Promise<void> {
    if (checkpoint) this.restore(checkpoint);
    else this.reset();
    if (step === this.#step) return;
    this.#isRetracing = true;
    await this.#train(step);
    this.#isRetracing = false;
    this.#watch.startAt(this.#step, this.#progress.map(hasDiverged));
  }

  /**
   * Returns to an earlier step because a rule that restores a step has stopped training. Repeats the steps
   * from `checkpoint`, or from step 0 without one. The best evaluations of later steps stay known, because each model
   * is judged at its own best step.
   */
  async retrace(step: number, stopped: Stopped, checkpoint: RunCheckpoint | undefined): Promise<void> {
    this.#msBefore = this.#progress.map((_, network) => this.#msPerStep(network));
    const before = this.#progress;
    if (checkpoint) this.restore(checkpoint);
    else this.reset();
    this.#progress = this.#progress.map((bySeed, model) =>
      bySeed.map((one, b) => ({ ...one, evaluated: before[model]?.[b]?.evaluated ?? one.evaluated })),
    );
    this.#isRetracing = true;
    await this.#train(step);
    if (this.#step === step) this.#stopped = stopped;
  }

  #forget(): void {
    const { models, batch } = this.#session.plan;
    this.#standAt(
      0,
      models.map(() => Array.from({ length: batch }, () => NO_PROGRESS)),
    );
  }

  #standAt(step: number, progress: Progress[][]): void {
    this.#watcher.end();
    this.#step = this.#timedFrom = step;
    this.#isRetracing = false;
    this.#progress = progress;
    this.#elapsedMs = progress.map(() => 0);
    this.#watch.startAt(step, progress.map(hasDiverged));
    this.#checkpointBudget.restart(CHECKPOINTS.intervalMs);
  }

  async #loop(lastStep: number): Promise<void> {
    let due = performance.now();
    let checkedAt = due;
    let errors = this.#headlines;
    /** How far the errors have fallen in a step of the last round. */
    let fall = 0;
    while (!this.#stopping && !this.#stopped && this.#step < lastStep && !this.done) {
      // Uses the current speed. A change during the round applies to the next round, because the round's length follows
      // from the speed.
      const evenMs = 1000 / this.#speed;
      const eventMs = this.#eventMs(lastStep, evenMs);
      const slowMs = (eventMs > 0 ? EVEN * evenMs : evenMs) + eventMs * fall;
      const count = Math.min(
        this.#roundLength(slowMs),
        lastStep - this.#step,
        this.#untilEvaluation(),
        this.#watcher.stepsLeft?.(this.#step, this.#headlines) ?? Infinity,
      );
      await this.#inTurn(async (network) => {
        if (this.#isDone(network)) return;
        const metrics = await this.#session.advance(network, count);
        this.#spend(network, count, metrics.elapsedMs);
        this.#take(network, metrics);
      });
      const before = errors;
      errors = this.#headlines;
      fall = Math.max(0, ...errors.map((error, i) => ((before[i] ?? NaN) - error) / count || 0));
      const stepMs = (eventMs > 0 ? EVEN * evenMs : evenMs) + eventMs * fall;
      const usual = Math.max(this.#usualMs(count), count * stepMs);
      this.#step += count;
      if (this.#evaluationsAt(this.#step).length > 0) await this.#evaluate();
      const now = performance.now();
      const spent = now - checkedAt;
      // Rules ignore repeated steps.
      if (!this.#isRetracing)
        this.#stopped = this.#watch.check(
          this.#step,
          isClockJump(spent, usual) ? usual : spent,
          this.#progress,
          this.#step === lastStep,
        );
      checkedAt = now;
      due = Math.max(due + count * stepMs, performance.now() - ROUND_MS);
      await this.#waitUntil(due);
      // No probe is needed at the end, because everything is shown there anyway.
      if (!this.#stopped && this.#step < lastStep && this.#watcher.isDue(this.#step)) {
        // Errors and probes then belong to the same step.
        if (this.#evaluationsAt(this.#step).length === 0) await this.#evaluate();
        await this.#watcher.probeDue(this.#step);
      }
      if (this.#checkpointBudget.isDue) await this.keep();
    }
  }

  /** Each model's best headline metric so far, for the first seed. */
  get #headlines(): number[] {
    return this.#progress.map(([first]) => first?.best ?? NaN);
  }

  /** Number of steps until the next evaluation. */
  #untilEvaluation(): number {
    const gaps = this.#session.plan.models.flatMap(({ evaluations }) =>
      evaluations.flatMap(({ every, last = 0 }) => [
        every - (this.#step % every),
        last > this.#step ? last - this.#step : Infinity,
      ]),
    );
    return Math.min(Infinity, ...gaps);
  }

  /** All models' evaluations that are due. */
  #evaluationsAt(step: number): Evaluation[] {
    return this.#session.plan.models.flatMap(({ evaluations }) =>
      evaluations.filter(({ every, last }) => step % every === 0 || step === last),
    );
  }

  /** Measures the metrics of the current state and the evaluations that are due. */
  async #evaluate(): Promise<void> {
    const due = this.#evaluationsAt(this.#step);
    await this.#inTurn(async (model) => {
      const metrics = await this.#session.evaluate(model);
      const evaluated: Evaluated[] = [];
      for (const evaluation of this.#session.plan.models[model]?.evaluations ?? [])
        if (due.includes(evaluation))
          evaluated.push({ evaluation, values: await this.#session.measure(evaluation) });
      this.#take(model, metrics, evaluated);
    });
  }

  /** Adds to a network's time. If the machine slept meanwhile, adds the usual time instead. */
  #spend(network: number, count: number, measuredMs: number): void {
    const before = this.#elapsedMs[network] ?? 0;
    const usual = (before / (this.#step - this.#timedFrom)) * count;
    this.#elapsedMs[network] = before + (isClockJump(measuredMs, this.#usualMs(count)) ? usual : measuredMs);
  }

  get #totalMs(): number {
    return this.#elapsedMs.reduce((sum, elapsed) => sum + elapsed, 0);
  }

  /** The usual time of `count` steps of all networks; Infinity while less than KNOWN_MS was measured. */
  #usualMs(count: number): number {
    const total = this.#totalMs;
    return total > KNOWN_MS ? (total / (this.#step - this.#timedFrom)) * count : Infinity;
  }

  /** The time in which an error falls by 1; 0 unless the pace follows errors. Relative errors begin near 1. */
  #eventMs(lastStep: number, evenMs: number): number {
    const { models } = this.#session.plan;
    const haveErrors = models.every(({ metrics, headline }) =>
      metrics.some(({ id, better }) => id === headline && better === "lower"),
    );
    return this.#byEvents && haveErrors && Number.isFinite(lastStep) ? (1 - EVEN) * evenMs * lastStep : 0;
  }

  /** Number of steps that take about ROUND_MS for all networks together, judging by the times so far. */
  #roundLength(stepMs: number): number {
    const timed = this.#step - this.#timedFrom;
    if (timed === 0) return 1;
    const perStep = this.#totalMs / timed;
    return Math.max(
      1,
      Math.min(
        this.#session.longestRound,
        4 * timed,
        Math.floor(ROUND_MS / Math.max(perStep, 1e-3)),
        Math.floor(ROUND_MS / stepMs),
      ),
    );
  }

  /** Waits in short intervals, so that a stop is noticed, and offers them to the watcher. */
  async #waitUntil(due: number): Promise<void> {
    for (
      let left = due - performance.now();
      left > 0 && !this.#stopping && !this.#stopped;
      left = due - performance.now()
    ) {
      const nap = Math.min(left, NAP_MS);
      if (!(await this.#watcher.useIdleTime(this.#step, nap)))
        await new Promise((resolve) => setTimeout(resolve, nap));
    }
  }

  /**
   * Makes the call for each network that has not diverged. Two calls are in flight, so that the device never waits for
   * the next one.
   */
  async #inTurn(call: (network: number) => Promise<void>): Promise<void> {
    const pending: Promise<void>[] = [];
    for (const [network, progress] of this.#progress.entries()) {
      if (hasDiverged(progress)) continue;
      const made = call(network);
      // If the first of the two calls fails, nothing awaits the second.
      made.catch(() => undefined);
      pending.push(made);
      if (pending.length === 2) await pending.shift();
    }
    await Promise.all(pending);
    if (this.#round.length > 0) this.#events.steps(this.#round);
    this.#round = [];
  }

  #take(model: number, metrics: StepMetrics, evaluated: readonly Evaluated[] = []): void {
    const { batch, models } = this.#session.plan;
    const plan = models[model];
    invariant(plan, `model ${model} exists`);
    const progress = (this.#progress[model] ?? []).map((before, b) => {
      const columns = Object.entries(metrics.columns).map(([id, values]) => [id, ofSeed(values, batch, b)]);
      const now = followProgress(before, plan, metrics.firstStep, Object.fromEntries(columns));
      return evaluated.reduce(
        (known, { evaluation, values }) =>
          withEvaluation(
            known,
            plan,
            evaluation.metrics,
            values.map((bySeed) => bySeed[b] ?? NaN),
          ),
        now,
      );
    });
    this.#progress[model] = progress;
    this.#watch.take(model, metrics, progress);
    const msPerStep = this.#isRetracing ? (this.#msBefore[model] ?? NaN) : this.#msPerStep(model);
    this.#round.push(networkSteps(plan.id, metrics, progress, msPerStep, this.#isRetracing));
  }

  /** Mean time of a step for one seed; NaN before the first step. */
  #msPerStep(network: number): number {
    const timed = this.#session.stepsOf(network) - this.#timedFrom;
    return (this.#elapsedMs[network] ?? 0) / timed / this.#session.plan.batch;
  }
}

/** An evaluation of one model, with each metric's values for all runs. */
interface Evaluated {
  readonly evaluation: Evaluation;
  readonly values: readonly (readonly number[])[];
}

/** Whether a seed has diverged. One diverged seed spoils the mean, so the whole network stops. */
function hasDiverged(bySeed: readonly Progress[]): boolean {
  return bySeed.some(({ diverged }) => diverged);
}
