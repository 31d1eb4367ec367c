/** Runs a program on the GPU. */
import { EngineError, invariant } from "../core/errors.ts";
import {
  SLOWEST_PER_SECOND,
  type Executor,
  type Program,
  type ReadRequest,
  type ListResult,
  type Values,
} from "../kernels/program.ts";
import { compileProgram, type CompiledDispatch, type CompiledProgram } from "./compile.ts";
import { deviceLost, outOfMemory } from "./errors.ts";
import { hurry } from "./firefox-poll.ts";
import { StagingPool } from "./staging.ts";
import type { Slice } from "./tensors.ts";

/** Learns from past submits how many dispatches of a list fit into one submit of about 8 ms. */

/** Long enough to hide the cost of a submit, short enough for a responsive page and a GPU's watchdog. */
const TARGET_MS = 8;
/** The first submit is small, because each dispatch may be long. */
const FIRST = 4;
const MOST = 4096;
/** Largest growth between submits. */
const GROWTH = 4;
/** Weight of the newest submit in the running means. */
const NEWEST = 0.3;

export class Pace {
  #size = FIRST;
  /**
   * Running means of dispatches and time. They are divided only at the end, because completions are often
   * noticed in pairs, the second one after 0 ms.
   */
  #dispatches = 0;
  #elapsedMs = 0;

  /**
   * Number of dispatches for the next submit when `remaining` are left. It includes a remainder that would be too
   * small for a submit of its own.
   */
  next(remaining: number): number {
    return remaining <= 1.5 * this.#size ? remaining : this.#size;
  }

