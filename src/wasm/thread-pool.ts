/**
 * The kernels on one memory, and the threads that run them: the caller's, and pool workers that the host
 * provides. All workers present share a product (assembly/linalg/threads.ts). If a worker never arrives,
 * training only loses its help.
 */
import { loadModule, type Build, type Functions } from "./build.ts";
import { instantiate } from "./instantiate.mjs";
import { growTo, MAX_PAGES, PAGE } from "./memory.ts";

/** The message that starts a pool worker. */
export interface PoolTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Counts from 1, because the caller is thread 0. */
  readonly thread: number;
}

/** Provides workers; implemented by the host. */
export interface PoolWorkers {
  readonly count: number;
  /** Starts a worker that calls `runPoolTask` with this task. */
  readonly start: (task: PoolTask) => { terminate(): unknown };
}

/** Largest number of threads for one engine, the caller's included. */
const MAX_THREADS = 4;
/** After this time, startup no longer waits for absent workers. */
const MAX_WAIT_MS = 1000;
const CHECK_MS = 2;
/** Number of requests for a memory, and the pause between two of them. */
const MEMORY_TRIES = 20;
const MEMORY_WAIT_MS = 50;
/** An idle pool whose memory is more than this many times as large as needed is not reused. */
const MAX_ROOM = 8;

/** One pool worker for each processor except the caller's, at most MAX_THREADS − 1. */
export function poolWorkersFor(processors: number, start: PoolWorkers["start"]): PoolWorkers {
  return { count: Math.min(processors, MAX_THREADS) - 1, start };
}

/** The main loop of a pool worker. It computes parts of products until the worker is ended. */
export async function runPoolTask({ module, memory, thread }: PoolTask): Promise<void> {
  const { setThread, help: takeParts } = await instantiate(module, memory);
  setThread?.(thread);
  takeParts?.();
}

/** The kernels, memory and threads of one executor, until the executor frees them. */
export interface ThreadPool {
  readonly functions: Functions;
  readonly memory: WebAssembly.Memory;
  /** First byte that the kernels do not use. Memory from here on is zero. */
  readonly start: number;
  readonly threads: number;
  free(): void;
}

/**
 * `pagesFrom` returns the number of pages needed if tensors start at the given byte. Throws EngineError
 * "out-of-memory".
 */
export async function openThreadPool(
  build: Build,
  pagesFrom: (start: number) => number,
  poolWorkers: PoolWorkers | undefined,
): Promise<ThreadPool> {
  const isAlone = !poolWorkers || poolWorkers.count < 1;
  return (
    (isAlone ? undefined : await openShared(build, pagesFrom, poolWorkers)) ?? openAlone(build, pagesFrom)
  );
}

async function openAlone(build: Build, pagesFrom: (start: number) => number): Promise<ThreadPool> {
  const memory = await openMemory(false);
  const functions = await instantiate(await loadModule(build), memory);
  const start = functions["tensorsStart"]?.(1) ?? 0;
  growTo(memory, pagesFrom(start));
  return { functions, memory, start, threads: 1, free: () => undefined };
}

/**
 * A browser reserves gigabytes of addresses for each memory. If none are left, it collects unused memories, which takes
 * until after this turn.
 */
async function openMemory(shared: boolean): Promise<WebAssembly.Memory> {
  for (let triesLeft = MEMORY_TRIES; ; triesLeft--)
    try {
      return new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared });
    } catch (error) {
      if (triesLeft <= 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, MEMORY_WAIT_MS));
    }
}

interface SharedThreadPool extends ThreadPool {
  readonly build: Build;
  readonly poolWorkers: PoolWorkers;
  /** Ends the workers. */
  end(): void;
}

/** A pool without an executor. The next executor gets its workers at once and reuses its memory. */
let idle: SharedThreadPool | undefined;

/** Returns undefined if a pool on shared memory cannot be started. */
async function openShared(
  build: Build,
  pagesFrom: (start: number) => number,
  poolWorkers: PoolWorkers,
): Promise<ThreadPool | undefined> {
  const kept = idle;
  idle = undefined;
  if (kept?.build === build && kept.poolWorkers === poolWorkers && fits(kept.memory, pagesFrom(kept.start))) {
    new Uint8Array(kept.memory.buffer, kept.start).fill(0);
    return kept;
  }
  kept?.end();
  try {
    return await startShared(build, pagesFrom, poolWorkers);
  } catch {
    return undefined;
  }
}

function fits({ buffer }: WebAssembly.Memory, pages: number): boolean {
  const there = buffer.byteLength / PAGE;
  return pages <= there && there <= MAX_ROOM * pages;
}

async function startShared(
  build: Build,
  pagesFrom: (start: number) => number,
  poolWorkers: PoolWorkers,
): Promise<SharedThreadPool> {
  const memory = await openMemory(true);
  const module = await loadModule(`${build}.threads`);
  const functions = await instantiate(module, memory);
  const start = functions["tensorsStart"]?.(1 + poolWorkers.count) ?? 0;
  growTo(memory, pagesFrom(start));
  const workers = startWorkers(poolWorkers, module, memory);
  const threads = (): number => functions["threads"]?.() ?? 1;
  const startedAt = performance.now();
  while (threads() <= workers.length && performance.now() - startedAt < MAX_WAIT_MS)
    await new Promise((resolve) => setTimeout(resolve, CHECK_MS));
  const pool: SharedThreadPool = {
    build,
    poolWorkers,
    functions,
    memory,
    start,
    get threads() {
      return threads();
    },
    free: () => {
      idle?.end();
      idle = pool;
    },
    end: () => workers.forEach((worker) => worker.terminate()),
  };
  return pool;
}

/** Starts as many workers as possible. */
function startWorkers(
  { count, start }: PoolWorkers,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): { terminate(): unknown }[] {
  const workers: { terminate(): unknown }[] = [];
  try {
    while (workers.length < count) workers.push(start({ module, memory, thread: workers.length + 1 }));
  } catch {
    // The engine continues with the workers that did start.
  }
  return workers;
}
