/**
 * A seeded random sequence of faults while a page trains. Store, supervisor and engine are the page's own.
 * Workers, host, storage, clock, process and device are replaced by the test, which makes them fail.
 */
import { vi } from "vitest";
import type { BackendChoice, Engine, EngineEvent } from "../../src/engine/engine.ts";
import { LocalEngine } from "../../src/engine/local-engine.ts";
import type { EngineWorker, WorkerListeners } from "../../src/worker/protocol.ts";
import { supervise } from "../../src/worker/supervisor.ts";
import type { Workloads } from "../../src/engine/workloads.ts";
import type { Experiment } from "../../src/workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../src/workloads/mf/config/link.ts";
import { randomStream, sampleWithout } from "../../src/math/random.ts";
import type { LoadFile } from "../../src/workloads/asset.ts";
import type { PageAddress } from "../../src/store/address.ts";
import { createMatrixPlayground } from "../unit/store/matrix-page.ts";
import type { PinStorage } from "../../src/store/pins/pins.ts";
import type { RunConfig } from "../../src/training/plan.ts";
import type { UserFile } from "../../src/workloads/mf/training.ts";
import { readBundled } from "./bundled.ts";
import { countingGpu, type CountingGpu } from "./counting-gpu.ts";

const HOUR = 3_600_000;
/** The longest time that the test waits for a condition. */
const PATIENCE_MS = 300_000;

const FROZEN_MS = 300;
const PAGE = new TextEncoder().encode("<!doctype html><title>DMF Playground</title>");

/** A page under test and what it trains. Every load requests a file from its host. */
export interface Subject {
  readonly config: Experiment | RunConfig;
  /** The metric whose curves are compared. */
  readonly metric: string;
  readonly load: LoadFile;
  /** The user's file, if the config needs one. */
  readonly file?: UserFile;
  /** The code of a new worker that has loaded nothing yet. By default, the page's own code. */
  readonly workloads?: () => Workloads;
  readonly open: (host: PageHost) => Page;
}

/** Everything around a page. */
interface PageHost {
  readonly startEngine: () => Engine;
  /** An address whose link can be set later. */
  readonly address: Omit<PageAddress, "hash">;
  /** Writing throws while the storage is full. */
  readonly pinStorage: PinStorage;
}

interface Page {
  readonly store: {
    getState(): Messages;
    subscribe(listen: (now: Messages, before: Messages) => void): () => void;
  };
  /** Limits training to few steps per second. */
  readonly slowDown: () => void;
  readonly dismissNotice: () => void;
  readonly goOn: (backend: BackendChoice) => unknown;
  /** Pins the run, which writes to the storage. */
  readonly pin: () => void;
  readonly unpinAll: () => void;
}

interface Messages {
  readonly notice: unknown;
  readonly failure: { readonly message: string } | undefined;
}

const { config } = MF_CODEC.repair({ data: "alpine", rows: 12, steps: 10_000_000 });

/** Matrix factorization of a photograph. */
const FACTORIZATION: Subject = {
  config: config,
  metric: "recovery",
  load: readBundled,
  open: ({ startEngine, address, pinStorage }) => {
    const { store, actions } = createMatrixPlayground({
      startEngine,
      address: { ...address, hash: `#${MF_CODEC.encode(config)}` },
      pinStorage,
      reducedMotion: false,
    });
    return {
      store,
      slowDown: () => actions.chooseSpeed("50"),
      dismissNotice: actions.dismissNotice,
      goOn: actions.goOn,
      pin: actions.pin,
      unpinAll: () => store.getState().pins.forEach(({ id }) => actions.unpin(id)),
    };
  },
};

/** Ways in which a host may damage a file. */
const damagesOf = (whole: LoadFile): Readonly<Record<string, LoadFile>> => ({
  "sends nothing": () => Promise.reject(new TypeError("Failed to fetch")),
  "cuts a file": async (name) => (await whole(name)).slice(0, 1000),
  "flips a bit": async (name) => (await whole(name)).map((byte, i) => (i === 1000 ? byte ^ 1 : byte)),
  "sends the page in place of a file": () => Promise.resolve(PAGE),
});

/** The metric by step, for each network. */
type Curves = Map<string, number[]>;

interface Walk {
  /** Invariants that were broken, with the number and the name of the fault. */
  readonly broken: readonly string[];
  readonly faults: ReadonlyMap<string, number>;
  readonly step: number;
  readonly disturbed: Curves;
  readonly undisturbed: Curves;
}

interface Fault {
  /** Number of messages that the fault should cause. */
  readonly sentences: number;
  readonly strike: () => unknown;
}

/** The faults of the surroundings that are in effect. */
interface Host {
  load: LoadFile;
  storageFails: boolean;
  /** Number of further requests for an adapter that find none. */
  adaptersMissing: number;
}

