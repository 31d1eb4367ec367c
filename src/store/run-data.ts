/** The numbers of the present run that are too many for React: series, pictures, spectra. */
import type { NetworkSteps, NetworkView, RunSummary } from "../engine/engine.ts";
import type { NetworkName } from "../experiment/experiment.ts";
import { Series } from "./series.ts";
import { SpectrumHistory } from "./spectrum-history.ts";

export type Pixels = RunSummary["target"];

export interface NetworkData {
  readonly train: Series;
  readonly recovery: Series;
  /** Smallest and largest recovery error of seeds that are trained together; empty for a single one. */
  readonly low: Series;
  readonly high: Series;
  /** Measured device time up to a step, as far as it was looked at: even within a round. */
  readonly seconds: Series;
  readonly spectra: SpectrumHistory;
  view: NetworkView | undefined;
}

export class RunData {
  readonly networks = new Map<NetworkName, NetworkData>();
  target: Pixels | undefined;
  observed: Pixels | undefined;

  start({ networks, target, observed }: RunSummary): void {
    this.networks.clear();
    for (const { id } of networks)
      this.networks.set(id, {
        train: new Series(),
        recovery: new Series(),
        low: new Series(),
        high: new Series(),
        seconds: new Series(),
        spectra: new SpectrumHistory(),
        view: undefined,
      });
    this.target = target;
    this.observed = observed;
  }

  append({ id, firstStep, train, recovery, recoveryLow, recoveryHigh, msPerStep }: NetworkSteps): void {
    const network = this.networks.get(id);
    network?.seconds.write(firstStep, secondsOf(network.seconds, firstStep, train.length, msPerStep));
    network?.train.write(firstStep, train);
    network?.recovery.write(firstStep, recovery);
    if (recoveryLow) network?.low.write(firstStep, recoveryLow);
    if (recoveryHigh) network?.high.write(firstStep, recoveryHigh);
  }

  /** Pictures or spectra of the state at `step`; a view brings one of them, the other stays as it was. */
  show(step: number, views: readonly NetworkView[]): void {
    for (const view of views) {
      const network = this.networks.get(view.id);
      if (!network) continue;
      network.view = { ...network.view, ...view };
      if (view.spectra) network.spectra.add(step, view.spectra);
    }
  }

  /** Recovery error now over that at half the steps: near 1 when nothing has moved for half of the run. */
  recentFall(id: NetworkName): number {
    const series = this.networks.get(id)?.recovery;
    if (!series || series.lastStep < 2) return NaN;
    return series.at(series.lastStep) / series.at(Math.floor(series.lastStep / 2));
  }
}

/** Time up to each of `count` steps, from what is known of the step before them and the mean up to the last. */
function secondsOf(known: Series, firstStep: number, count: number, msPerStep: number): Float64Array {
  const last = firstStep + count - 1;
  const before = Math.max(0, firstStep - 1);
  const start = before > 0 ? known.at(before) || 0 : 0;
  const end = last > 0 ? Math.max(start, (msPerStep * last) / 1000 || 0) : 0;
  return Float64Array.from(
    { length: count },
    (_, i) => start + ((end - start) * (firstStep + i - before)) / Math.max(1, last - before),
  );
}
