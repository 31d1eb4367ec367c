/** The package's engine for a browser, in a page or a worker. By default the CPU engine uses one thread. */
import { LocalEngine } from "../engine/local-engine.ts";
import { BUNDLED } from "../workloads/mf/data/bundled.ts";
import type { CreateEngine, OpenEngine } from "./api.ts";
import { runsOn } from "./engine.ts";

export type * from "./api.ts";
export { EngineError } from "../core/errors.ts";
export { RunCollector } from "../engine/run-collector.ts";
export { runPoolTask } from "../wasm/thread-pool.ts";
export { readExperiment, readUserData } from "./experiment.ts";

export const openEngine: OpenEngine = ({ load = fetchPackaged, poolWorkers, isUnseen = false } = {}) =>
  Promise.resolve(new LocalEngine({ gpu: globalThis.navigator.gpu, load, poolWorkers, isUnseen }));

export const createEngine: CreateEngine = async (options = {}) =>
  runsOn(await openEngine({ ...options, isUnseen: true }), options);

/**
 * In the package, the built code lies in a folder as deep as its source, so the same relative path works. Data
 * made by the build lie beside the built code.
 */
async function fetchPackaged(name: string): Promise<Uint8Array> {
  const response = await fetch(
    new URL(`${name in BUNDLED ? "../../public" : "."}/data/${name}`, import.meta.url),
  );
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
