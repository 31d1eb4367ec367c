/** Runs a sweep in a worker of its own. It starts with its one message and ends when it is terminated. */
import { messageOf } from "../../core/errors.ts";
import { fetchFile } from "../../worker/fetch-file.ts";
import { browserPoolWorkers } from "../../worker/pool-workers.ts";
import { LocalEngine } from "../../engine/local-engine.ts";
import { runSweep, type SweepEvent, type SweepRequest } from "./run.ts";

const send = (event: SweepEvent): void => postMessage(event);

self.addEventListener("message", ({ data }: MessageEvent<SweepRequest>) => {
  const engine = new LocalEngine({
    gpu: navigator.gpu,
    load: fetchFile,
    poolWorkers: browserPoolWorkers(),
    isUnseen: true,
  });
  runSweep(engine, data, send).catch((error: unknown) => send({ kind: "failed", message: messageOf(error) }));
});
