/** Runs kernels on the GPU and on the CPU and compares the results element by element. */
import { createGpuExecutor } from "../../../src/gpu/gpu-executor.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import type { Dispatch, Program, TensorSpec, Values } from "../../../src/kernels/program.ts";
import type { Numbers } from "../../../src/kernels/kernel.ts";
import { kernelOf } from "../../hosts/kernels.ts";
import { randomStream } from "../../../src/math/random.ts";

/** Unit roundoff of float32. */
export const U = 2 ** -24;

/** Dispatches with their own tensors. */
export interface Case {
  readonly tensors: readonly TensorSpec[];
  readonly dispatches: readonly Dispatch[];
}

export interface Comparison {
  readonly gpu: Values;
  readonly cpu: Values;
}

/** The results of a case by tensor name. */
export type Results = (tensor: string) => Comparison;

/** Runs all cases in one program, so that each pipeline is compiled once, and reads all their tensors. */
export async function runBoth(device: GPUDevice, cases: readonly Case[]): Promise<Results[]> {
  const program = merge(cases);
  const requests = program.tensors.map(({ name }) => ({ tensor: name }));
  const gpu = await createGpuExecutor(device, program);
  const cpu = createCpuExecutor(program);
  try {
    const [ofGpu, ofCpu] = await Promise.all([gpu.run("test", 1, requests), cpu.run("test", 1, requests)]);
    return cases.map((_, i) => (tensor) => {
      const at = program.tensors.findIndex(({ name }) => name === prefixed(i, tensor));
      return { gpu: ofGpu.reads[at] as Values, cpu: ofCpu.reads[at] as Values };
    });
  } finally {
    gpu.destroy();
    cpu.destroy();
  }
}

/** Runs a single case. */
export async function runOne(device: GPUDevice, one: Case): Promise<Results> {
  const [results] = await runBoth(device, [one]);
  return results as Results;
}

function merge(cases: readonly Case[]): Program {
  const tensors = cases.flatMap((one, i) =>
    one.tensors.map((spec) => ({ ...spec, name: prefixed(i, spec.name) })),
  );
  const test = cases.flatMap((one, i) =>
    one.dispatches.map((dispatched) => ({
      ...dispatched,
      tensors: dispatched.tensors.map((name) => prefixed(i, name)),
    })),
  );
  return { tensors, lists: { test } };
}

function prefixed(index: number, name: string): string {
  return `${index}/${name}`;
}

/** "2×3×4 5×6×7" → [[2, 3, 4], [5, 6, 7]]. */
export function parseShapes(text: string): [number, number, number][] {
  return text.split(" ").map((shape) => {
    const [a = 1, b = 1, c = 1] = shape.split("×").map(Number);
    return [a, b, c];
  });
}

/**
 * Additional tensors of a product that takes alpha and beta from its step: here step 7, with four pairs that
 * repeat.
 */
export function scalesByStep(alpha: number, beta: number): TensorSpec[] {
  const pairs = [NaN, NaN, NaN, NaN, alpha, beta, NaN, NaN];
  return [f32("rates", pairs), u32("step", [7])];
}
export const BY_STEP = { ACCUMULATE: 1, RATES: 4 };

export function dispatch(
  kernel: string,
  params: Numbers,
  constants: Numbers,
  tensors: readonly string[],
): Dispatch {
  return { kernel: kernelOf(kernel), label: kernel, params, constants, tensors, flops: 0 };
}

/** Runs a kernel once, with the tensors in binding order. */
export function once(
  kernel: string,
  params: Numbers,
  constants: Numbers,
  tensors: readonly TensorSpec[],
): Case {
  const names = tensors.map(({ name }) => name);
  return { tensors, dispatches: [dispatch(kernel, params, constants, names)] };
}

/**
 * The largest |gpu − cpu| / tolerance(index); a result passes if it is at most 1. NaN never passes. A result
 * of nothing but zeros does not pass either, because it would prove nothing.
 */
export function worstError({ gpu, cpu }: Comparison, tolerance: (index: number) => number): number {
  if (gpu.length !== cpu.length || cpu.every((value) => value === 0)) return Infinity;
  let worst = 0;
  for (let i = 0; i < cpu.length; i++) {
    const error = Math.abs((gpu[i] as number) - (cpu[i] as number));
    const ratio = error === 0 ? 0 : error / tolerance(i);
    if (!(ratio <= worst)) worst = Number.isNaN(ratio) ? Infinity : ratio;
  }
  return worst;
}

/** |values[i]|, for use in tolerances. */
export function abs(values: ArrayLike<number>, i: number): number {
  return Math.abs(values[i] as number);
}

/** Standard normal values, rounded to float32. */
export function normals(length: number, seed: number): Float64Array {
  const random = randomStream(seed, "test");
  return Float64Array.from({ length }, () => Math.fround(random.normal()));
}

/** Zeros and ones; each is one with probability `fraction`. */
export function bits(length: number, seed: number, fraction: number): Float64Array {
  const random = randomStream(seed, "test");
  return Float64Array.from({ length }, () => (random.uniform() < fraction ? 1 : 0));
}

export function f32(name: string, values: ArrayLike<number>): TensorSpec {
  return { name, type: "f32", role: "storage", length: values.length, initial: values };
}

export function u32(name: string, values: ArrayLike<number>): TensorSpec {
  return { name, type: "u32", role: "storage", length: values.length, initial: values };
}

export function uniform(name: string, values: ArrayLike<number>): TensorSpec {
  return { ...f32(name, values), role: "uniform" };
}

export function zeros(name: string, length: number): TensorSpec {
  return { name, type: "f32", role: "storage", length };
}
