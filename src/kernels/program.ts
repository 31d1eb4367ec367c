/**
 * What a run is made of once it is planned: named tensors and flat lists of dispatches over them.
 * A list is replayed by an `Executor`; there are three, one on the GPU (gpu/gpu-executor.ts), one in WebAssembly
 * (wasm/wasm-executor.ts) and one in float64 (kernels/cpu-executor.ts), and nothing above them needs to know which one it has.
 */

import type { Kernel } from "./kernel.ts";

/** Params and override constants are plain numbers; booleans are 0 or 1. */
export type Numbers = Readonly<Record<string, number>>;

export type ElementType = "f32" | "u32";

/** One buffer. A batch of B equal matrices is one tensor: B × rows × cols, row-major, contiguous. */
export interface TensorSpec {
  /** Unique in its program; also the GPU label, e.g. `original/W[2]`. */
  readonly name: string;
  readonly type: ElementType;
  /** Number of elements, batch included. */
  readonly length: number;
  /** `uniform` tensors hold hyper-parameters that may be rewritten between submits. */
  readonly role: "storage" | "uniform";
  /** Values at the start, in float64, rounded by the executor; zeros when absent. */
  readonly initial?: ArrayLike<number>;
}

/** One kernel launch: everything is fixed when the program is compiled. */
export interface Dispatch {
  readonly kernel: Kernel;
  /** Shown by GPU debuggers and in error messages, e.g. `original/forward[2]`. */
  readonly label: string;
  /** Fields of the kernel's `Params` uniform. */
  readonly params: Numbers;
  /** Values of the kernel's `override` constants; the kernel's defaults where absent. */
  readonly constants: Numbers;
  /** Tensor names in the order of the kernel's bindings. */
  readonly tensors: readonly string[];
  /**
   * Floating-point operations of one run of this dispatch, counted as multiply = add = 1, and products as the papers count them, zeros among
   * them: the same whatever kernels run.
   */
  readonly flops: number;
}

export interface Program {
  readonly tensors: readonly TensorSpec[];
  /** Every list that will ever be run, by name: compiled once. */
  readonly lists: Readonly<Record<string, readonly Dispatch[]>>;
}

export interface ReadRequest {
  readonly tensor: string;
  /** First element and number of elements; the whole tensor when absent. */
  readonly offset?: number;
  readonly length?: number;
}

export type Values = Float32Array | Float64Array | Uint32Array;

export interface RunResult {
  /** Time that the device spent on this run alone, waiting in the queue not counted. */
  readonly elapsedMs: number;
  /** One array for each request, copied after the last dispatch of the run. */
  readonly reads: Values[];
}

/**
 * Runs a program's lists. Calls are executed in the order they are made, also when the caller does not await
 * them; a caller keeps at most two runs in flight.
 */
export interface Executor {
  readonly backend: "webgpu" | "cpu";
  /** On the CPU, those that compute. */
  readonly threads?: number;
  /** Replays a list `times` times, then reads. Rejects with EngineError when the device fails. */
  run(list: string, times: number, reads?: readonly ReadRequest[]): Promise<RunResult>;
  /** Overwrites elements of a tensor; takes effect before the next run. */
  write(tensor: string, values: ArrayLike<number>, offset?: number): void;
  /** Bytes of all tensors. */
  readonly byteLength: number;
  /** Idempotent. A run in flight rejects. */
  destroy(): void;
}
