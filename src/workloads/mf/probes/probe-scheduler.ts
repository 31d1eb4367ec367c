/** Schedules diagnostics: each gets a fraction of training time; all are sent during a pause. */
import type { NetworkName } from "../../../experiment/experiment.ts";
import type { createOwnView, OwnView } from "./own-directions.ts";
import type { Alignment, AlignmentProbe } from "./alignment.ts";
import type { ViewEvents, Watcher } from "../../../training/runner.ts";
import { TimeBudget } from "../../../training/time-budget.ts";
import { factorView, type FactorView } from "../entries.ts";
import type { Diagnostic, Insight } from "./insight.ts";
import type { TrajectoryRecorder } from "./trajectory.ts";
import type { Pictures, Session, Spectra } from "../session.ts";
import { SlicedWork } from "./sliced.ts";

/** The schedule of pictures, and of factors. */
const VIEWS = { fraction: 0.1, intervalMs: 100 };
/** With this budget, spectra, trajectories and alignment together take about a seventh of the time. */
const SPECTRA = { fraction: 0.08, intervalMs: 100 };
/** The schedule of spectra in idle time. */
const IDLE_SPECTRA = { fraction: 0.5, intervalMs: 100 };
/**
 * The fraction is of the whole time, and it comes out of the spectra's fraction. Singular vectors cost about fifteen
 * times as much as singular values, so a larger fraction would leave most seconds without spectra.
 */
const DIAGNOSTICS = { fraction: 0.04, intervalMs: 250 };
/**
 * Longest time that training stops for spectra and diagnostics, and longest delay of a command during a pause.
 */
const STOP_MS = 40;

/**
 * Some of one network's views. It is an alias, not an interface, so that TypeScript accepts it as any workload's view.
 */
export type View = {
  readonly network: number;
  readonly spectra?: Spectra;
  readonly pictures?: Pictures;
  /** Starts with W_1; present only while the page wants the factors. */
  readonly factors?: readonly FactorView[];
  /** The layers in the original's own directions, beside `factors`. Absent where there are none. */
  readonly own?: OwnView;
  /** Measures of how well the theorem holds. They come with the original's spectra. */
  readonly insight?: Insight;
  /** How far the network has found the target's principal components. It is sent for all networks at once. */
  readonly alignment?: Alignment;
};

/** Diagnostics of a run that are computed on the CPU. */
export interface Diagnostics {
  readonly diagnostic: Diagnostic | undefined;
  readonly paths: TrajectoryRecorder;
  readonly alignment: AlignmentProbe;
  readonly own: ReturnType<typeof createOwnView>;
}

