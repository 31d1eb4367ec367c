/** The runs of a claim that the page trains. */
import type { Claim, ClaimConfig, ClaimRun } from "./claim.ts";

/** A run as one experiment: all seeds train together. If a workload cannot do that, the first seed trains. */
const togetherOf = ({ codec }: Claim, { fields, seeds }: ClaimRun): ClaimConfig =>
  codec.repair({ ...fields, seed: seeds[0], seeds: seeds.length }).config;

/** The link to the one run that tests the claim by its metrics, with all its seeds. Undefined if one run cannot test it. */
export function linkOfAll(claim: Claim): string | undefined {
  const [run, ...others] = claim.runs;
  if (!run || run.probe || others.length > 0 || claim.needsEveryStep) return undefined;
  const config = togetherOf(claim, run);
  return config.seeds === run.seeds.length ? claim.codec.encode(config) : undefined;
}

interface OfferedRun {
  readonly label: string;
  readonly config: ClaimConfig;
}

/** Every run with its seeds; only one run, with one seed, of a claim that judges every step. */
export function offeredRuns(claim: Claim): readonly OfferedRun[] {
  const { codec, needsEveryStep, here, runs } = claim;
  if (!needsEveryStep) return runs.map((run) => ({ label: run.label, config: togetherOf(claim, run) }));
  const fields = here ?? runs[0]?.fields;
  return fields ? [{ label: "", config: codec.repair(fields).config }] : [];
}
