/** Recovery errors of the seeds that train together, over the steps: each seed's error, and the bands. */
import { logOverSeeds, ofSeed, overSeeds } from "../../training/seeds.ts";
import { Series } from "./series.ts";

/** The range of a band: from the smallest to the largest value, or one standard deviation around the mean. */
export type Band = "range" | "sd";

/** How several seeds are drawn. */
export interface SeedStyle {
  readonly band: Band;
  /** Whether each seed is drawn in addition to the band. */
  readonly each: boolean;
}

export const DEFAULT_SEED_STYLE: SeedStyle = { band: "range", each: false };

/** Number of values stored per seed. The bands store more. */
const SEED_CAPACITY = 2 ** 14;

export class SeedSeries {
  readonly bySeed: readonly Series[];
  readonly bands: Readonly<Record<Band, { readonly low: Series; readonly high: Series }>> = {
    range: { low: new Series(), high: new Series() },
    sd: { low: new Series(), high: new Series() },
  };
  /** Geometric mean of the errors. */
  readonly centre = new Series();

  constructor(count: number) {
    this.bySeed = Array.from({ length: count }, () => new Series(SEED_CAPACITY));
  }

  /** Entry i·B + b is the value at step firstStep + i of seed b. */
  write(firstStep: number, errors: Float64Array): void {
    const batch = this.bySeed.length;
    const { range, sd: around } = this.bands;
    const { low, high } = overSeeds(errors, batch);
    const { mean, sd } = logOverSeeds(errors, batch);
    const power = (sign: number): Float64Array =>
      mean.map((value, i) => 10 ** (value + sign * (sd[i] ?? NaN)));
    range.low.write(firstStep, low);
    range.high.write(firstStep, high);
    around.low.write(firstStep, power(-1));
    around.high.write(firstStep, power(1));
    this.centre.write(firstStep, power(0));
    this.bySeed.forEach((series, b) => series.write(firstStep, ofSeed(errors, batch, b)));
  }
}
