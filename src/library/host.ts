/** Gives the engine Node's resources: Dawn's WebGPU, the bundled files and threads. */
import { availableParallelism } from "node:os";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { EngineHost } from "../engine/local-engine.ts";
import { Worker } from "node:worker_threads";
import { poolWorkersFor, type PoolWorkers } from "../wasm/thread-pool.ts";

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

/** The built code lies in a folder as deep as this source, in the package and in dist-cli/. */
const SCRIPT = "../../scripts/pool-worker.mjs";

/** The pool workers that Node provides to the CPU engine. They are threads that do not keep the process alive. */
export function nodePoolWorkers(): PoolWorkers {
  return poolWorkersFor(availableParallelism(), (task) => {
    // Flags of the process, such as --input-type, are not passed on, because some do not work with a script file.
    const worker = new Worker(new URL(SCRIPT, import.meta.url), { workerData: task, execArgv: [] });
    worker.unref();
    return worker;
  });
}
