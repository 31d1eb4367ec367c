/** Gives the engine Node's resources: Dawn's WebGPU, the bundled files and threads. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EngineHost } from "../engine/local-engine.ts";
import { Worker } from "node:worker_threads";
import { ENCODER_PACKAGE } from "../workloads/asset.ts";
import { poolWorkersFor, type PoolWorkers } from "../wasm/thread-pool.ts";

// Kept for the life of the process, because Dawn crashes after the object from create() is collected.
let dawn: GPU | undefined;

export async function openHost(wantsGpu: boolean): Promise<EngineHost> {
  if (wantsGpu && !dawn) dawn = await createDawn();
  return {
    gpu: wantsGpu ? dawn : undefined,
    load: readBundled,
    poolWorkers: nodePoolWorkers(),
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

/** Where the command line keeps the encoder's package if it had to fetch it. */
export const FETCHED = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "dmf-playground");

/**
 * The path of a data file, if there is such a file. The built code lies in a folder as deep as this source, in the
 * package and in dist-cli/. The build puts the data that it makes beside the code. The text encoder has a package of
 * its own.
 */
export function findBundled(name: string): string | undefined {
  const places = [
    fileURLToPath(new URL(`../../public/data/${name}`, import.meta.url)),
    fileURLToPath(new URL(`./data/${name}`, import.meta.url)),
    resolved(`${ENCODER_PACKAGE}/${name}`),
    join(FETCHED, "node_modules", ENCODER_PACKAGE, name),
  ];
  return places.find((path) => path !== undefined && existsSync(path));
}

function resolved(path: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(path);
  } catch {
    return undefined;
  }
}

export async function readBundled(name: string): Promise<Uint8Array> {
  const path = findBundled(name);
  if (path !== undefined) return readFile(path);
  throw new Error(
    name.startsWith("encoder-")
      ? `install it with “npm install ${ENCODER_PACKAGE}”`
      : `the package has no file ${name}`,
  );
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