export class ProbeScheduler implements Watcher {
  readonly #session: Session;
  readonly #events: ViewEvents;
  readonly #diagnostics: Diagnostics | undefined;
  readonly #pictures = new TimeBudget(VIEWS);
  readonly #spectra = new TimeBudget(SPECTRA);
  readonly #idleSpectra = new TimeBudget(IDLE_SPECTRA);
  readonly #factors = new TimeBudget(VIEWS);
  readonly #diagnosticBudget = new TimeBudget(DIAGNOSTICS);
  /** Spectra of past steps that are still to be computed, one after another and in slices. */
  #pending: {
    readonly step: number;
    readonly work: SlicedWork;
    readonly hasDiagnostic: boolean;
    /** Whether only the diagnostic is left to compute. */
    isSent: boolean;
    spentMs: number;
  }[] = [];
  /** The network whose turn is next. */
  #spectraOf = 0;
  /** The step whose spectra have all been sent, if the run is still at this step. */
  #spectraAt: number | undefined;
  /** May hold "factors". */
  wanted: ReadonlySet<string> = new Set();

  /** Without `diagnostics`, nothing is sent during training. */
  constructor(session: Session, events: ViewEvents, diagnostics: Diagnostics | undefined) {
    this.#session = session;
    this.#events = events;
    this.#diagnostics = diagnostics;
  }

  /** Ignores the time spent in a pause: the first steps are shown at once, and diagnostics soon after. */
  restart(): void {
    this.#pictures.restart();
    this.#factors.restart();
    this.#spectra.restart(SPECTRA.intervalMs);
    this.#diagnosticBudget.restart(DIAGNOSTICS.intervalMs);
    this.#diagnostics?.paths.restart();
    this.#diagnostics?.alignment.restart();
  }

  /**
   * Called during training, after `step` updates: sends the views that are due. On the device, f comes from the last
   * forward pass, before the last update.
   */
  async probeDue(step: number): Promise<void> {
    if (!this.#diagnostics) return;
    const { paths, alignment } = this.#diagnostics;
    if (this.#pictures.isDue) await this.#showPictures(step - 1);
    if (this.#spectra.isDue) {
      const started = performance.now();
      await this.#workOnSpectra(step, STOP_MS);
      this.#spectra.done(started);
    }
    if (paths.isDue) await this.#showPath(step - 1, false);
    if (alignment.isDue) await this.#showAlignment(step - 1);
    if (this.#wantsFactors && this.#factors.isDue) await this.#showFactors(step);
  }

  /** Computes spectra in the idle time that slow motion leaves. */
  async useIdleTime(step: number, milliseconds: number): Promise<boolean> {
    if (!this.#diagnostics || !this.#idleSpectra.isDue) return false;
    const started = performance.now();
    await this.#workOnSpectra(step, milliseconds);
    if (this.#pending.length === 0) this.#idleSpectra.done(started);
    return true;
  }

  /**
   * Called when training pauses: sends pictures, trajectories and alignment of the state after `step` updates, which has
   * been evaluated.
   */
  async show(step: number): Promise<void> {
    await this.#showPictures(step);
    await this.#showPath(step, true);
    await this.#showAlignment(step);
  }

  get #wantsFactors(): boolean {
    return this.wanted.has("factors");
  }

  async showWanted(step: number): Promise<void> {
    if (this.#wantsFactors) await this.#showFactors(step);
  }

  /**
   * Sends the spectra of every network that have not been sent yet. When `isWanted` returns false, it stops; training or
   * the next call sends the rest.
   */
  async showSlow(step: number, isWanted: () => boolean): Promise<void> {
    if (step === this.#spectraAt) return;
    if (this.#pending[0]?.step !== step) await this.#beginAll(step);
    while (this.#pending.length > 0 && isWanted()) await this.#goOn(STOP_MS);
    const areSent = this.#pending.length === 0;
    // Without `diagnostics`, training will not continue the pending work.
    if (!this.#diagnostics) this.end();
    if (areSent) this.#spectraAt = step;
  }

  /** Starts the spectra of every network, and the diagnostics of the state after this many updates. */
  async #beginAll(step: number): Promise<void> {
    // Keeps the matrices of at most two steps in memory: the step in progress and this one. Drops an earlier step's
    // diagnostic, which would delay these spectra longest.
    const [inWork] = this.#pending;
    this.#keep(({ step: at, isSent }) => at === inWork?.step && !isSent);
    // Diagnostics take longest, so the network that has them comes last.
    const diagnosed = this.#diagnostics?.diagnostic?.network;
    const networks = [...this.#session.plan.models.keys()];
    for (const network of networks.toSorted((a, b) => Number(a === diagnosed) - Number(b === diagnosed)))
      await this.#beginSpectra(network, step, step);
  }

  /** Pictures are sent on every pause, so only spectra may be missing. */
  async probe(step: number): Promise<void> {
    await this.showSlow(step, () => true);
  }

  /** Drops all pending work. */
  end(): void {
    this.#spectraAt = undefined;
    this.#keep(() => false);
  }

  #keep(isKept: (pending: { readonly step: number; readonly isSent: boolean }) => boolean): void {
    for (const pending of this.#pending) if (!isKept(pending)) pending.work.abandon();
    this.#pending = this.#pending.filter(isKept);
  }

  async #showPictures(step: number): Promise<void> {
    const started = performance.now();
    const views: View[] = [];
    for (const network of this.#session.plan.models.keys())
      views.push({ network, pictures: await this.#session.pictures(network) });
    this.#events.views(step, views);
    this.#pictures.done(started);
  }

  async #showPath(step: number, must: boolean): Promise<void> {
    const path = await this.#diagnostics?.paths.record(this.#session, step, must);
    if (path) this.#events.path(path);
  }

  async #showAlignment(step: number): Promise<void> {
    const alignments = await this.#diagnostics?.alignment.measure(this.#session);
    if (!alignments) return;
    this.#events.views(
      step,
      alignments.map((alignment, network) => ({ network, alignment })),
    );
  }

  /**
   * Networks take turns, because spectra or factors of all of them would delay training too long on a slow
   * device.
   */
  #after(network: number): number {
    return (network + 1) % this.#session.plan.models.length;
  }

  /** Sends the factors of all networks after the last update, all of one step, so that they can be compared. */
  async #showFactors(step: number): Promise<void> {
    const started = performance.now();
    const views: View[] = [];
    for (const [network, { id }] of this.#session.plan.models.entries()) {
      const factors = await this.#session.factors(network);
      const own = this.#diagnostics?.own?.(id as NetworkName, factors);
      views.push({ network, factors: factors.map(factorView), ...(own && { own }) });
    }
    this.#events.views(step, views);
    this.#factors.done(started);
  }

  /**
   * Starts the spectra of the current state. With `diagnosticsAt` it adds diagnostics of the factors after that many
   * updates, which take longer.
   */
  async #beginSpectra(network: number, step: number, diagnosticsAt: number | undefined): Promise<void> {
    const captured = await this.#session.capture(network);
    const diagnostic =
      diagnosticsAt !== undefined && network === this.#diagnostics?.diagnostic?.network
        ? this.#diagnostics.diagnostic
        : undefined;
    const isPredicted = this.#session.hasConstantRate(network);
    const work = new SlicedWork(async (turn) => {
      await turn();
      const spectra = await this.#session.spectraOf(captured, turn);
      this.#events.views(step, [{ network, spectra }]);
      pending.isSent = true;
      if (!diagnostic) return;
      const factors = captured.factors.map((factor) => ({ ...factor, data: Float64Array.from(factor.data) }));
      const decompose = () => this.#session.decompositionsOf(captured, turn);
      const more = await diagnostic.at(factors, diagnosticsAt ?? step, decompose, isPredicted);
      this.#events.views(step, [{ network, spectra, ...more }]);
    });
    const pending = { step, work, hasDiagnostic: diagnostic !== undefined, isSent: false, spentMs: 0 };
    this.#pending.push(pending);
  }

  /** Works on pending spectra for this long. If none are pending, it first starts the spectra of the next network. */
  async #workOnSpectra(step: number, milliseconds: number): Promise<void> {
    if (this.#pending.length === 0) {
      await this.#beginSpectra(this.#spectraOf, step - 1, this.#diagnosticBudget.isDue ? step : undefined);
      this.#spectraOf = this.#after(this.#spectraOf);
    }
    await this.#goOn(milliseconds);
  }

  /** Continues the pending work for about this long. */
  async #goOn(milliseconds: number): Promise<void> {
    const until = performance.now() + milliseconds;
    do {
      const [first] = this.#pending;
      if (!first) return;
      const started = performance.now();
      const isDone = await first.work.run(until - started);
      first.spentMs += performance.now() - started;
      if (!isDone || this.#pending[0] !== first) continue;
      this.#pending.shift();
      if (first.hasDiagnostic) this.#diagnosticBudget.done(performance.now() - first.spentMs);
    } while (performance.now() < until);
  }
}
