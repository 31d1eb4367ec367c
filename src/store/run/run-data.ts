/** The current run's data that are too large for React: series, pictures and spectra. */
import type { FactorView, ProblemEntries } from "../../workloads/mf/entries.ts";
import type { NetworkName } from "../../experiment/experiment.ts";
import type { Progress } from "../../training/progress.ts";
import type { Path } from "../../workloads/mf/probes/trajectory.ts";
import type { MatrixSummary, MatrixView } from "../../workloads/mf/summary.ts";
import { StepLog } from "../../training/step-log.ts";
import type { MatrixSteps } from "../matrix-events.ts";
import { SeedSeries } from "./seed-series.ts";
import { Series } from "./series.ts";
import { StepHistory, type AlignmentHistory, type SpectrumHistory } from "./step-history.ts";

export type Pixels = MatrixSummary["target"];

export interface NetworkData {
  readonly train: Series;
  readonly recovery: Series;
  /** The mean over the seeds, linear between two evaluations. Empty without a validation split. */
  readonly validation: Series;
  /** The seeds that train together. Undefined for a single seed. */
  readonly seeds: SeedSeries | undefined;
  /** Device time for one seed, measured up to a step. Within a round, time is divided evenly among the steps. */
  readonly seconds: Series;
  /** The step from which time is measured. */
  timedFrom: number;
  readonly spectra: SpectrumHistory;
  readonly alignment: AlignmentHistory;
  /** The last two states of the weights. Their difference shows how far training moved in between. */
  weights: readonly WeightsProbe[];
  /** The view that is shown: of the current step, or of the step to which the user returned. */
  view: ShownView | undefined;
}

/** Spectra take longer than pictures and arrive later, so they have a step of their own. */
interface ShownView extends MatrixView {
  readonly spectraStep?: number;
}

export interface WeightsProbe {
  readonly step: number;
  readonly factors: readonly FactorView[];
}

/** Pictures and the latest spectra of all networks at a step. */
interface Frame {
  readonly step: number;
  readonly views: ReadonlyMap<NetworkName, ShownView>;
}

/** Limit on the memory for earlier views, in bytes. */
export const RECORDING_BYTES = 64 * 2 ** 20;
const MAX_FRAMES = 400;

const NOTHING = new Float64Array(0);

export class RunData {
  readonly models = new Map<NetworkName, NetworkData>();
  /** The run's views so far, for looking back. */
  readonly recording = new StepLog<Frame>(bytesOf, RECORDING_BYTES, MAX_FRAMES);
  readonly #latest = new Map<NetworkName, ShownView>();
  #isLookingBack = false;
  path: Path | undefined;
  target: Pixels | undefined;
  observed: Pixels | undefined;
  entries: ProblemEntries | undefined;

  start(summary: MatrixSummary): void {
    const { networks, experiment } = summary;
    this.models.clear();
    this.recording.clear();
    this.#latest.clear();
    this.#isLookingBack = false;
    this.path = undefined;
    for (const { id } of networks)
      this.models.set(id, {
        train: new Series(),
        recovery: new Series(),
        validation: new Series(),
        seeds: experiment.seeds > 1 ? new SeedSeries(experiment.seeds) : undefined,
        seconds: new Series(),
        timedFrom: 0,
        spectra: new StepHistory(),
        alignment: new StepHistory(),
        weights: [],
        view: undefined,
      });
    this.takeProblem(summary);
  }

  /** Takes the target and its observed entries. */
  takeProblem({ target, observed, entries }: MatrixSummary): void {
    this.target = target;
    this.observed = observed;
    this.entries = entries;
  }

  append(steps: MatrixSteps): void {
    if (steps.isRetraced) return;
    const { id, firstStep, columns, bySeed, msPerStep, progressBySeed } = steps;
    const network = this.models.get(id);
    if (!network) return;
    appendValidation(network.validation, progressBySeed);
    // After a return to an earlier step, time measurement restarts there.
    if (Number.isNaN(msPerStep)) network.timedFrom = firstStep;
    const { train = NOTHING, recovery = NOTHING } = columns;
    const { seconds, timedFrom } = network;
    seconds.write(firstStep, secondsOf(seconds, firstStep, train.length, msPerStep, timedFrom));
    network.train.write(firstStep, train);
    network.recovery.write(firstStep, recovery);
    if (bySeed?.["recovery"]) network.seeds?.write(firstStep, bySeed["recovery"]);
  }

