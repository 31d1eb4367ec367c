/** Starts the sweep's worker. */
import { askWorker } from "../../worker/ask-worker.ts";
import type { SweepEvent, SweepRequest } from "./run.ts";

/** Returns a function that ends the worker early. After `done` or `failed` the worker has already ended. */
export function startSweep(listen: (event: SweepEvent) => void, request: SweepRequest): () => void {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "dmf-sweep" });
  return askWorker(worker, request, listen, {
    kind: "failed",
    message: "The sweep could not be loaded. Reload the page.",
  });
}
