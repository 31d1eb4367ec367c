/** The pool workers that Node provides to the CPU engine: threads that do not keep the process alive. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { helpersFor, type Helpers } from "../wasm/team.ts";

/** The built command line has the same depth in the package as its source. */
const SCRIPT = "../../scripts/helper.mjs";

export function nodeHelpers(): Helpers {
  return helpersFor(availableParallelism(), (task) => {
    // Flags of the process, such as --input-type, may not suit a file.
    const worker = new Worker(new URL(SCRIPT, import.meta.url), { workerData: task, execArgv: [] });
    worker.unref();
    return worker;
  });
}
