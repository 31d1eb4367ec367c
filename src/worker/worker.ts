/** Runs the package's engine in a worker, so that the page's thread only draws. */
import { openEngine } from "../library/browser.ts";
import { browserPoolWorkers, fetchFile } from "./resources.ts";
import { serve } from "./protocol.ts";

const opening = openEngine({ load: fetchFile, poolWorkers: browserPoolWorkers() });
// The engine is open before the worker receives its first message, because nothing of it is loaded.
void opening.then((engine) => serve(engine, globalThis));
