/**
 * Paces a session. Networks advance in lock-step: a round makes the same number of steps of each, one after the other
 * on the device, so that each one's time is its own. Rounds are sized by time, and looked at in between.
 */
import { invariant } from "../math/errors.ts";
import type { Decomposed } from "../math/jacobi-vectors.ts";
import type { Alignment, AlignmentLook } from "./alignment.ts";
import { Cadence } from "./cadence.ts";
import { factorView, type FactorView } from "./entries.ts";
import type { Insight } from "./insight.ts";
import type { Path } from "./path-log.ts";
import type { PathRecorder } from "./path-recorder.ts";
import { HISTORY_CAPACITY } from "./plan/problem.ts";
import { followProgress, NO_PROGRESS, VALIDATION_GAP, withValidation, type Progress } from "./progress.ts";
import { ofSeed } from "./seeds.ts";
import type { Pictures, Session, Spectra, StepErrors } from "./session.ts";
import { hasSlept } from "./slept.ts";
import type { RunSnapshot } from "./snapshot.ts";
import type { Stopped, StopWatch } from "./stop-watch.ts";

/** What steps usually take is known from this much time, ms. */
const KNOWN_MS = 200;
/** Device time of a round, ms: short enough for a lively page and a prompt pause. */
const ROUND_MS = 40;
const NAP_MS = 50;
/** Pictures, and factors, each. */
const VIEWS = { share: 0.1, intervalMs: 100 };
/** What is seen of why, with paths and alignment: about a tenth of the time too, together. */
const SPECTRA = { share: 0.04, intervalMs: 100 };
const LOOKS = { share: 0.03, intervalMs: 250 };
/** The patience is what may be lost with a device. */
const SNAPSHOTS = { share: 0.02, intervalMs: 250, patienceMs: 2500 };

/** What is looked at of one network: pictures or spectra. */
export interface View {
  readonly network: number;
  readonly spectra?: Spectra;
  readonly pictures?: Pictures;
  readonly factors?: readonly FactorView[];
  readonly insight?: Insight;
  readonly alignment?: Alignment;
}

/** What is worked out on the CPU of a run, for seeing why. */
export interface Insides {
  readonly look: Look | undefined;
  readonly paths: PathRecorder;
  readonly alignment: AlignmentLook;
}

/** What is worked out, beside the spectra, from one network's decomposed factors after `step` updates. */
export interface Look {
  readonly network: number;
  readonly at: (layers: readonly Decomposed[], step: number) => Pick<View, "insight">;
}

export interface RunnerEvents {
  /** `isRetraced`: of steps that were made before. */
  steps(
    network: number,
    errors: StepErrors,
    progressBySeed: readonly Progress[],
    msPerStep: number,
    isRetraced: boolean,
  ): void;
  roundDone(): void;
  views(step: number, views: readonly View[]): void;
  path(path: Path): void;
  snapshot(snapshot: RunSnapshot): void;
}

export class Runner {
  readonly #session: Session;
  readonly #events: RunnerEvents;
  readonly #watch: StopWatch;
  readonly #insides: Insides | undefined;
  /** For each network, for each seed. */
  #progress: Progress[][] = [];
  #elapsedMs: number[] = [];
  #step = 0;
  /** The step at which time began to be measured: the start, or where a snapshot was restored. */
  #timedFrom = 0;
  #speed = Infinity;
  #stopping = false;
  #running = false;
  /** Stands, or trains, on a path that was shown before. */
  #isRetracing = false;
  /** Time per step of each network when it began to retrace, which tells nothing new of it. */
  #msBefore: number[] = [];
  #stopped: Stopped | undefined;
  readonly #picturesCadence = new Cadence(VIEWS);
  readonly #spectraCadence = new Cadence(SPECTRA);
  readonly #factorsCadence = new Cadence(VIEWS);
  readonly #lookCadence = new Cadence(LOOKS);
  readonly #snapshotCadence = new Cadence(SNAPSHOTS);
  /** Whose turn is next. */
  #spectraOf = 0;
  #factorsOf = 0;
  /** Views bring the factors too. */
  wantsFactors = false;

