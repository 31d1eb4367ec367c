/** Trains all runs of a claim in a worker of the page, measures them as `dmf reproduce` does, and judges them. */
import { seededRuns, verdictOf, type Claim, type Verdict } from "../../experiment/claims/claim.ts";
import { measureRun } from "./measure.ts";
import { invariant } from "../../core/errors.ts";
import { browserPoolWorkers, fetchFile } from "../../worker/resources.ts";
import { CLAIMS } from "../../workloads/claims.ts";
import { cpuOpener, type SessionOpener } from "./open-session.ts";

export type ClaimEvent =
  /** The run in progress, counted from 0. */
  | { readonly kind: "progress"; readonly run: number; readonly step: number; readonly ofSteps: number }
  | { readonly kind: "done"; readonly ours: string; readonly verdict: Verdict; readonly engine: string }
  | { readonly kind: "failed"; readonly message: string };

/** The only request that the worker gets. */
export interface ClaimRequest {
  /** The claim's id. The claim itself cannot be sent, because its criterion is a function. */
  readonly id: string;
}

/** Least time between two progress reports. */
const TELL_MS = 200;

/** Ends with the event `done`. */
export async function judgeClaim(
  claim: Claim,
  opener: SessionOpener,
  send: (event: ClaimEvent) => void,
): Promise<void> {
  let toldAt = -Infinity;
  const results = [];
  for (const [index, { run, seed }] of seededRuns(claim.runs).entries()) {
    const onStep = (step: number, ofSteps: number): boolean => {
      if (performance.now() - toldAt > TELL_MS) {
        toldAt = performance.now();
        send({ kind: "progress", run: index, step, ofSteps });
      }
      return true;
    };
    const measured = await measureRun(claim, run, seed, opener, { onStep });
    if (measured) results.push(measured.result);
  }
  send({ kind: "done", ...verdictOf(claim, results), engine: opener.engine });
}

/** Judges the claim with this id in a worker of the page. */
export async function judgeHere(id: string, send: (event: ClaimEvent) => void): Promise<void> {
  const claim = CLAIMS.find((one) => one.id === id);
  invariant(claim, "the id belongs to a claim");
  const host = { load: fetchFile, poolWorkers: browserPoolWorkers() };
  await judgeClaim(claim, cpuOpener(claim.float64 ?? false, host), send);
}
