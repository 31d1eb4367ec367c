/** Runs the engine in a worker, so that the page's thread only draws. */
import { expose } from "comlink";
import { LocalEngine } from "./local-engine.ts";
import { fetchFile } from "./fetch-file.ts";
import { browserPoolWorkers } from "./pool-workers.ts";

expose(new LocalEngine({ gpu: navigator.gpu, load: fetchFile, poolWorkers: browserPoolWorkers() }));

// Answers the heartbeat: sends `ping` back at once, as long as the event loop turns.
addEventListener("message", ({ data }) => {
  if (data === "ping") postMessage(data);
});
