/** The package's engine for Node: Dawn's WebGPU, if the package `webgpu` is installed, and threads. */
import { LocalEngine } from "../engine/local-engine.ts";
import type { CreateEngine, Engine, OpenEngine, OpenOptions } from "./api.ts";
import { ENGINE_OPTIONS, runsOn } from "./engine.ts";
import { refuseUnknown } from "./experiment.ts";
import { openHost } from "./host.ts";

export type * from "./api.ts";
export { EngineError } from "../core/errors.ts";
export { RunCollector } from "../engine/run-collector.ts";
export { runPoolTask } from "../wasm/thread-pool.ts";
export { readExperiment, readUserData } from "./experiment.ts";

export const openEngine: OpenEngine = (options = {}) => openWith(true, options);

export const createEngine: CreateEngine = async (options = {}) => {
  refuseUnknown(options, ENGINE_OPTIONS);
  return runsOn(await openWith(options.backend !== "cpu", { ...options, isUnseen: true }), options);
};

async function openWith(
  wantsGpu: boolean,
  { load, poolWorkers, isUnseen = false }: OpenOptions,
): Promise<Engine> {
  const host = await openHost(wantsGpu);
  return new LocalEngine({
    ...host,
    load: load ?? host.load,
    poolWorkers: poolWorkers ?? host.poolWorkers,
    isUnseen,
  });
}
