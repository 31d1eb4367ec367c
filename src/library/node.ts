/**
 * The package's engine for Node: Dawn's WebGPU if the optional package `webgpu` is installed, and threads.
 */
import { openHost } from "./host.ts";
import type { CreateEngine } from "./api.ts";
import { engineOn } from "./engine.ts";

export type * from "./api.ts";
export { EngineError } from "../core/errors.ts";

export const createEngine: CreateEngine = async (options = {}) => {
  const host = await openHost(options.backend !== "cpu");
  return engineOn({ ...host, load: options.load ?? host.load }, options);
};