interface FakeWorker extends EngineWorker {
  readonly listeners: WorkerListeners;
  /** Whether the worker has stopped sending. */
  isMute: boolean;
}

/** The engine's events, summarized so that a long sequence stays fast. */
interface Told {
  step: number;
  /** Step of the last checkpoint. */
  keptStep: number;
  /** Step at which the run was loaded or continued after the last fault; undefined until then. */
  resumedAt: number | undefined;
  readonly curves: Curves;
}

export async function walk(
  real: GPU | undefined,
  count: number,
  seed: number,
  subject = FACTORIZATION,
): Promise<Walk> {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const clock = sleepingClock();
  try {
    return await takeWalk(real, count, seed, subject, clock);
  } finally {
    vi.useRealTimers();
    vi.restoreAllMocks();
  }
}

function sleepingClock(): { sleptMs: number } {
  const clock = { sleptMs: 0 };
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + clock.sleptMs);
  return clock;
}

async function takeWalk(
  real: GPU | undefined,
  count: number,
  seed: number,
  subject: Subject,
  clock: { sleptMs: number },
): Promise<Walk> {
  const random = randomStream(seed, "chaos");
  const host: Host = { load: subject.load, storageFails: false, adaptersMissing: 0 };
  const counting = real && countingGpu(real);
  const workers = new Set<FakeWorker>();
  const openWorker = (listeners: WorkerListeners): EngineWorker => {
    const engine = engineOf(subject, counting && lateAdapters(counting, host), (name) => host.load(name));
    const worker: FakeWorker = {
      engine,
      listeners,
      isMute: false,
      ping: () => worker.isMute || listeners.onAnswer(),
      terminate: () => {
        worker.isMute = true;
        workers.delete(worker);
        void engine.dispose();
      },
    };
    engine.subscribe((event) => worker.isMute || listeners.onEvent(event));
    workers.add(worker);
    return worker;
  };
  const told = nothingTold();
  const backend = counting ? "webgpu" : "cpu";
  const page = subject.open({
    startEngine: () => {
      const supervisor = supervise(openWorker);
      if (subject.file) void supervisor.provide(subject.file);
      supervisor.subscribe((event) => note(told, event, subject));
      return supervisor;
    },
    address: {
      backend,
      linkTo: (hash) => hash,
      write: () => undefined,
      writeBackend: () => undefined,
      onChange: () => () => undefined,
    },
    pinStorage: {
      read: () => null,
      write: () => {
        if (host.storageFails) throw new DOMException("full", "QuotaExceededError");
      },
      follow: () => undefined,
    },
  });
  const { store } = page;
  page.slowDown();

  const worker = (): FakeWorker => [...workers][0] as FakeWorker;
  const crash = (): void => worker().listeners.onCrash("out of memory");
  // The end of the worker and the failed load cause one message each.
  const crashWith = (load: LoadFile): Fault => ({
    sentences: 2,
    strike: async () => {
      host.load = load;
      crash();
      await until(() => store.getState().failure !== undefined);
      host.load = subject.load;
      await page.goOn(backend);
    },
  });
  const faults: Readonly<Record<string, Fault>> = {
    "a worker that crashes": { sentences: 1, strike: crash },
    "a worker that hangs": {
      sentences: 1,
      strike: async () => {
        worker().isMute = true;
        const before = workers.size && worker();
        await until(() => {
          vi.advanceTimersByTime(1000);
          return worker() !== before;
        });
      },
    },
    ...Object.fromEntries(
      Object.entries(damagesOf(subject.load)).map(([what, load]) => [
        `a worker that crashes, and a host that ${what}`,
        crashWith(load),
      ]),
    ),
    "a clock that jumps": { sentences: 0, strike: () => (clock.sleptMs += HOUR) },
    "a process that freezes": {
      sentences: 0,
      strike: () => {
        for (const thawed = Date.now() + FROZEN_MS; Date.now() < thawed;);
        clock.sleptMs += HOUR;
      },
    },
    "a storage that is full": {
      sentences: 1,
      strike: async () => {
        host.storageFails = true;
        page.pin();
        await until(() => store.getState().notice !== undefined);
        host.storageFails = false;
        page.unpinAll();
      },
    },
    ...(counting && {
      "a device that is lost": { sentences: 1, strike: () => counting.device().destroy() },
      "a device that is lost, and adapters that come late": {
        sentences: 1,
        strike: () => {
          host.adaptersMissing = 2;
          counting.device().destroy();
        },
      },
    }),
  };

  const broken: string[] = [];
  const struck = new Map<string, number>();
  /**
   * Waits for a later checkpoint. The engine gives up a worker or a device after a few losses without one in between;
   * the checkpoint of a run that was opened again is of the same step.
   */
  const laterCheckpoint = (than: number): Promise<boolean> => until(() => told.keptStep > than);
  if (!(await laterCheckpoint(0))) broken.push("training does not begin");
  const names = Object.keys(faults);
  /** The faults that have not struck in this round. In each round, every fault strikes once, in a random order. */
  let left: string[] = [];
  for (let i = 1; i <= count && broken.length === 0; i++) {
    if (left.length === 0)
      left = [...sampleWithout(random, names.length, names.length)].map((k) => names[k] as string);
    const name = left.pop() as string;
    const fault = faults[name] as (typeof faults)[string];
    struck.set(name, (struck.get(name) ?? 0) + 1);
    await wait(100 * random.uniform());
    page.dismissNotice();
    const { step, keptStep } = told;
    told.resumedAt = undefined;
    let sentences = 0;
    const unsubscribe = store.subscribe(({ notice, failure }, old) => {
      if (notice && notice !== old.notice) sentences++;
      if (failure && failure !== old.failure) sentences++;
    });
    const demand = (holds: boolean, what: string): void => {
      if (!holds) broken.push(`${i}, ${name}: ${what}`);
    };
    await fault.strike();
    demand(await until(() => told.step > step), `does not go on beyond step ${step}`);
    demand(await laterCheckpoint(keptStep), `makes no checkpoint after step ${keptStep}`);
    unsubscribe();
    const from = told.resumedAt ?? keptStep;
    demand(from >= keptStep, `goes on from step ${from}, not from ${keptStep}`);
    demand(sentences === fault.sentences, `says ${sentences} sentences`);
    demand(store.getState().failure === undefined, `fails: ${store.getState().failure?.message}`);
    demand(workers.size === 1, `has ${workers.size} workers`);
    if (counting) demand(await until(() => counting.devices() === 1), `has ${counting.devices()} devices`);
  }
  const disturbed = told.curves;
  const lastStep = (): number => Math.min(...[...disturbed.values()].map(({ length }) => length)) - 1;
  // A checkpoint may come before the values of its step.
  await until(() => lastStep() > count);
  for (const one of workers) one.terminate();
  const step = lastStep();
  return { broken, faults: struck, step, disturbed, undisturbed: await trainTo(real, step, subject) };
}

