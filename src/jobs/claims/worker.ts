/**
 * Judges a claim in a worker of its own. The worker starts when it gets its only message and ends when it is
 * terminated.
 */
import { invariant, messageOf } from "../../core/errors.ts";
import { browserPoolWorkers, fetchFile } from "../../worker/resources.ts";
import { CLAIMS } from "../../workloads/claims.ts";
import { cpuOpener } from "./open-session.ts";
import { judgeClaim, type ClaimEvent, type ClaimRequest } from "./run.ts";

const send = (event: ClaimEvent): void => postMessage(event);

async function judge({ id }: ClaimRequest): Promise<void> {
  const claim = CLAIMS.find((one) => one.id === id);
  invariant(claim, "the id belongs to a claim");
  const host = { load: fetchFile, poolWorkers: browserPoolWorkers() };
  await judgeClaim(claim, cpuOpener(claim.float64 ?? false, host), send);
}

self.addEventListener("message", ({ data }: MessageEvent<ClaimRequest>) => {
  judge(data).catch((error: unknown) => send({ kind: "failed", message: messageOf(error) }));
});
