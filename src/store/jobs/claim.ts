/** Judges a claim in a worker, and says how far the worker is. */
import { seededRuns, type Claim } from "../../experiment/claims/claim.ts";
import type { ClaimEvent, ClaimRequest } from "../../jobs/claims/run.ts";
import { askWorker } from "../../worker/ask-worker.ts";
import { formatCount } from "../format.ts";

/** Returns a function that ends the worker early. After `done` or `failed` the worker has already ended. */
export function startClaim(listen: (event: ClaimEvent) => void, request: ClaimRequest): () => void {
  const worker = new Worker(new URL("../../jobs/claims/worker.ts", import.meta.url), {
    type: "module",
    name: "dmf-claim",
  });
  return askWorker(worker, request, listen, {
    kind: "failed",
    message: "The claim’s runs could not be loaded. Reload the page.",
  });
}

/** The worker's last report, `started`, or `stopped` by the user. */
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
