/** Compares the original with a compressed network seed by seed: equal seeds make paired differences. */
import { logOverSeeds } from "../../training/seeds.ts";
import type { SeedSeries } from "../run/seed-series.ts";

export interface PairedRow {
  readonly step: number;
  /** For each seed: log₁₀ of the original's error minus log₁₀ of the other's, so above 0 the other is better. */
  readonly bySeed: readonly number[];
  readonly mean: number;
  /** Sample standard deviation over the B seeds (divisor B − 1). */
  readonly sd: number;
}

/** At most `count` + 1 rows, spread evenly over the steps that both networks have, with both ends. */
export function pairedRows(original: SeedSeries, other: SeedSeries, count: number): PairedRow[] {
  const last = Math.min(original.centre.lastStep, other.centre.lastStep);
  if (last < 0) return [];
  const gaps = Math.max(1, Math.min(count, last));
  const steps = new Set(Array.from({ length: gaps + 1 }, (_, i) => Math.round((last * i) / gaps)));
  return [...steps].map((step) => {
    const ratios = original.bySeed.map((one, b) => one.at(step) / (other.bySeed[b]?.at(step) ?? NaN));
    const { mean, sd } = logOverSeeds(Float64Array.from(ratios), ratios.length);
    return { step, bySeed: ratios.map(Math.log10), mean: mean[0] ?? NaN, sd: sd[0] ?? NaN };
  });
}

/** A header, then one row per step: step, mean, sd, and the difference of each seed in its own column. */
export function pairedTable(rows: readonly PairedRow[], firstSeed: number): (string | number)[][] {
  const seeds = rows[0]?.bySeed.map((_, b) => `seed ${firstSeed + b}`) ?? [];
  return [
    ["step", "mean log10 difference", "sd", ...seeds],
    ...rows.map(({ step, mean, sd, bySeed }) => [step, mean, sd, ...bySeed]),
  ];
}
