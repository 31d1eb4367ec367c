/** The state of a claim that a worker judges: the worker's last report, `started`, or `stopped` by the user. */
import { seededRuns, type Claim } from "../../experiment/claims/claim.ts";
import type { ClaimEvent } from "../../jobs/claims/run.ts";
import { formatCount } from "../format.ts";

export { startClaim } from "../../jobs/claims/client.ts";

export type ClaimNow = ClaimEvent | { readonly kind: "started" | "stopped" };

export const isRunning = (now: ClaimNow | undefined): boolean =>
  now?.kind === "started" || now?.kind === "progress";

type Progress = Extract<ClaimEvent, { readonly kind: "progress" }>;

/** For example “run 2 of 6 (d = 64, seed 1), step 900 of 1,500”. */
export function progressText(claim: Claim, { run: index, step, ofSteps }: Progress): string {
  const all = seededRuns(claim.runs);
  const now = all[index];
  const name = now ? ` (${now.run.label}, seed ${now.seed})` : "";
  const count = `run ${formatCount(index + 1)} of ${formatCount(all.length)}`;
  return `${count}${name}, ${claim.codec.stepName} ${formatCount(step)} of ${formatCount(ofSteps)}`;
}

export const fractionDone = ({ runs }: Claim, { run, step, ofSteps }: Progress): number =>
  (run + step / ofSteps) / seededRuns(runs).length;
