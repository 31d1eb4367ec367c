/** Starts the sweep's worker. */
import { sentence } from "../../math/sentence.ts";
import type { SweepEvent, SweepRequest } from "./run.ts";

/** What is returned ends it; after `done` or `failed` it has ended by itself. */
export function startSweep(listen: (event: SweepEvent) => void, request: SweepRequest): () => void {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "dmf-sweep" });
  const end = (): void => worker.terminate();
  worker.addEventListener("message", ({ data }: MessageEvent<SweepEvent>) => {
    listen(data);
    if (data.kind === "done" || data.kind === "failed") end();
  });
  worker.addEventListener("error", ({ message }) => {
    listen({
      kind: "failed",
      message: message ? { english: message } : sentence("The sweep could not be loaded: reload the page."),
    });
    end();
  });
  const noTransfers: Transferable[] = [];
  worker.postMessage(request, noTransfers);
  return end;
}
