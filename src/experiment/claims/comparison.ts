/**
 * A claim in the form that the page can run: its arms train one after another with one seed each, and then the claim's
 * own criterion judges them.
 */
import { configOf, type Claim, type ClaimConfig, type ClaimRun } from "./claim.ts";
import { MAX_ARMS } from "./limits.ts";

/** One run of a claim, with its first seed. */
export interface Arm {
  readonly run: ClaimRun;
  readonly seed: number;
  readonly config: ClaimConfig;
}

export interface Comparison {
  readonly claim: Claim;
  readonly arms: readonly Arm[];
}

/** The reason why no chart of the page can judge the claim. Undefined if a chart can. */
export function whyNotInChart(claim: Claim): string | undefined {
  const { runs, counted, float64, countsSeeds, compares, onFile } = claim;
  if (counted) return "Nothing is trained for this claim: it is arithmetic.";
  if (onFile) return "This claim needs your file; dmf reproduce runs it.";
  const probe = runs.find((run) => run.probe)?.probe;
  if (probe)
    return `A chart cannot judge this claim: its criterion needs ${probe.what} at regular steps.${probe.isDrawn ? " The page draws the same under “Why” when training leaves time." : ""}`;
  if (float64) return "A chart cannot judge this claim: it needs float64, and the chart’s runs use float32.";
  if (countsSeeds)
    return "A chart cannot judge this claim: its criterion counts over many seeds, and the chart shows one.";
  if (runs.length > MAX_ARMS)
    return `A chart cannot judge this claim: it has ${runs.length} runs, and one chart shows at most ${MAX_ARMS}.`;
  if (compares || linkOfAll(claim) !== undefined) return undefined;
  return `A chart cannot judge this claim: its criterion needs ${runs.length > 1 ? "all of its runs" : "several seeds"}, but the page trains only one.`;
}

/** Undefined if the page does not train this claim's runs one after another. */
export function comparisonOf(claim: Claim): Comparison | undefined {
  if (!claim.compares || whyNotInChart(claim) !== undefined) return undefined;
  const arms = claim.runs.map((run): Arm => {
    const [seed = 0] = run.seeds;
    return { run, seed, config: configOf(claim, run, seed) };
  });
  return { claim, arms };
}

/** A run as one experiment: all seeds train together. If a workload cannot do that, the first seed trains. */
const togetherOf = ({ codec }: Claim, { fields, seeds }: ClaimRun): ClaimConfig =>
  codec.repair({ ...fields, seed: seeds[0], seeds: seeds.length }).config;

/** The link that trains all seeds of a run together, or its first seed. */
export const linkOfRun = (claim: Claim, run: ClaimRun): string => claim.codec.encode(togetherOf(claim, run));

/** The link to the one run that tests the claim by its metrics, with all its seeds. Undefined if one run cannot test it. */
export function linkOfAll(claim: Claim): string | undefined {
  const [run, ...others] = claim.runs;
  if (!run || run.probe || others.length > 0 || claim.compares) return undefined;
  return togetherOf(claim, run).seeds === run.seeds.length ? linkOfRun(claim, run) : undefined;
}

/** The seeds in words. The recorded verdict covers more seeds. */
export function seedsOf(arms: readonly Arm[]): string {
  return `seed ${[...new Set(arms.map(({ seed }) => seed))].join(", ")} alone`;
}

export const recordedSeeds = ({ runs }: Claim): number => Math.max(...runs.map(({ seeds }) => seeds.length));
