/** Gives the engine Node's resources: Dawn's WebGPU, the bundled files and threads. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { EngineHost } from "../engine/local-engine.ts";
import { nodePoolWorkers } from "./pool-workers.ts";

// Kept for the life of the process, because Dawn crashes after the object from create() is collected.
let dawn: GPU | undefined;

export async function openHost(wantsGpu: boolean): Promise<EngineHost> {
  if (wantsGpu && !dawn) dawn = await createDawn();
  return {
    gpu: wantsGpu ? dawn : undefined,
    load: readBundled,
    poolWorkers: nodePoolWorkers(),
    anyAdapter: true,
  };
}

/** Undefined if the optional package `webgpu` is not installed or cannot be loaded. */
async function createDawn(): Promise<GPU | undefined> {
  try {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    return create([]);
  } catch {
    return undefined;
  }
}

/**
 * The built code lies in a folder as deep as this source, in the package and in dist-cli/. The build puts the data
 * that it makes beside the code.
 */
async function readBundled(name: string): Promise<Uint8Array> {
  const stored = new URL(`../../public/data/${name}`, import.meta.url);
  return readFile(existsSync(stored) ? stored : new URL(`./data/${name}`, import.meta.url));
}