  learn(dispatches: number, elapsedMs: number): void {
    if (dispatches === 0) return;
    const newest = this.#dispatches === 0 ? 1 : NEWEST;
    this.#dispatches += newest * (dispatches - this.#dispatches);
    this.#elapsedMs += newest * (elapsedMs - this.#elapsedMs);
    const fitting = Math.floor((TARGET_MS * this.#dispatches) / Math.max(this.#elapsedMs, 1e-3));
    this.#size = Math.max(1, Math.min(fitting, GROWTH * this.#size, MOST));
  }
}

// Replays a compiled program's lists on a device. A run repeats a list `times` times, as one flat sequence of
// dispatches. The executor cuts the sequence into submits of about 8 ms, which may end anywhere in the list. At
// most two submits are in flight. The next run's submits follow without a gap.

const MAX_IN_FLIGHT = 2;
/**
 * Longest wait for a submit, in addition to the time that its operations may take. A submit takes some
 * milliseconds; a large product on a software adapter takes longer.
 */
const MAX_WAIT_S = 60;
/** Time for a lost device to report its reason. */
const GRACE_MS = 100;

interface Run {
  readonly kind: "run";
  readonly dispatches: readonly CompiledDispatch[];
  readonly pace: Pace;
  /** Number of dispatches in the whole sequence. */
  readonly total: number;
  /** Number of dispatches that were submitted. */
  submitted: number;
  readonly reads: readonly Slice[];
  elapsedMs: number;
  readonly resolve: (result: ListResult) => void;
  readonly reject: (error: Error) => void;
}

interface Submit {
  /** Number of the submit's dispatches. */
  readonly count: number;
  readonly flops: number;
  readonly submittedAt: number;
  /** Whether the submit ends its run. */
  readonly isLast: boolean;
  /** The buffer of the run's reads, if the run has any and this is its last submit. */
  readonly staging: GPUBuffer | undefined;
}

interface Write {
  readonly kind: "write";
  readonly apply: () => void;
}

/**
 * The caller keeps the device: `destroy` frees the executor's objects and leaves the device open. Rejects if `signal`
 * is aborted before the last compilation begins.
 */
export async function createGpuExecutor(
  device: GPUDevice,
  program: Program,
  signal?: AbortSignal,
): Promise<Executor> {
  return new GpuExecutor(device, await compileProgram(device, program, signal));
}

class GpuExecutor implements Executor {
  /**
   * The open executors of each device, which fail when it is lost. They share one handler of `lost`, because a handler
   * stays in memory as long as its device.
   */
  static readonly #open = new WeakMap<GPUDevice, Set<GpuExecutor>>();
  readonly backend = "webgpu";
  readonly byteLength: number;
  readonly #device: GPUDevice;
  readonly #program: CompiledProgram;
  readonly #staging: StagingPool;
  readonly #paces = new Map<string, Pace>();
  /** Runs and writes that are not fully submitted yet, in call order. */
  readonly #queue: (Run | Write)[] = [];
  /** Runs that are not settled yet. */
  readonly #unsettled = new Set<Run>();
  #inFlight = 0;
  #flopsInFlight = 0;
  #lastCompletion = 0;
  #failure: Error | undefined;
  #destroyed = false;

  constructor(device: GPUDevice, program: CompiledProgram) {
    this.#device = device;
    this.#program = program;
    this.byteLength = program.tensors.byteLength;
    this.#staging = new StagingPool(device);
    device.addEventListener("uncapturederror", this.#onError);
    GpuExecutor.#openOn(device).add(this);
  }

  async run(list: string, times: number, reads: readonly ReadRequest[] = []): Promise<ListResult> {
    if (this.#failure) throw this.#failure;
    const dispatches = this.#program.lists.get(list);
    invariant(dispatches, `the program has a list ${list}`);
    const slices = reads.map((request) => this.#program.tensors.slice(request));
    return new Promise((resolve, reject) => {
      const total = dispatches.length * times;
      const pace = this.#paceOf(list);
      const run: Run = {
        kind: "run",
        dispatches,
        pace,
        total,
        submitted: 0,
        reads: slices,
        elapsedMs: 0,
        resolve,
        reject,
      };
      this.#unsettled.add(run);
      this.#queue.push(run);
      this.#pump();
    });
  }

  write(tensor: string, values: ArrayLike<number>, offset = 0): void {
    if (this.#failure) return;
    const apply = this.#program.tensors.prepareWrite(tensor, values, offset);
    this.#queue.push({ kind: "write", apply });
    this.#pump();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#device.removeEventListener("uncapturederror", this.#onError);
    GpuExecutor.#openOn(this.#device).delete(this);
    this.#fail(new EngineError("cancelled", "The run was cancelled: its executor was destroyed."));
    this.#staging.destroy();
    this.#program.destroy();
  }

  static #openOn(device: GPUDevice): Set<GpuExecutor> {
    const known = GpuExecutor.#open.get(device);
    if (known) return known;
    const executors = new Set<GpuExecutor>();
    GpuExecutor.#open.set(device, executors);
    void device.lost.then(({ message }) => executors.forEach((each) => each.#fail(deviceLost(message))));
    return executors;
  }

  /** Submits and writes as much as may be in flight. */
  #pump(): void {
    for (let next = this.#queue[0]; next && !this.#failure; next = this.#queue[0]) {
      if (next.kind === "write") {
        next.apply();
        this.#queue.shift();
      } else {
        if (this.#inFlight === MAX_IN_FLIGHT) return;
        try {
          this.#submit(next);
        } catch (error) {
          this.#fail(error as Error);
        }
      }
    }
  }

  #submit(run: Run): void {
    const encoder = this.#device.createCommandEncoder();
    const count = run.pace.next(run.total - run.submitted);
    const flops = encode(encoder, run, count);
    run.submitted += count;
    const isLast = run.submitted === run.total;
    if (isLast) this.#queue.shift();
    const staging = isLast ? this.#copyReads(encoder, run.reads) : undefined;
    const commands = encoder.finish();
    // Counts time from before the submit, because a software device may do the work during the call.
    const submittedAt = performance.now();
    this.#device.queue.submit([commands]);
    this.#inFlight++;
    this.#flopsInFlight += flops;
    void this.#complete(run, { count, flops, submittedAt, isLast, staging });
  }

  async #complete(run: Run, { count, flops, submittedAt, isLast, staging }: Submit): Promise<void> {
    try {
      const { queue } = this.#device;
      const done = staging?.mapAsync(GPUMapMode.READ) ?? queue.onSubmittedWorkDone();
      await inTime(
        hurry(this.#device, done),
        MAX_WAIT_S + Math.floor(this.#flopsInFlight / SLOWEST_PER_SECOND),
      );
    } catch (error) {
      // A lost device reports its own reason within GRACE_MS. In all other cases, only this timer settles the
      // run.
      if (!this.#failure) setTimeout(() => this.#fail(deviceLost((error as Error).message)), GRACE_MS);
      return;
    }
    if (this.#failure) return;
    const now = performance.now();
    const elapsedMs = now - Math.max(submittedAt, this.#lastCompletion);
    this.#lastCompletion = now;
    run.elapsedMs += elapsedMs;
    run.pace.learn(count, elapsedMs);
    this.#inFlight--;
    this.#flopsInFlight -= flops;
    this.#pump();
    if (!isLast) return;
    const reads = staging ? this.#readMapped(staging, run.reads) : [];
    this.#unsettled.delete(run);
    run.resolve({ elapsedMs: run.elapsedMs, reads });
  }

  /** Encodes copies of the slices, one after another, to a staging buffer. Undefined when there is nothing to read. */
  #copyReads(encoder: GPUCommandEncoder, slices: readonly Slice[]): GPUBuffer | undefined {
    const total = slices.reduce((sum, { size }) => sum + size, 0);
    if (total === 0) return undefined;
    const staging = this.#staging.take(total);
    let at = 0;
    for (const { tensor, offset, size } of slices) {
      encoder.copyBufferToBuffer(tensor.buffer, offset, staging, at, size);
      at += size;
    }
    return staging;
  }

  /** Copies the slices' values out of the mapped buffer, and frees the buffer. */
  #readMapped(staging: GPUBuffer, slices: readonly Slice[]): Values[] {
    const mapped = staging.getMappedRange();
    let at = 0;
    const values = slices.map(({ tensor, size }) => {
      const copy = mapped.slice(at, at + size);
      at += size;
      return tensor.spec.type === "u32" ? new Uint32Array(copy) : new Float32Array(copy);
    });
    staging.unmap();
    this.#staging.free(staging);
    return values;
  }

  #paceOf(list: string): Pace {
    const pace = this.#paces.get(list) ?? new Pace();
    this.#paces.set(list, pace);
    return pace;
  }

  readonly #onError = ({ error }: GPUUncapturedErrorEvent): void => {
    const exhausted = error instanceof GPUOutOfMemoryError;
    this.#fail(exhausted ? outOfMemory("this run") : new Error(`Bug: ${error.message}`));
  };

  /** Rejects everything pending, and everything requested later, with the first failure. */
  #fail(error: Error): void {
    this.#failure ??= error;
    for (const run of this.#unsettled) run.reject(this.#failure);
    this.#unsettled.clear();
    this.#queue.length = 0;
  }
}

/** Rejects on timeout. Counts only seconds in which this thread ran, so a sleeping machine adds none. */
async function inTime<T>(answer: Promise<T>, seconds: number): Promise<T> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const late = new Promise<never>((_, reject) => {
    let waited = 0;
    timer = setInterval(() => {
      if (++waited === seconds) reject(new Error(`no answer for ${seconds} seconds`));
    }, 1000);
  });
  return Promise.race([answer, late]).finally(() => clearInterval(timer));
}

/** Encodes `count` dispatches of the run's sequence in one pass. Returns the number of their operations. */
function encode(encoder: GPUCommandEncoder, { dispatches, submitted }: Run, count: number): number {
  const pass = encoder.beginComputePass();
  let operations = 0;
  let current: GPUComputePipeline | undefined;
  for (let i = submitted; i < submitted + count; i++) {
    const { pipeline, bindGroup, grid, flops } = dispatches[i % dispatches.length] as CompiledDispatch;
    if (pipeline !== current) pass.setPipeline(pipeline);
    current = pipeline;
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(grid[0], grid[1], grid[2]);
    operations += flops;
  }
  pass.end();
  return operations;
}
