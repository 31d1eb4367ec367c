/** The package's engine for a browser, in a page or a worker. By default the CPU engine uses one thread. */
import { LocalEngine } from "../engine/local-engine.ts";
import { ENCODER_PACKAGE } from "../workloads/asset.ts";
import type { CreateEngine, OpenEngine } from "./api.ts";
import { ENGINE_OPTIONS, runsOn } from "./engine.ts";
import { refuseUnknown } from "./experiment.ts";

export type * from "./api.ts";
export { EngineError } from "../core/errors.ts";
export { RunCollector } from "../engine/run-collector.ts";
export { runPoolTask } from "../wasm/thread-pool.ts";
export { readExperiment, readUserData } from "./experiment.ts";

export const openEngine: OpenEngine = ({ load = fetchPackaged, poolWorkers, isUnseen = false } = {}) =>
  Promise.resolve(new LocalEngine({ gpu: globalThis.navigator.gpu, load, poolWorkers, isUnseen }));

export const createEngine: CreateEngine = async (options = {}) => {
  refuseUnknown(options, ENGINE_OPTIONS);
  return runsOn(await openEngine({ ...options, isUnseen: true }), options);
};

/** Fetches a data file of the package. */
async function fetchPackaged(name: string): Promise<Uint8Array> {
  // The build makes this module. The dynamic import lets other code import this file without the build.
  const { DATA_URLS } = await import("virtual:data-urls");
  const url = DATA_URLS[name];
  const response = url && (await fetch(url));
  if (!response?.ok) throw new Error(`the server answered ${response?.status ?? 404}${hintFor(name)}`);
  if (response.headers.get("Content-Type")?.startsWith("text/html"))
    throw new Error(`the server answered with a web page instead of the file ${url?.href}${hintFor(name)}`);
  return new Uint8Array(await response.arrayBuffer());
}

const hintFor = (name: string): string =>
  name.startsWith("encoder-") ? `; the file ${name} is in the package ${ENCODER_PACKAGE}` : "";
