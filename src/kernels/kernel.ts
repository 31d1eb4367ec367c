/**
 * A kernel is data: one WGSL file, its bindings, its constants, its grid, and a float64 reference that
 * defines the result. Bind group 0: binding 0 is the `Params` uniform; bindings 1… follow `bindings`.
 */
/** Params and override constants are plain numbers; booleans are 0 or 1. */
export type Numbers = Readonly<Record<string, number>>;

export type ElementType = "f32" | "u32";

export interface Field {
  readonly name: string;
  readonly type: ElementType;
}

export interface Binding {
  /** Name of the WGSL variable. */
  readonly name: string;
  readonly access: "read" | "read_write" | "uniform";
}

export type Grid = readonly [x: number, y: number, z: number];

export interface Kernel {
  /** The stem of the WGSL file; the kernel's name everywhere. */
  readonly name: string;
  readonly wgsl: string;
  /** The fields of `struct Params`, scalars only, in WGSL order. */
  readonly params: readonly Field[];
  readonly bindings: readonly Binding[];
  /**
   * The number of last bindings that a dispatch may omit: either all of these or none. The kernel then does not read
   * them, and the first tensor is bound in their place.
   */
  readonly optional?: number;
  /** Every `override` of the WGSL file, with its default. */
  readonly constants: Numbers;
  /** Workgroups to dispatch; each dimension ≤ 65,535 (fold with `foldGrid`). */
  grid(params: Numbers, constants: Numbers): Grid;
  /** Computes the result in float64 (u32 tensors are Uint32Arrays). Takes the tensors in binding order. */
  readonly reference: Reference;
  /** The kernel in WebAssembly. Without it, the CPU engine runs the reference, which is slow but correct. */
  readonly wasm?: WasmFunction;
}

/**
 * A function that the WebAssembly modules export. It takes the tensors' addresses in binding order, then
 * `numbers`.
 */
interface WasmFunction {
  readonly name: string;
  /** Params and constants, in the order of the function's arguments. */
  readonly numbers: readonly string[];
}

export type ReferenceTensor = Float64Array | Uint32Array;
export type Reference = (params: Numbers, constants: Numbers, tensors: readonly ReferenceTensor[]) => void;
