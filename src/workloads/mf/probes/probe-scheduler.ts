/** Schedules diagnostics: each gets a fraction of training time; all are sent during a pause. */
import type { NetworkName } from "../config/fields.ts";
import type { createOwnView } from "./own-directions.ts";
import type { OwnView } from "../../own-view.ts";
import type { Alignment, AlignmentProbe } from "./alignment.ts";
import type { ViewEvents, Watcher } from "../../../training/runner.ts";
import { inSlices } from "../../../core/macrotask.ts";
import type { Parts } from "../../../core/parts.ts";
import { TimeBudget } from "../../../training/time-budget.ts";
import { factorView, type FactorView } from "../../factor-view.ts";
import type { curvatureOf, Diagnostic, Insight } from "./insight.ts";
import type { TrajectoryRecorder } from "./trajectory.ts";
import type { Captured, Pictures, Session, Spectra } from "../session.ts";
import { inFloat64 } from "../host-steps.ts";
import { SlicedWork } from "./sliced.ts";

/** The schedule of frames: pictures, factors and spectra of all networks at one step. */
const FRAMES = { fraction: 0.22, intervalMs: 100, patienceMs: 1000 };
/** The schedule of waiting spectra. Together with trajectories and alignment, probes take about a third of the time. */
const SPECTRA = { fraction: 0.08, intervalMs: 100 };
/**
 * The fraction is of the whole time, and it comes out of the spectra's fraction. Singular vectors cost about fifteen
 * times as much as singular values, so a larger fraction would leave most seconds without spectra.
 */
const DIAGNOSTICS = { fraction: 0.04, intervalMs: 250 };
/**
 * Longest time that training stops for waiting spectra and diagnostics, and longest delay of a command during a pause.
 */
const STOP_MS = 40;
/** Spectra belong to the frame if their matrices have at most this many rows · columns · smaller side: about 60 ms. */
const QUICK = 1.6e8;
/** Spectra are recorded this often in a run, and more often while an error falls. */
const RECORDS = 64;
const FINER = 3;
/** An error falls if a step of the finer grid lowers it by more than this fraction. Smaller errors than the next do not count. */
const FALLING = 0.01;
const SETTLED = 1e-4;
/** Limit on the memory for states that wait for their spectra. */
const WAITING_BYTES = 96 * 2 ** 20;

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
  /** The measured top curvature of the loss, where 2 over it limits η. It is measured in a pause, and only on demand. */
  readonly curvature?: number;
};

export interface Diagnostics {
  readonly diagnostic: Diagnostic | undefined;
  readonly paths: TrajectoryRecorder;
  readonly alignment: AlignmentProbe;
  readonly curvature: ReturnType<typeof curvatureOf>;
}

/** A captured step of all networks whose spectra or diagnostics are still to be computed, in slices. */
interface Waiting {
  readonly step: number;
  readonly work: SlicedWork;
  readonly hasDiagnostic: boolean;
  /** Whether it belongs to the recorded history. Otherwise a later step may take its place. */
  readonly isRecord: boolean;
  readonly byteLength: number;
  /** Whether only the diagnostic is left to compute. */
  isSent: boolean;
  spentMs: number;
}

/** The spectra of all networks at a step, with the matrices that they belong to. */
interface Frame {
  readonly step: number;
  readonly captured: readonly Captured[];
  readonly spectra?: readonly Spectra[];
}

export class ProbeScheduler implements Watcher {
  readonly #session: Session;
  readonly #events: ViewEvents;
  readonly #diagnostics: Diagnostics | undefined;
  readonly #own: ReturnType<typeof createOwnView>;
  readonly #steps: number;
  readonly #frames = new TimeBudget(FRAMES);
  readonly #spectra = new TimeBudget(SPECTRA);
  readonly #diagnosticBudget = new TimeBudget(DIAGNOSTICS);
  /** The first one is in progress. The newest one comes next. */
  #waiting: Waiting[] = [];
  /** The last recorded step with its errors, and the next step to record. */
  #record: { readonly step: number; readonly errors: readonly number[]; readonly next: number } = NO_RECORD;
  /** The last frame that has spectra. */
  #last: Frame | undefined;
  /** The step whose spectra and diagnostics have all been sent, if the run is still at this step. */
  #allSentAt: number | undefined;
  /** The step whose curvature has been sent, if the run is still at this step. */
  #curvatureAt: number | undefined;
  /** May hold "factors" and "curvature". */
  wanted: ReadonlySet<string> = new Set();

