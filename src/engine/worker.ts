/** Runs the engine in a worker, so that the page's thread only draws. */
import { expose, proxy } from "comlink";
import type { Engine } from "./engine.ts";
import { LocalEngine } from "./local-engine.ts";
import { fetchFile } from "./fetch-file.ts";
import { browserPoolWorkers } from "./pool-workers.ts";

class WorkerEngine extends LocalEngine {
  /** A function can only be sent as a proxy. */
  override subscribe(...args: Parameters<Engine["subscribe"]>): () => void {
    return proxy(super.subscribe(...args));
  }
}

expose(new WorkerEngine({ gpu: navigator.gpu, load: fetchFile, poolWorkers: browserPoolWorkers() }));

// Answers the heartbeat: sends `ping` back at once, as long as the event loop turns.
addEventListener("message", ({ data }) => {
  if (data === "ping") postMessage(data);
});
