/** The data of a run of matrix factorization: curves and views of every network, and the problem's pictures. */
import type { FactorView } from "../../workloads/factor-view.ts";
import type { ProblemEntries } from "../../workloads/mf/entries.ts";
import type { Path } from "../../workloads/mf/probes/trajectory.ts";
import type { MatrixSummary, MatrixView } from "../../workloads/mf/summary.ts";
import type { Progress } from "../../training/progress.ts";
import { RunData, type ModelData } from "../run-data.ts";
import { Series } from "../run/series.ts";
import type { Band } from "../run/seed-series.ts";
import { StepHistory, type AlignmentHistory, type SpectrumHistory } from "../run/step-history.ts";

export type Pixels = MatrixSummary["target"];

export interface NetworkData extends ModelData {
  readonly recovery: Series;
  /** The mean over the seeds, linear between two evaluations. Empty without a validation split. */
  readonly validation: Series;
  readonly spectra: SpectrumHistory;
  readonly alignment: AlignmentHistory;
  /** The last two states of the weights. Their difference shows how far training moved in between. */
  weights: readonly WeightsProbe[];
  view: Omit<MatrixView, "id">;
}

export interface WeightsProbe {
  readonly step: number;
  readonly factors: readonly FactorView[];
}

/** A singular value of the first network's f that has just passed half of the target's. */
export interface Risen {
  /** From 0. */
  readonly index: number;
  readonly step: number;
  /** What f has gained since the value began to rise. */
  readonly part: Float32Array;
}

/** A value begins to rise at this fraction of the target's, and has risen at the next. */
const BEGINS = 0.15;
const HAS_RISEN = 0.5;

export class MatrixData extends RunData<NetworkData> {
  protected override readonly framedBy = "pictures";
  protected override readonly isNoisy = false;
  declare path: Path | undefined;
  target: Pixels | undefined;
  observed: Pixels | undefined;
  entries: ProblemEntries | undefined;
  /** The value that has risen last during training. */
  declare risen: Risen | undefined;
  #targetSigmas: readonly number[] = [];
  /** The number of leading values that have risen, and f before the next one began to rise. */
  #risenCount = 0;
  #before: Float32Array | undefined;

  override start(summary: MatrixSummary): void {
    super.start(summary);
    this.#targetSigmas = summary.targetSigmas;
    this.risen = this.#before = undefined;
    this.#risenCount = 0;
    this.resume(summary);
  }

  override resume({ target, observed, entries }: MatrixSummary): void {
    this.target = target;
    this.observed = observed;
    this.entries = entries;
  }

  protected override createModel(model: ModelData): NetworkData {
    const recovery = new Series();
    model.columns.set("train", new Series()).set("recovery", recovery);
    return {
      ...model,
      headline: "recovery",
      recovery,
      validation: new Series(),
      spectra: new StepHistory(),
      alignment: new StepHistory(),
      weights: [],
    };
  }

  protected override takeProgress({ validation }: NetworkData, bySeed: readonly Progress[]): void {
    appendValidation(validation, bySeed);
  }

  override take(step: number, networks: readonly MatrixView[]): boolean {
    const [first] = this.models.keys();
    const { spectra, pictures } = networks.find(({ id }) => id === first) ?? {};
    if (spectra && pictures) this.#follow(step, spectra.endToEnd, pictures.values);
    return super.take(step, networks);
  }

  #follow(step: number, sigma: readonly number[], values: Float32Array): void {
    const target = this.#targetSigmas;
    const least = target.findIndex((one, i) => !((sigma[i] ?? 0) >= HAS_RISEN * one));
    const count = least < 0 ? target.length : least;
    const before = this.#before;
    if (count > this.#risenCount && before)
      this.risen = { index: count - 1, step, part: values.map((value, at) => value - (before[at] ?? 0)) };
    this.#risenCount = count;
    if ((sigma[count] ?? 0) < BEGINS * (target[count] ?? 0)) this.#before = values;
  }

  protected override takeViews(network: NetworkData, step: number, views: Omit<MatrixView, "id">): void {
    const { spectra, insight, factors, alignment } = views;
    if (factors) network.weights = [...earlier(network.weights, step), { step, factors }];
    if (spectra) network.spectra.add({ step, spectra, ...(insight && { insight }) });
    if (alignment) network.alignment.add({ step, alignment });
  }

  override cut(step: number): void {
    super.cut(step);
    if (this.risen && this.risen.step > step) this.risen = undefined;
    for (const { spectra, alignment } of this.models.values())
      for (const history of [spectra, alignment]) history.cut(step);
  }

  /** The spectra of large matrices are recorded less often than pictures, so the nearest ones are shown. */
  override lookAt(step: number | undefined): number | undefined {
    const shown = super.lookAt(step);
    if (shown === undefined) return undefined;
    for (const network of this.models.values()) {
      const nearest = network.spectra.nearest(shown);
      if (!nearest || network.viewSteps["spectra"] === shown) continue;
      network.view = { ...network.view, spectra: nearest.spectra };
      network.viewSteps = { ...network.viewSteps, spectra: nearest.step };
    }
    return shown;
  }

  /** In a band of log₁₀ error, the middle of the recovery errors is their geometric mean. */
  protected override seriesOf(own: NetworkData, metric: string, band: Band): Series | undefined {
    if (metric === "validation") return own.validation;
    return (metric === "recovery" && band === "sd" && own.seeds?.centre) || own.columns.get(metric);
  }

  /** Leaves out pictures and weights, because they are large. */
  override present(): this {
    const copy = super.present();
    for (const [id, network] of this.models)
      copy.models.set(id, { ...network, view: {}, viewSteps: {}, weights: [] });
    return copy;
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