  /** Without `diagnostics`, nothing is sent during training. `steps` is the planned length of the run. */
  constructor(
    session: Session,
    events: ViewEvents,
    diagnostics: Diagnostics | undefined,
    own: ReturnType<typeof createOwnView>,
    steps: number,
  ) {
    this.#session = session;
    this.#events = events;
    this.#diagnostics = diagnostics;
    this.#own = own;
    this.#steps = steps;
  }

  /** Ignores the time spent in a pause: the first steps are shown at once, and diagnostics soon after. */
  restart(): void {
    this.#frames.restart();
    this.#spectra.restart(SPECTRA.intervalMs);
    this.#diagnosticBudget.restart(DIAGNOSTICS.intervalMs);
    this.#diagnostics?.paths.restart();
    this.#diagnostics?.alignment.restart();
  }

  /** The grid depends on steps and errors only, not on the speed of the device. */
  stepsLeft(step: number, errors: readonly number[]): number {
    if (!this.#diagnostics) return Infinity;
    const { step: last, errors: before, next } = this.#record;
    if (step >= next || step < last) {
      const fine = Math.max(1, Math.floor(this.#steps / RECORDS / FINER));
      const least = (FALLING * (step - last)) / fine;
      const isFalling = errors.some((error, i) => {
        const was = before[i] ?? NaN;
        return was - error > least * was && was > SETTLED;
      });
      const gap = isFalling ? fine : FINER * fine;
      this.#record = { step, errors, next: (Math.floor(step / gap) + 1) * gap };
    }
    return this.#record.next - step;
  }

  isDue(step: number): boolean {
    if (!this.#diagnostics) return false;
    const { paths, alignment } = this.#diagnostics;
    return (
      step === this.#record.next ||
      this.#frames.isDue ||
      (this.#waiting.length > 0 && this.#spectra.isDue) ||
      paths.isDue ||
      alignment.isDue
    );
  }

  async probeDue(step: number): Promise<void> {
    if (!this.#diagnostics) return;
    const { paths, alignment } = this.#diagnostics;
    const isRecord = step === this.#record.next;
    if (this.#frames.isDue) await this.#showFrame(step, isRecord);
    else if (isRecord) this.#begin({ step, captured: await this.#capture() }, true, false);
    if (this.#waiting.length > 0 && this.#spectra.isDue) {
      const started = performance.now();
      await this.#goOn(STOP_MS);
      this.#spectra.done(started);
    }
    if (paths.isDue) await this.#showPath(step, false);
    if (alignment.isDue) await this.#showAlignment(step);
  }

  /** Computes waiting spectra in the idle time that slow motion leaves. */
  async useIdleTime(_step: number, milliseconds: number): Promise<boolean> {
    if (this.#waiting.length === 0) return false;
    await this.#goOn(milliseconds);
    return true;
  }

  /** Called when training pauses: sends a frame, trajectories and alignment of the state after `step` updates. */
  async show(step: number): Promise<void> {
    await this.#showFrame(step, false);
    await this.#showPath(step, true);
    await this.#showAlignment(step);
  }

  get #wantsFactors(): boolean {
    return this.wanted.has("factors");
  }

  async showWanted(step: number): Promise<void> {
    if (this.#wantsFactors) this.#events.views(step, this.#factorViews(await this.#capture()));
  }

  /**
   * Sends the spectra of every network that have not been sent yet, and the diagnostics. When `isWanted` returns false,
   * it stops; training or the next call sends the rest.
   */
  async showSlow(step: number, isWanted: () => boolean): Promise<void> {
    if (step !== this.#allSentAt) await this.#showSpectra(step, isWanted);
    const measure = this.wanted.has("curvature") ? this.#diagnostics?.curvature : undefined;
    if (measure && step !== this.#curvatureAt) await this.#showCurvature(step, measure, isWanted);
  }

  async #showSpectra(step: number, isWanted: () => boolean): Promise<void> {
    if (!this.#waiting.some((one) => one.step === step && !one.isRecord)) {
      // Drops what an earlier pause has left, except the step in progress.
      this.#keep((one, i) => !one.isSent && (one.isRecord || i === 0));
      const last = this.#last?.step === step ? this.#last : { step, captured: await this.#capture() };
      this.#begin(last, false, true);
    }
    while (this.#waiting.length > 0 && isWanted()) await this.#goOn(STOP_MS);
    const areSent = this.#waiting.length === 0;
    // Without `diagnostics`, training will not continue the work.
    if (!this.#diagnostics) this.end();
    if (areSent) this.#allSentAt = step;
  }

  /** Sends the top curvature of every network that has a limit, unless `isWanted` returns false before the end. */
  async #showCurvature(
    step: number,
    measure: NonNullable<Diagnostics["curvature"]>,
    isWanted: () => boolean,
  ): Promise<void> {
    const views: View[] = [];
    for (const network of this.#session.plan.models.keys()) {
      if (!isWanted()) return;
      const parts = measure(network, await this.#session.factors(network));
      if (!parts) continue;
      const curvature = await inSlices(whileWanted(parts, isWanted));
      if (curvature === undefined) return;
      views.push({ network, curvature });
    }
    if (views.length > 0) this.#events.views(step, views);
    this.#curvatureAt = step;
  }

  /** A pause sends pictures, so only spectra and own directions may be missing. */
  async probe(step: number): Promise<void> {
    await this.showSlow(step, () => true);
    if (this.#own) this.#events.views(step, this.#factorViews(await this.#capture()));
  }

  /** Drops everything that waits. */
  end(): void {
    this.#allSentAt = this.#curvatureAt = this.#last = undefined;
    this.#record = NO_RECORD;
    this.#keep(() => false);
  }

  #keep(isKept: (waiting: Waiting, index: number) => boolean): void {
    const dropped = this.#waiting.filter((one, i) => !isKept(one, i));
    this.#waiting = this.#waiting.filter((one) => !dropped.includes(one));
    for (const { work } of dropped) work.abandon();
  }

  /** f and the factors of every network. */
  async #capture(): Promise<Captured[]> {
    const all: Captured[] = [];
    for (const network of this.#session.plan.models.keys()) all.push(await this.#session.capture(network));
    return all;
  }

  /** Whether the spectra of all networks are computed as fast as their pictures. */
  get #isQuick(): boolean {
    const matrices = this.#session.plan.models.flatMap(({ f, W }) => [f, ...W]);
    const work = matrices.map(({ rows, cols }) => rows * cols * Math.min(rows, cols));
    return work.reduce((sum, one) => sum + one, 0) <= QUICK;
  }

  /** Sends everything that is quick to compute, all of one step. Slower spectra follow, with their step. */
  async #showFrame(step: number, isRecord: boolean): Promise<void> {
    const started = performance.now();
    const isQuick = this.#isQuick;
    const isAsked = isRecord || (this.#diagnostics !== undefined && this.#waiting.length === 0);
    const captured = isQuick || isAsked || this.#wantsFactors ? await this.#capture() : [];
    const factors = this.#wantsFactors ? this.#factorViews(captured) : [];
    const spectra: Spectra[] = [];
    if (isQuick) for (const one of captured) spectra.push(await this.#session.spectraOf(one));
    const views: View[] = [];
    for (const network of this.#session.plan.models.keys())
      views.push({
        ...factors[network],
        network,
        pictures: await this.#session.pictures(network),
        ...(spectra[network] && { spectra: spectra[network] }),
      });
    this.#events.views(step, views);
    this.#frames.done(started);
    const frame = { step, captured, ...(isQuick && { spectra }) };
    if (isQuick) this.#last = frame;
    if (isAsked) this.#begin(frame, isRecord, false);
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

  #factorViews(captured: readonly Captured[]): View[] {
    return this.#session.plan.models.map(({ id }, network) => {
      const factors = (captured[network]?.factors ?? []).map(inFloat64);
      const own = this.#own?.(id as NetworkName, factors);
      return { network, factors: factors.map(factorView), ...(own && { own }) };
    });
  }

  /**
   * Lets a step wait for its spectra, and for the diagnostics of the original if they are due or `isDiagnosed`. Does
   * nothing if all of these are known.
   */
  #begin({ step, captured, spectra: known }: Frame, isRecord: boolean, isDiagnosed: boolean): void {
    const wanted = isDiagnosed || this.#diagnosticBudget.isDue;
    const diagnostic = wanted ? this.#diagnostics?.diagnostic : undefined;
    if (known && !diagnostic) return;
    const isPredicted = diagnostic !== undefined && this.#session.hasConstantRate(diagnostic.network);
    const work = new SlicedWork(async (turn) => {
      await turn();
      const spectra: Spectra[] = [...(known ?? [])];
      if (!known) {
        for (const one of captured) spectra.push(await this.#session.spectraOf(one, turn));
        this.#events.views(
          step,
          spectra.map((one, network) => ({ network, spectra: one })),
        );
      }
      waiting.isSent = true;
      const original = diagnostic && captured[diagnostic.network];
      const own = diagnostic && spectra[diagnostic.network];
      if (!original || !own) return;
      const decompose = () => this.#session.decompositionsOf(original, turn);
      const insight = await diagnostic.at(original.factors.map(inFloat64), step, decompose, isPredicted);
      this.#events.views(step, [{ network: diagnostic.network, spectra: own, insight }]);
    });
    const waiting: Waiting = {
      step,
      work,
      hasDiagnostic: diagnostic !== undefined,
      isRecord,
      byteLength: captured.reduce((sum, one) => sum + bytesOf(one), 0),
      isSent: known !== undefined,
      spentMs: 0,
    };
    this.#waiting.push(waiting);
    // If there is too little memory, every second waiting step is left out.
    const bytes = this.#waiting.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const last = this.#waiting.length - 1;
    if (bytes > WAITING_BYTES) this.#keep((_, i) => i === 0 || (last - i) % 2 === 0);
  }

  /** Continues the waiting work for about this long. */
  async #goOn(milliseconds: number): Promise<void> {
    const until = performance.now() + milliseconds;
    do {
      const [first] = this.#waiting;
      if (!first) return;
      const started = performance.now();
      const isDone = await first.work.run(until - started);
      first.spentMs += performance.now() - started;
      if (!isDone || this.#waiting[0] !== first) continue;
      const newest = this.#waiting.at(-1) ?? first;
      this.#waiting = this.#waiting.filter((one) => one !== first && one !== newest);
      if (newest !== first) this.#waiting.unshift(newest);
      if (first.hasDiagnostic) this.#diagnosticBudget.done(performance.now() - first.spentMs);
    } while (performance.now() < until);
  }
}

const NO_RECORD = { step: 0, errors: [], next: 0 };

/** Ends early, without a result, as soon as `isWanted` returns false. */
function* whileWanted<T>(parts: Parts<T>, isWanted: () => boolean): Parts<T | undefined> {
  for (;;) {
    const { done, value } = parts.next();
    if (done) return value;
    if (!isWanted()) return undefined;
    yield;
  }
}

const bytesOf = ({ endToEnd, factors }: Captured): number =>
  [endToEnd, ...factors].reduce((sum, { rows, cols }) => sum + 4 * rows * cols, 0);