  /** Without insides nobody looks on while it trains: what is to be seen is told where training stands still. */
  constructor(session: Session, events: RunnerEvents, watch: StopWatch, insides?: Insides) {
    this.#insides = insides;
    this.#watch = watch;
    this.#session = session;
    this.#events = events;
    this.#forget();
  }

  /** Updates made by every network. */
  get step(): number {
    return this.#step;
  }

  /** True when no network is left that has not diverged. */
  get diverged(): boolean {
    return this.#progress.every(hasDiverged);
  }

  get running(): boolean {
    return this.#running;
  }

  /** Why the last run ended, where that was the experiment's rule. */
  get stopped(): Stopped | undefined {
    return this.#stopped;
  }

  /** Trains until `lastStep`, `stop()`, the experiment's rule or divergence. */
  async run(lastStep: number): Promise<void> {
    this.#isRetracing = false;
    await this.#train(lastStep);
  }

  async #train(lastStep: number): Promise<void> {
    this.#stopping = false;
    this.#stopped = undefined;
    this.#running = true;
    this.#lookAtOnce();
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

  /** Steps per second at most; takes effect at once. */
  setSpeed(stepsPerSecond: number): void {
    this.#speed = stepsPerSecond;
  }

  reset(): void {
    invariant(!this.#running, "reset while standing still");
    this.#session.reset();
    this.#forget();
  }

  /** Errors and pictures of the present state. */
  async show(): Promise<void> {
    await this.#evaluate();
    await this.#showPictures(this.#step);
    await this.#showPath(this.#step, true);
    await this.#showAlignment(this.#step);
  }

  /** The factors of every network, if they are wanted. */
  async showAllFactors(): Promise<void> {
    if (!this.wantsFactors) return;
    for (const network of this.#session.plan.networks.keys()) await this.#showFactors(network);
  }

  /** Spectra of every network at the present state, as long as they are wanted. */
  async showAllSpectra(wanted: () => boolean): Promise<void> {
    for (const network of this.#session.plan.networks.keys())
      if (wanted()) await this.#showSpectra(network, this.#step);
  }

  /** Hands out a snapshot of the present state; at the start there is nothing to keep. */
  async keep(): Promise<void> {
    if (this.#step === 0) return;
    const started = performance.now();
    const step = this.#step;
    const progress = this.#progress.map((bySeed) => [...bySeed]);
    this.#events.snapshot({ step, progress, ...(await this.#session.snapshot()) });
    this.#snapshotCadence.done(started);
  }

  /** Goes on from there; time is measured anew. */
  restore(snapshot: RunSnapshot): void {
    invariant(!this.#running, "restore while standing still");
    this.#session.restore(snapshot);
    this.#standAt(
      snapshot.step,
      snapshot.progress.map((bySeed) => [...bySeed]),
    );
  }

  /**
   * Back to an earlier step of the same path, since training has stopped by a rule that goes back: from `snapshot`, or from the
   * start where there is none, the steps up to it are made again.
   */
  async retrace(step: number, stopped: Stopped, snapshot: RunSnapshot | undefined): Promise<void> {
    this.#msBefore = this.#progress.map((_, network) => this.#msPerStep(network));
    if (snapshot) this.restore(snapshot);
    else this.reset();
    this.#isRetracing = true;
    await this.#train(step);
    if (this.#step === step) this.#stopped = stopped;
  }

  #forget(): void {
    const { networks, batch } = this.#session.plan;
    this.#standAt(
      0,
      networks.map(() => Array.from({ length: batch }, () => NO_PROGRESS)),
    );
  }

  #standAt(step: number, progress: Progress[][]): void {
    this.#step = this.#timedFrom = step;
    this.#isRetracing = false;
    this.#progress = progress;
    this.#elapsedMs = progress.map(() => 0);
    this.#watch.startAt(step, progress.map(hasDiverged));
    this.#snapshotCadence.restart(SNAPSHOTS.intervalMs);
  }

  /** What was spent on looks while training stood still does not count: the first steps are seen at once. */
  #lookAtOnce(): void {
    for (const cadence of [
      this.#picturesCadence,
      this.#spectraCadence,
      this.#factorsCadence,
      this.#lookCadence,
    ])
      cadence.restart();
    this.#insides?.paths.restart();
    this.#insides?.alignment.restart();
  }

  async #loop(lastStep: number): Promise<void> {
    let due = performance.now();
    let checkedAt = due;
    while (!this.#stopping && !this.#stopped && this.#step < lastStep && !this.diverged) {
      // As fast as is asked now: what is asked meanwhile holds for the next round, whose length follows from it.
      const stepMs = 1000 / this.#speed;
      const count = Math.min(this.#roundLength(), lastStep - this.#step, this.#untilValidation());
      await this.#inTurn(async (network) => {
        const errors = await this.#session.advance(network, count);
        this.#spend(network, count, errors.elapsedMs);
        this.#take(network, errors);
      });
      const usual = Math.max(this.#usualMs(count), count * stepMs);
      this.#step += count;
      if (this.#validatesHere) await this.#evaluate();
      const now = performance.now();
      const spent = now - checkedAt;
      this.#stopped = this.#watch.check(
        this.#step,
        hasSlept(spent, usual) ? usual : spent,
        this.#progress,
        this.#step === lastStep,
      );
      checkedAt = now;
      due = Math.max(due + count * stepMs, performance.now() - ROUND_MS);
      await this.#waitUntil(due);
      // At the end all of it is shown anyway.
      if (this.#insides && this.#step < lastStep) await this.#lookAround(this.#insides);
      if (this.#snapshotCadence.isDue) await this.keep();
    }
  }

  /** What is due. f on the device is that of the last forward pass, before the last update. */
  async #lookAround({ paths, alignment }: Insides): Promise<void> {
    if (this.#picturesCadence.isDue) await this.#showPictures(this.#step - 1);
    if (this.#spectraCadence.isDue) {
      await this.#showSpectra(this.#spectraOf, this.#step - 1);
      this.#spectraOf = this.#after(this.#spectraOf);
    }
    if (paths.isDue) await this.#showPath(this.#step - 1, false);
    if (alignment.isDue) await this.#showAlignment(this.#step - 1);
    if (this.wantsFactors && this.#factorsCadence.isDue) {
      await this.#showFactors(this.#factorsOf);
      this.#factorsOf = this.#after(this.#factorsOf);
    }
  }

  /** Steps to the next look at the entries set apart. */
  #untilValidation(): number {
    return this.#session.validates ? VALIDATION_GAP - (this.#step % VALIDATION_GAP) : Infinity;
  }

  get #validatesHere(): boolean {
    return this.#session.validates && this.#step % VALIDATION_GAP === 0;
  }