  /**
   * Takes pictures or spectra of the state at `step`. A message has one of them; the other stays as it is.
   */
  show(step: number, views: readonly MatrixView[]): void {
    for (const view of views) {
      const latest: ShownView = {
        ...this.#latest.get(view.id),
        ...view,
        ...(view.spectra && { spectraStep: step }),
      };
      this.#latest.set(view.id, latest);
      const network = this.models.get(view.id);
      const { spectra, insight, factors } = view;
      if (network && factors) network.weights = [...earlier(network.weights, step), { step, factors }];
      if (spectra) network?.spectra.add({ step, spectra, ...(insight && { insight }) });
      if (view.alignment) network?.alignment.add({ step, alignment: view.alignment });
      if (network && !this.#isLookingBack) network.view = latest;
    }
    // Spectra that arrive alone complete the frame of the current step.
    if (views.some(({ pictures }) => pictures) || this.recording.last?.step === step)
      this.recording.add({ step, views: new Map(this.#latest) });
  }

  /** Shows the last frame up to a step and returns its step. Without a step, shows the current state. */
  lookAt(step: number | undefined): number | undefined {
    const frame = step === undefined ? undefined : this.recording.upTo(step);
    this.#isLookingBack = frame !== undefined;
    for (const [id, network] of this.models) {
      network.view = (frame?.views ?? this.#latest).get(id);
      const nearest = frame && network.spectra.nearest(frame.step);
      if (nearest)
        network.view = { id, ...network.view, spectra: nearest.spectra, spectraStep: nearest.step };
    }
    return frame?.step;
  }

  /** A network's progress at an earlier step, as far as its series show it. */
  progressAt(id: NetworkName, last: Progress, step: number): Progress {
    const { recovery, train } = this.models.get(id) ?? {};
    if (!recovery || !train || step >= last.step) return last;
    let [best, bestStep] = [last.best, last.bestStep];
    if (bestStep > step) {
      best = NaN;
      for (let at = 0; at <= step; at++)
        if (!(recovery.at(at) >= best)) [best, bestStep] = [recovery.at(at), at];
    }
    const upTo = (at: number | null): number | null => (at !== null && at <= step ? at : null);
    return {
      ...last,
      step,
      loss: train.at(step),
      headline: recovery.at(step),
      best,
      bestStep,
      iterationsTo: { "1e-2": upTo(last.iterationsTo["1e-2"]), "1e-3": upTo(last.iterationsTo["1e-3"]) },
      evaluated: {},
      diverged: false,
      rise: 0,
      fall: 0,
    };
  }

  /**
   * The current recovery error divided by the error at half the steps. Near 1 if the error has stalled since
   * then.
   */
  recentFall(id: NetworkName): number {
    const series = this.models.get(id)?.recovery;
    if (!series || series.lastStep < 2) return NaN;
    return series.at(series.lastStep) / series.at(Math.floor(series.lastStep / 2));
  }
}

/** The last probe before `step`. After a reset there is none. */
const earlier = (probes: readonly WeightsProbe[], step: number): WeightsProbe[] =>
  probes.filter((probe) => probe.step < step).slice(-1);

/** Appends an evaluation at the current step, and a straight line to it from the previous evaluation. */
function appendValidation(series: Series, bySeed: readonly Progress[]): void {
  const [first] = bySeed;
  const step = first?.evaluated["validation"]?.step;
  if (step === undefined || step !== first?.step) return;
  const error =
    bySeed.reduce((sum, { evaluated }) => sum + (evaluated["validation"]?.value ?? NaN), 0) / bySeed.length;
  const from = Math.min(series.lastStep, step - 1);
  const start = series.at(from);
  const along = (i: number): number => start + ((error - start) * (i + 1)) / (step - from);
  series.write(
    from + 1,
    Float64Array.from({ length: step - from }, (_, i) => (from + 1 + i === step ? error : along(i))),
  );
}

/**
 * Bytes of a frame's pictures and weights. Spectra do not count, because they are small and frames share them.
 */
function bytesOf({ views }: Frame): number {
  let bytes = 0;
  for (const { pictures, factors = [] } of views.values()) {
    for (const { byteLength } of Object.values(pictures ?? {})) bytes += byteLength;
    for (const { values } of factors) bytes += values.byteLength;
  }
  return bytes;
}

/**
 * Time up to each of `count` steps, from the time before them and the mean time per step from `timedFrom` to the
 * last step.
 */
function secondsOf(
  known: Series,
  firstStep: number,
  count: number,
  msPerStep: number,
  timedFrom: number,
): Float64Array {
  const last = firstStep + count - 1;
  const before = Math.max(0, firstStep - 1);
  const start = before > 0 ? known.at(before) || 0 : 0;
  // Where the time measurement restarts, the time up to that step stays.
  const measured = Number.isNaN(msPerStep)
    ? known.at(last)
    : (known.at(timedFrom) || 0) + ((last - timedFrom) * msPerStep) / 1000;
  const end = last > 0 ? Math.max(start, measured || 0) : 0;
  return Float64Array.from(
    { length: count },
    (_, i) => start + ((end - start) * (firstStep + i - before)) / Math.max(1, last - before),
  );
}
