/** The data of a run of matrix factorization: curves and views of every network, and the problem's pictures. */
import type { FactorView, ProblemEntries } from "../../workloads/mf/entries.ts";
import type { Path } from "../../workloads/mf/probes/trajectory.ts";
import type { MatrixSummary, MatrixView } from "../../workloads/mf/summary.ts";
import type { Progress } from "../../training/progress.ts";
import type { MatrixSteps } from "../matrix-events.ts";
import { RunData, type MetricCurve, type ModelData, type PinnedModel } from "../run-data.ts";
import { sampleCurve, type Curve, type Sample } from "../run/curves.ts";
import { Series } from "../run/series.ts";
import { StepHistory, type AlignmentHistory, type SpectrumHistory } from "../run/step-history.ts";

export type Pixels = MatrixSummary["target"];

export interface NetworkData extends ModelData {
  readonly train: Series;
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

export class MatrixData extends RunData<NetworkData> {
  protected override readonly framedBy = "pictures";
  declare path: Path | undefined;
  target: Pixels | undefined;
  observed: Pixels | undefined;
  entries: ProblemEntries | undefined;

  override start(summary: MatrixSummary): void {
    super.start(summary);
    this.resume(summary);
  }

  override resume({ target, observed, entries }: MatrixSummary): void {
    this.target = target;
    this.observed = observed;
    this.entries = entries;
  }

  protected override createModel(model: ModelData): NetworkData {
    const [train, recovery] = [new Series(), new Series()];
    model.columns.set("train", train).set("recovery", recovery);
    return {
      ...model,
      headline: "recovery",
      train,
      recovery,
      validation: new Series(),
      spectra: new StepHistory(),
      alignment: new StepHistory(),
      weights: [],
    };
  }

  override append(steps: MatrixSteps): void {
    const network = this.models.get(steps.id);
    if (network && !steps.isRetraced) appendValidation(network.validation, steps.progressBySeed);
    super.append(steps);
  }

  protected override takeViews(network: NetworkData, step: number, views: Omit<MatrixView, "id">): void {
    const { spectra, insight, factors, alignment } = views;
    if (factors) network.weights = [...earlier(network.weights, step), { step, factors }];
    if (spectra) network.spectra.add({ step, spectra, ...(insight && { insight }) });
    if (alignment) network.alignment.add({ step, alignment });
  }

  /** Pictures are recorded more often than spectra, so the spectra that are nearest to the step are shown. */
  override lookAt(step: number | undefined): number | undefined {
    const shown = super.lookAt(step);
    if (shown === undefined) return undefined;
    for (const network of this.models.values()) {
      const nearest = network.spectra.nearest(shown);
      if (!nearest) continue;
      network.view = { ...network.view, spectra: nearest.spectra };
      network.viewSteps = { ...network.viewSteps, spectra: nearest.step };
    }
    return shown;
  }

  override pinned(model: Pick<PinnedModel, "id" | "flopsPerStep">, samples: number): PinnedModel | undefined {
    const own = this.models.get(model.id);
    if (!own) return undefined;
    const { id, flopsPerStep, steps, seconds, recovery, train, validation, low, high } = sampleCurve(
      model as Pick<Curve, "id" | "flopsPerStep">,
      own,
      samples,
    );
    const curve = (values: readonly Sample[]): MetricCurve => ({ steps, values: numbers(values) });
    return {
      id,
      flopsPerStep,
      seconds: { steps, values: seconds },
      curves: {
        train: curve(train),
        recovery: { ...curve(recovery), ...(low && high && { low: numbers(low), high: numbers(high) }) },
        ...(validation && { validation: curve(validation) }),
      },
    };
  }

  /** Leaves out pictures and weights, because they are large. */
  override present(): this {
    const copy = super.present();
    for (const [id, network] of this.models)
      copy.models.set(id, { ...network, view: {}, viewSteps: {}, weights: [] });
    return copy;
  }
}

const numbers = (values: readonly Sample[]): number[] => values.map((value) => value ?? NaN);

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