  /** Errors of the present state. */
  async #evaluate(): Promise<void> {
    await this.#inTurn(async (network) => {
      const errors = await this.#session.evaluate(network);
      this.#take(network, errors, this.#validatesHere ? await this.#session.validate(network) : undefined);
    });
  }

  /** Adds to a network's time, which is as long as usual where the machine slept meanwhile. */
  #spend(network: number, count: number, measuredMs: number): void {
    const before = this.#elapsedMs[network] ?? 0;
    const usual = (before / (this.#step - this.#timedFrom)) * count;
    this.#elapsedMs[network] = before + (hasSlept(measuredMs, this.#usualMs(count)) ? usual : measuredMs);
  }

  get #totalMs(): number {
    return this.#elapsedMs.reduce((sum, elapsed) => sum + elapsed, 0);
  }

  /** What so many steps of all networks took so far; Infinity where too few were made. */
  #usualMs(count: number): number {
    const total = this.#totalMs;
    return total > KNOWN_MS ? (total / (this.#step - this.#timedFrom)) * count : Infinity;
  }

  /** Steps that take about ROUND_MS for all networks together, from what they took so far. */
  #roundLength(): number {
    const timed = this.#step - this.#timedFrom;
    if (timed === 0) return 1;
    const perStep = this.#totalMs / timed;
    return Math.max(
      1,
      Math.min(
        HISTORY_CAPACITY,
        4 * timed,
        Math.floor(ROUND_MS / Math.max(perStep, 1e-3)),
        Math.floor((this.#speed * ROUND_MS) / 1000),
      ),
    );
  }

  /** Waits in short naps, so that a stop is heard. */
  async #waitUntil(due: number): Promise<void> {
    for (
      let left = due - performance.now();
      left > 0 && !this.#stopping && !this.#stopped;
      left = due - performance.now()
    )
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, NAP_MS)));
  }

  /** Makes a call for each network that has not diverged, two in flight so that the device never waits for us. */
  async #inTurn(call: (network: number) => Promise<void>): Promise<void> {
    const pending: Promise<void>[] = [];
    for (const [network, progress] of this.#progress.entries()) {
      if (hasDiverged(progress)) continue;
      const made = call(network);
      // When the first of two fails, nobody waits for the second.
      made.catch(() => undefined);
      pending.push(made);
      if (pending.length === 2) await pending.shift();
    }
    await Promise.all(pending);
    this.#events.roundDone();
  }

  #take(network: number, errors: StepErrors, validation?: readonly number[]): void {
    const { batch } = this.#session.plan;
    const progress = (this.#progress[network] ?? []).map((before, b) => {
      const now = followProgress(
        before,
        errors.firstStep,
        ofSeed(errors.train, batch, b),
        ofSeed(errors.recovery, batch, b),
      );
      return validation ? withValidation(now, validation[b] as number) : now;
    });
    this.#progress[network] = progress;
    this.#watch.take(network, errors, batch);
    this.#events.steps(
      network,
      errors,
      progress,
      this.#isRetracing ? (this.#msBefore[network] ?? NaN) : this.#msPerStep(network),
      this.#isRetracing,
    );
  }

  /** Of one seed; NaN before the first step. */
  #msPerStep(network: number): number {
    const timed = this.#session.stepsOf(network) - this.#timedFrom;
    return (this.#elapsedMs[network] ?? 0) / timed / this.#session.plan.batch;
  }

  async #showPictures(step: number): Promise<void> {
    const started = performance.now();
    const views: View[] = [];
    for (const network of this.#session.plan.networks.keys())
      views.push({ network, pictures: await this.#session.pictures(network) });
    this.#events.views(step, views);
    this.#picturesCadence.done(started);
  }

  async #showPath(step: number, must: boolean): Promise<void> {
    const path = await this.#insides?.paths.record(this.#session, step, must);
    if (path) this.#events.path(path);
  }

  async #showAlignment(step: number): Promise<void> {
    const alignments = await this.#insides?.alignment.look(this.#session);
    if (!alignments) return;
    this.#events.views(
      step,
      alignments.map((alignment, network) => ({ network, alignment })),
    );
  }

  /** Networks take turns: the spectra or factors of all would hold up training for too long on a slow device. */
  #after(network: number): number {
    return (network + 1) % this.#session.plan.networks.length;
  }

  /** The factors after the last update. */
  async #showFactors(network: number): Promise<void> {
    const started = performance.now();
    const factors = (await this.#session.factors(network)).map(factorView);
    this.#events.views(this.#step, [{ network, factors }]);
    this.#factorsCadence.done(started);
  }

  async #showSpectra(network: number, step: number): Promise<void> {
    const started = performance.now();
    const spectra = await this.#session.spectra(network);
    this.#spectraCadence.done(started);
    const look = this.#insides?.look;
    const more = network === look?.network ? await this.#lookAt(look) : {};
    this.#events.views(step, [{ network, spectra, ...more }]);
  }

  /** Takes longer than spectra: as often as its own share of the time allows, and wherever training stands still. */
  async #lookAt({ network, at }: Look): Promise<Pick<View, "insight">> {
    if (this.#running && !this.#lookCadence.isDue) return {};
    const started = performance.now();
    const view = at(await this.#session.decompositions(network), this.#step);
    this.#lookCadence.done(started);
    return view;
  }
}

/** One seed that diverged spoils the mean: the network stops. */
function hasDiverged(bySeed: readonly Progress[]): boolean {
  return bySeed.some(({ diverged }) => diverged);
}
