/** Measures the page's resources: memory, nodes, listeners, workers, and the GPU objects of its workers. */
import type { CDPSession, Page, Worker } from "@playwright/test";

export interface Resources {
  /**
   * Bytes in use after a garbage collection, array buffers included, of the page and its workers together.
   */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly workers: number;
  /** Threads of the CPU engine besides its own. */
  readonly poolWorkers: number;
  readonly devices: number;
  readonly gpuBuffers: number;
  readonly gpuTextures: number;
  readonly gpuBytes: number;
}

type OnGpu = Pick<Resources, "devices" | "gpuBuffers" | "gpuTextures" | "gpuBytes">;

/** The number of processors that the page's workers see, so that the CPU engine has a pool worker on any machine. */
const PROCESSORS = 3;
/** One pool worker for each processor except those of the engine and the page. */
export const MAX_POOL_WORKERS = PROCESSORS - 2;

/**
 * A pool worker waits inside its first message for parts of products, so a call of `evaluate` would hang.
 */
const isPoolWorker = (worker: Worker): boolean => worker.url().includes("/pool-worker-");

export const answeringWorkers = (page: Page): Worker[] =>
  page.workers().filter((worker) => !isPoolWorker(worker));

/**
 * Code that is inserted before each worker's script and counts objects that are created, destroyed, or lost
 * with their device.
 */
const COUNTER = `{
  Object.defineProperty(navigator, "hardwareConcurrency", { value: ${PROCESSORS} });
  const live = (globalThis.onGpu = new Map());
  const made = (device, thing, bytes) => live.get(device)?.set(thing, bytes);
  const gone = (thing) => live.forEach((things) => things.delete(thing));
  const wrap = (type, name, around) => {
    const before = type?.prototype[name];
    if (before) type.prototype[name] = around(before);
  };
  wrap(globalThis.GPUAdapter, "requestDevice", (before) => async function (...args) {
    const device = await before.apply(this, args);
    live.set(device, new Map());
    void device.lost.then(() => live.delete(device));
    return device;
  });
  for (const kind of ["Buffer", "Texture"]) {
    wrap(globalThis.GPUDevice, "create" + kind, (before) => function (descriptor) {
      const thing = before.call(this, descriptor);
      made(this, thing, descriptor.size ?? 0);
      return thing;
    });
    wrap(globalThis["GPU" + kind], "destroy", (before) => function () {
      gone(this);
      return before.call(this);
    });
  }
  wrap(globalThis.GPUDevice, "destroy", (before) => function () {
    live.delete(this);
    return before.call(this);
  });
}\n`;

/** Makes the page's workers count their GPU objects. Call it before the page is opened. */
export async function countOnGpu(page: Page): Promise<void> {
  await page.route(/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: COUNTER + (await response.text()) });
  });
}

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

/** One collection can leave up to 3 MB that the next one frees. */
const COLLECTIONS = 3;

/** Takes measurements of a page repeatedly. */
export class ResourceMeter {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  /** Debugging sessions of the page's workers. */
  readonly #workers = new Set<string>();
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #calls = 0;

  private constructor(page: Page, cdp: CDPSession) {
    this.#page = page;
    this.#cdp = cdp;
    cdp.on("Target.attachedToTarget", ({ sessionId }) => this.#workers.add(sessionId));
    cdp.on("Target.detachedFromTarget", ({ sessionId }) => this.#workers.delete(sessionId));
    cdp.on("Target.receivedMessageFromTarget", ({ message }) => {
      const { id, result } = JSON.parse(message) as { id?: number; result: unknown };
      if (id !== undefined) this.#waiting.get(id)?.(result);
    });
  }

  static async open(page: Page): Promise<ResourceMeter> {
    const cdp = await page.context().newCDPSession(page);
    const meter = new ResourceMeter(page, cdp);
    await cdp.send("Target.setAutoAttach", {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
    return meter;
  }

  async sample(): Promise<Resources> {
    for (let i = 0; i < COLLECTIONS; i++) await this.#cdp.send("HeapProfiler.collectGarbage");
    let heap = total((await this.#cdp.send("Runtime.getHeapUsage")) as HeapUsage);
    for (const session of this.#workers) {
      for (let i = 0; i < COLLECTIONS; i++) await this.#ask(session, "HeapProfiler.collectGarbage");
      heap += total((await this.#ask(session, "Runtime.getHeapUsage")) as HeapUsage);
    }
    const { nodes, jsEventListeners } = await this.#cdp.send("Memory.getDOMCounters");
    const onGpu = await Promise.all(answeringWorkers(this.#page).map((worker) => worker.evaluate(countLive)));
    const sum = (key: keyof OnGpu): number => onGpu.reduce((all, one) => all + one[key], 0);
    return {
      heap,
      nodes,
      listeners: jsEventListeners,
      workers: answeringWorkers(this.#page).length,
      poolWorkers: this.#page.workers().filter(isPoolWorker).length,
      devices: sum("devices"),
      gpuBuffers: sum("gpuBuffers"),
      gpuTextures: sum("gpuTextures"),
      gpuBytes: sum("gpuBytes"),
    };
  }

  #ask(sessionId: string, method: string): Promise<unknown> {
    const id = ++this.#calls;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      void this.#cdp.send("Target.sendMessageToTarget", {
        sessionId,
        message: JSON.stringify({ id, method }),
      });
    });
  }
}

const total = ({ usedSize, backingStorageSize }: HeapUsage): number => usedSize + backingStorageSize;

function countLive(): OnGpu {
  const { onGpu } = globalThis as unknown as { readonly onGpu: Map<object, Map<object, number>> };
  const things = [...onGpu.values()].flatMap((live) => [...live]);
  const buffers = things.filter(([thing]) => thing instanceof GPUBuffer);
  return {
    devices: onGpu.size,
    gpuBuffers: buffers.length,
    gpuTextures: things.length - buffers.length,
    gpuBytes: buffers.reduce((sum, [, bytes]) => sum + bytes, 0),
  };
}
