/** Counts what a page keeps: objects, nodes, listeners, workers, and the GPU objects of its workers. */
import type { CDPSession, Page, Worker } from "@playwright/test";
import { changeWorkers } from "../fixtures.ts";

export interface Resources {
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
const isPoolWorker = (url: string): boolean => url.includes("/pool-worker-");

export const answeringWorkers = (page: Page): Worker[] =>
  page.workers().filter((worker) => !isPoolWorker(worker.url()));

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
export const countOnGpu = (page: Page): Promise<void> => changeWorkers(page, (script) => COUNTER + script);

/** Counts by name, such as `page Float32Array`. */
export type Counts = Readonly<Record<string, number>>;

type Send = (method: string, params?: object) => Promise<unknown>;

/** Takes measurements of a page repeatedly. */
export class ResourceMeter {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  /** Debugging sessions of the page's workers, except pool workers. */
  readonly #workers = new Set<string>();
  readonly #waiting = new Map<number, (answer: { readonly result: unknown }) => void>();
  #calls = 0;

  private constructor(page: Page, cdp: CDPSession) {
    this.#page = page;
    this.#cdp = cdp;
    cdp.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      if (!isPoolWorker(targetInfo.url)) this.#workers.add(sessionId);
    });
    cdp.on("Target.detachedFromTarget", ({ sessionId }) => this.#workers.delete(sessionId));
    cdp.on("Target.receivedMessageFromTarget", ({ message }) => {
      const answer = JSON.parse(message) as { id?: number; result: unknown };
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
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
    const { nodes, jsEventListeners } = await this.#cdp.send("Memory.getDOMCounters");
    const onGpu = await Promise.all(answeringWorkers(this.#page).map((worker) => worker.evaluate(countLive)));
    const sum = (key: keyof OnGpu): number => onGpu.reduce((all, one) => all + one[key], 0);
    return {
      nodes,
      listeners: jsEventListeners,
      workers: answeringWorkers(this.#page).length,
      poolWorkers: this.#page.workers().filter((worker) => isPoolWorker(worker.url())).length,
      devices: sum("devices"),
      gpuBuffers: sum("gpuBuffers"),
      gpuTextures: sum("gpuTextures"),
      gpuBytes: sum("gpuBytes"),
    };
  }

  /** Counts the objects of each class that a garbage collection leaves in the page and in its workers. */
  async objects(): Promise<Counts> {
    const counts: Record<string, number> = {};
    const add = async (where: string, send: Send): Promise<void> => {
      for (const [name, count] of Object.entries(await objectsByClass(send)))
        counts[`${where} ${name}`] = (counts[`${where} ${name}`] ?? 0) + count;
    };
    await add("page", (method, params) => this.#cdp.send(method as "Runtime.enable", params));
    for (const session of this.#workers) await add("worker", (...call) => this.#ask(session, ...call));
    return counts;
  }

  /** Bytes in use after a garbage collection, array buffers included, of the page and its workers together. */
  async heap(): Promise<number> {
    let bytes = 0;
    const add = async (send: Send): Promise<void> => {
      for (let i = 0; i < COLLECTIONS; i++) await send("HeapProfiler.collectGarbage");
      const { usedSize, backingStorageSize } = (await send("Runtime.getHeapUsage")) as HeapUsage;
      bytes += usedSize + backingStorageSize;
    };
    await add((method) => this.#cdp.send(method as "Runtime.enable"));
    for (const session of this.#workers) await add((method) => this.#ask(session, method));
    return bytes;
  }

  #ask(sessionId: string, method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#calls;
    return new Promise((resolve) => {
      this.#waiting.set(id, ({ result }) => resolve(result));
      void this.#cdp.send("Target.sendMessageToTarget", {
        sessionId,
        message: JSON.stringify({ id, method, params }),
      });
    });
  }
}

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

/** One collection can leave up to 3 MB that the next one frees. */
const COLLECTIONS = 3;

/** `queryObjects` collects garbage first. */
async function objectsByClass(send: Send): Promise<Counts> {
  type Found = { readonly result: { readonly objectId: string; readonly value: Counts } };
  const objectGroup = "counted";
  const { result: prototype } = (await send("Runtime.evaluate", {
    expression: "Object.prototype",
    objectGroup,
  })) as Found;
  const { objects } = (await send("Runtime.queryObjects", {
    prototypeObjectId: prototype.objectId,
    objectGroup,
  })) as { readonly objects: { readonly objectId: string } };
  const { result } = (await send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: COUNT_BY_CLASS,
    returnByValue: true,
  })) as Found;
  await send("Runtime.releaseObjectGroup", { objectGroup });
  return result.value;
}

/** Leaves out nodes in the document: their number depends on the charts, and `nodes` counts them. */
const COUNT_BY_CLASS = `function () {
  const counts = {};
  for (const object of this) {
    const isPrototype = Object.hasOwn(object, "constructor");
    if (!isPrototype && globalThis.Node && object instanceof Node && object.isConnected) continue;
    const prototype = Object.getPrototypeOf(object);
    const type = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value?.name || "of no class";
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}`;

/** Names whose count was larger in each sample than in the one before. */
export const growing = (samples: readonly Counts[]): string[] =>
  Object.keys(samples.at(-1) ?? {}).filter((name) =>
    samples.every((counts, i) => i === 0 || (counts[name] ?? 0) > (samples[i - 1]?.[name] ?? 0)),
  );

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
