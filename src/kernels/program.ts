/**
 * A planned run: named tensors, and flat lists of dispatches that use them. An `Executor` replays the lists.
 * There are three executors: on the GPU (gpu/gpu-executor.ts), in WebAssembly (wasm/wasm-executor.ts) and in
 * float64 (kernels/cpu-executor.ts). The layers above do not need to know which executor runs.
 */
import { invariant } from "../core/errors.ts";
import type { ElementType, Kernel, Numbers } from "./kernel.ts";

/** One buffer, or a part of one. B matrices of the same size are one tensor: B × rows × cols, row-major, contiguous. */
export interface TensorSpec {
  /** Unique in its program; also the GPU label, e.g. `original/W[2]`. */
  readonly name: string;
  readonly type: ElementType;
  /** Number of elements, batch included. */
  readonly length: number;
  /** `uniform` tensors hold hyper-parameters that may change between submits. */
  readonly role: "storage" | "uniform";
  /** Initial values in float64, which the executor rounds; zeros if absent. */
  readonly initial?: ArrayLike<number>;
  /** Name of the block of small matrices to which the tensor belongs (kernels/fusions/small-products.ts). */
  readonly block?: string;
  /**
   * Set if the tensor is a part of another tensor: the other tensor's name, and the element at which the part
   * begins. `initial` is then written into the other tensor.
   */
  readonly within?: { readonly tensor: string; readonly offset: number };
}

/**
 * Operations per second of the slowest engine on a busy machine. A worker or device that falls below this
 * counts as hung.
 */
export const SLOWEST_PER_SECOND = 1e8;

/** One dispatch. Compiling the program fixes all its arguments. */
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
   * Floating-point operations of this dispatch, counted as multiply = add = 1. Products count as in the papers, zeros
   * included, so the number does not depend on the kernels.
   */
  readonly flops: number;
}

export interface Program {
  readonly tensors: readonly TensorSpec[];
  /** All lists that will be run, by name; each is compiled once. */
  readonly lists: Readonly<Record<string, readonly Dispatch[]>>;
}

/**
 * FLOPs of the longest dispatch. A CPU engine cannot answer until a dispatch ends, so the supervisor’s
 * patience grows with this number.
 */
export const longestDispatch = ({ lists }: Program): number =>
  Object.values(lists)
    .flat()
    .reduce((most, { flops }) => Math.max(most, flops), 0);

/** A program that computes the same results with fewer dispatches. */
export interface Fusion {
  readonly program: Program;
  /** The longest sequence of dispatches that the fusion replaces, and its replacement. Their times are compared. */
  readonly change: readonly [before: readonly Dispatch[], after: readonly Dispatch[]];
}

export interface ReadRequest {
  readonly tensor: string;
  /** First element; 0 if absent. */
  readonly offset?: number;
  /** Number of elements; all from `offset` on if absent. */
  readonly length?: number;
}

export type Values = Float32Array | Float64Array | Uint32Array;

export interface ListResult {
  /** Time that the device spent on this run alone, without time in the queue. */
  readonly elapsedMs: number;
  /** One array for each request, copied after the last dispatch of the run. */
  readonly reads: Values[];
}

/**
 * Runs a program's lists. Calls take effect in the order in which they are made, even if the caller does not
 * await them. A caller keeps at most two runs in flight.
 */
export interface Executor {
  readonly backend: "webgpu" | "cpu";
  /** Number of threads that compute; absent on a GPU. */
  readonly threads?: number;
  /** Replays a list `times` times, then reads. Rejects with EngineError when the device fails. */
  run(list: string, times: number, reads?: readonly ReadRequest[]): Promise<ListResult>;
  /** Overwrites elements of a tensor. The write takes effect before the next run. */
  write(tensor: string, values: ArrayLike<number>, offset?: number): void;
  /** Bytes of all tensors. */
  readonly byteLength: number;
  /** May be called more than once. A run in flight rejects. */
  destroy(): void;
}

export interface ResolvedDispatch {
  readonly kernel: Kernel;
  readonly params: Numbers;
  /** The kernel's defaults, overridden by the dispatch. */
  readonly constants: Numbers;
  readonly tensors: readonly string[];
}

/** Fills in the kernel's defaults. A dispatch that does not fit its kernel is a bug and throws. */
export function resolveDispatch({ kernel, label, params, constants, tensors }: Dispatch): ResolvedDispatch {
  const { name } = kernel;
  const wanted = kernel.params.map((field) => field.name);
  invariant(
    sameNames(Object.keys(params), wanted),
    `${label} has the parameters ${wanted.join(", ")} of ${name}`,
  );
  for (const constant of Object.keys(constants))
    invariant(constant in kernel.constants, `${label} sets a constant of ${name}, not ${constant}`);
  const missing = kernel.bindings.length - tensors.length;
  invariant(missing === 0 || missing === kernel.optional, `${label} binds ${kernel.bindings.length} tensors`);
  const unread = Array.from({ length: missing }, () => tensors[0] as string);
  return {
    kernel,
    params,
    constants: { ...kernel.constants, ...constants },
    tensors: [...tensors, ...unread],
  };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}