/**
 * The problems of a sequence of this many faults: broken invariants, and curves that differ from the
 * undisturbed ones.
 */
export function problemsOf({ broken, faults, step, disturbed, undisturbed }: Walk, count: number): string[] {
  const struck = [...faults.values()].reduce((sum, one) => sum + one, 0);
  return [
    ...broken,
    ...(struck === count && step > count ? [] : [`${struck} faults and ${step} steps`]),
    ...[...undisturbed].flatMap(([id, curve]) => {
      const found = disturbed.get(id) ?? [];
      const at = curve.findIndex((value, i) => !Number.isFinite(value) || value !== found[i]);
      return at < 0 ? [] : [`${id}: ${found[at]} at step ${at}, undisturbed ${curve[at]}`];
    }),
  ];
}

/** The counted GPU, without an adapter for the first requests after a fault. */
const lateAdapters = ({ gpu }: CountingGpu, host: Host): GPU =>
  ({
    requestAdapter: (options?: GPURequestAdapterOptions) =>
      host.adaptersMissing-- > 0 ? Promise.resolve(null) : gpu.requestAdapter(options),
  }) as GPU;

const engineOf = ({ workloads }: Subject, gpu: GPU | undefined, load: LoadFile): LocalEngine =>
  new LocalEngine({ gpu, anyAdapter: true, load, ...(workloads && { workloads: workloads() }) });

async function trainTo(gpu: GPU | undefined, steps: number, subject: Subject): Promise<Curves> {
  const told = nothingTold();
  const engine = engineOf(subject, gpu, subject.load);
  engine.subscribe((event) => note(told, event, subject));
  if (subject.file) await engine.provide(subject.file);
  await engine.load(subject.config, gpu ? "webgpu" : "cpu");
  await engine.step(steps);
  await engine.dispose();
  return told.curves;
}

const nothingTold = (): Told => ({
  step: 0,
  keptStep: 0,
  resumedAt: undefined,
  curves: new Map(),
});

function note(told: Told, event: EngineEvent, { metric }: Subject): void {
  if (event.kind === "loaded") told.resumedAt = 0;
  if (event.kind === "resumed") told.resumedAt = event.step;
  if (event.kind === "checkpoint") {
    told.keptStep = event.checkpoint.step;
  }
  if (event.kind !== "steps") return;
  for (const { id, firstStep, columns, progress } of event.networks) {
    told.step = progress.step;
    const curve = told.curves.get(id) ?? [];
    curve.length = Math.min(curve.length, firstStep);
    curve.push(...(columns[metric] ?? []));
    told.curves.set(id, curve);
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether the condition becomes true in time. */
async function until(isSo: () => boolean): Promise<boolean> {
  // The test's own clock may jump.
  const limit = Date.now() + PATIENCE_MS;
  while (Date.now() < limit) {
    if (isSo()) return true;
    await wait(2);
  }
  return false;
}
