/** Runs the package's engine in a worker, so that the page's thread only draws. */
import { openEngine } from "../library/browser.ts";
import { fetchFile } from "./resources.ts";
import { browserPoolWorkers } from "./resources.ts";
import { serve } from "./protocol.ts";

serve(openEngine({ load: fetchFile, poolWorkers: browserPoolWorkers() }), globalThis);
