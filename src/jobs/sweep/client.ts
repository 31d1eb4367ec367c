/** Starts the sweep's worker. */
import { askWorker } from "../../engine/ask-worker.ts";
import type { SweepEvent, SweepRequest } from "./run.ts";

/** The returned function ends the worker; after `done` or `failed` it has ended by itself. */
export function startSweep(listen: (event: SweepEvent) => void, request: SweepRequest): () => void {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "dmf-sweep" });
  return askWorker(worker, request, listen, {
    kind: "failed",
    message: "The sweep could not be loaded: reload the page.",
  });
}
