/** Runs a sweep in a worker of its own, from its only message until the worker is terminated. */
import { messageOf } from "../../core/errors.ts";
import { openEngine } from "../../library/browser.ts";
import { browserPoolWorkers, fetchFile } from "../../worker/resources.ts";
import { runSweep, type SweepEvent, type SweepRequest } from "./run.ts";

const send = (event: SweepEvent): void => postMessage(event);

async function answer(request: SweepRequest): Promise<void> {
  const poolWorkers = browserPoolWorkers();
  await runSweep(await openEngine({ load: fetchFile, poolWorkers, isUnseen: true }), request, send);
}

self.addEventListener("message", ({ data }: MessageEvent<SweepRequest>) => {
  answer(data).catch((error: unknown) => send({ kind: "failed", message: messageOf(error) }));
});
