/**
 * The pool workers that Node provides to the CPU engine. They are threads that do not keep the process alive.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { poolWorkersFor, type PoolWorkers } from "../wasm/thread-pool.ts";

/** The built code lies in a folder as deep as this source, in the package and in dist-cli/. */
const SCRIPT = "../../scripts/pool-worker.mjs";

export function nodePoolWorkers(): PoolWorkers {
  return poolWorkersFor(availableParallelism(), (task) => {
    // Flags of the process, such as --input-type, are not passed on, because some do not work with a script file.
    const worker = new Worker(new URL(SCRIPT, import.meta.url), { workerData: task, execArgv: [] });
    worker.unref();
    return worker;
  });
}
