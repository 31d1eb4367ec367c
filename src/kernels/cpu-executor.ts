/**
 * Runs a program in float64 with the kernels' references. It is the engine of last resort, and float32
 * results are tested against it.
 */
import { HostExecutor } from "./host-executor.ts";
import type { ReferenceTensor } from "./kernel.ts";
import type { Executor, Program, TensorSpec } from "./program.ts";

export function createCpuExecutor(program: Program): Executor {
  const tensors = new Map(program.tensors.map((spec) => [spec.name, createTensor(spec)]));
  return new HostExecutor(program, tensors, ({ kernel, params, constants }, ofDispatch) => {
    const inOrder = ofDispatch as readonly ReferenceTensor[];
    return () => kernel.reference(params, constants, inOrder);
  });
}

function createTensor({ type, length, initial }: TensorSpec): ReferenceTensor {
  const tensor = type === "u32" ? new Uint32Array(length) : new Float64Array(length);
  if (initial) tensor.set(initial);
  return tensor;
}
