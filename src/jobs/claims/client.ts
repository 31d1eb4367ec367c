/** Starts the worker that judges a claim. */
import { askWorker } from "../../worker/ask-worker.ts";
import type { ClaimEvent, ClaimRequest } from "./run.ts";

/** Returns a function that ends the worker early. After `done` or `failed` the worker has already ended. */
export function startClaim(listen: (event: ClaimEvent) => void, request: ClaimRequest): () => void {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "dmf-claim" });
  return askWorker(worker, request, listen, {
    kind: "failed",
    message: "The claim’s runs could not be loaded. Reload the page.",
  });
}
