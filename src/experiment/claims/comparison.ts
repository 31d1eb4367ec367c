/**
 * A claim in the form that the page can run: its arms train one after another with one seed each, and then the claim's
 * own criterion judges them.
 */
import type { Experiment } from "../experiment.ts";
import { MAX_ARMS, runExperiment, type Claim, type ClaimRun, type Probe } from "./claim.ts";

/** One run of a claim, with its first seed. */
export interface Arm {
  readonly run: ClaimRun;
  readonly seed: number;
  readonly experiment: Experiment;
}

export interface Comparison {
  readonly claim: Claim;
  readonly arms: readonly Arm[];
}

/** The probes that the page draws too, but not at regular steps. */
const DRAWN: readonly Probe[] = ["layer spectra", "alignment", "leak"];

const PROBED: Readonly<Record<Probe, string>> = {
  "layer spectra": "the singular values of each layer",
  difference: "the difference of two end-to-end matrices",
  modes: "the strength of each singular direction",
  alignment: "the alignment of the outer layers",
  leak: "the leak of each layer",
};

/** The reason why no chart of the page can judge the claim. Undefined if a chart can. */
export function whyNotInChart({ runs, counted, float64, countsSeeds }: Claim): string | undefined {
  if (counted) return "Nothing is trained for this claim: it is arithmetic.";
  if (runs.length === 0) return "This claim needs your file; dmf reproduce runs it.";
  const probe = runs.find((run) => run.probe)?.probe;
  if (probe)
    return `A chart cannot judge this claim: its criterion needs ${PROBED[probe]} at regular steps.${DRAWN.includes(probe) ? " The page draws the same under “Why” when training leaves time." : ""}`;
  if (float64) return "A chart cannot judge this claim: it needs float64, and the chart’s runs use float32.";
  if (countsSeeds)
    return "A chart cannot judge this claim: its criterion counts over many seeds, and the chart shows one.";
  if (runs.length > MAX_ARMS)
    return `A chart cannot judge this claim: it has ${runs.length} runs, and one chart shows at most ${MAX_ARMS}.`;
  return undefined;
}

/** Undefined if `whyNotInChart` gives a reason. */
export function comparisonOf(claim: Claim): Comparison | undefined {
  if (whyNotInChart(claim) !== undefined) return undefined;
  const arms = claim.runs.map((run): Arm => {
    const [seed = 0] = run.seeds;
    return { run, seed, experiment: runExperiment(run, seed) };
  });
  return { claim, arms };
}

/** The seeds in words. The recorded verdict covers more seeds. */
export function seedsOf(arms: readonly Arm[]): string {
  return `seed ${[...new Set(arms.map(({ seed }) => seed))].join(", ")} alone`;
}

export const recordedSeeds = ({ runs }: Claim): number => Math.max(...runs.map(({ seeds }) => seeds.length));
