/**
 * A kernel is data: one WGSL file, its bindings, its constants, its grid, and a float64 reference that
 * defines the result. Bind group 0: binding 0 is the `Params` uniform; bindings 1… follow `bindings`.
 */
import { invariant } from "../core/errors.ts";

/** Params and override constants are plain numbers; booleans are 0 or 1. */
export type Numbers = Readonly<Record<string, number>>;

export type ElementType = "f32" | "u32";

export interface Field<Name extends string = string> {
  readonly name: Name;
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

type T = ReferenceTensor;
/** The tensors in binding order. A reference names as many of them as its kernel has bindings, at most eight. */
export type Tensors = readonly [T, T, T, T, T, T, T, T];

/** A kernel as its file states it: params and constants by name, so that the compiler knows each of them. */
interface Definition<Param extends string, Constant extends string> extends Pick<
  Kernel,
  "name" | "wgsl" | "bindings" | "optional"
> {
  readonly params: readonly Field<Param>[];
  readonly constants: Readonly<Record<Constant, number>>;
  readonly grid: (
    params: Record<NoInfer<Param>, number>,
    constants: Record<NoInfer<Constant>, number>,
  ) => Grid;
  /** The constants that the WebAssembly function of the kernel's name takes after the params; absent without one. */
  readonly wasm?: readonly NoInfer<Constant>[];
  /** The name of the WebAssembly function, if it is not the kernel's. */
  readonly wasmName?: string;
  readonly reference: (
    params: Record<NoInfer<Param>, number>,
    constants: Record<NoInfer<Constant>, number>,
    tensors: Tensors,
  ) => void;
}

/** @__NO_SIDE_EFFECTS__ */
export function defineKernel<Param extends string, Constant extends string>({
  wasm,
  wasmName,
  grid,
  reference,
  ...rest
}: Definition<Param, Constant>): Kernel {
  const numbers = [...rest.params.map(({ name }) => name), ...(wasm ?? [])];
  return {
    ...rest,
    grid,
    // `resolveDispatch` checks that a dispatch has exactly these params, constants and tensors.
    reference: reference as unknown as Reference,
    ...(wasm ? { wasm: { name: wasmName ?? rest.name, numbers } } : {}),
  };
}

const fields =
  (type: ElementType) =>
  <Name extends string>(...names: readonly Name[]): Field<Name>[] =>
    names.map((name) => ({ name, type }));
export const u32 = fields("u32");
export const f32 = fields("f32");

const bindings =
  (access: Binding["access"]) =>
  (...names: readonly string[]): Binding[] =>
    names.map((name) => ({ name, access }));
export const read = bindings("read");
export const readWrite = bindings("read_write");
export const uniform = bindings("uniform");

export function numberOf(numbers: Numbers, name: string): number {
  const value = numbers[name];
  invariant(value !== undefined, `${name} is given`);
  return value;
}

/** WebGPU's limit for each dimension of a grid. */
const MAX_WORKGROUPS = 65_535;

/**
 * Workgroups for `count` invocations of a one-dimensional kernel, folded into two dimensions if one dimension
 * is not enough. The grid may have more than `count` invocations: the shader numbers its workgroups with
 * `num_workgroups` and skips invocations beyond the end.
 */
export function foldGrid(count: number, workgroupSize: number): Grid {
  const workgroups = Math.max(1, Math.ceil(count / workgroupSize));
  const y = Math.ceil(workgroups / MAX_WORKGROUPS);
  return [Math.ceil(workgroups / y), y, 1];
}
