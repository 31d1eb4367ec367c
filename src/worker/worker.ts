/** Runs the engine in a worker, so that the page's thread only draws. */
import { fetchFile } from "./fetch-file.ts";
import { browserPoolWorkers } from "./pool-workers.ts";
import { serve, ServedEngine } from "./serve.ts";

const engine = new ServedEngine({ gpu: navigator.gpu, load: fetchFile, poolWorkers: browserPoolWorkers() });
serve(engine, globalThis);
