/**
 * Runs a program in float64 with the kernels' references. It is the engine of last resort, and float32
 * results are tested against it.
 */
import { HostExecutor } from "./host-executor.ts";
import type { ReferenceTensor } from "./kernel.ts";
import type { Executor, Program, TensorSpec } from "./program.ts";

export function createCpuExecutor(program: Program): Executor {
  const tensors = new Map<string, ReferenceTensor>();
  for (const spec of program.tensors) tensors.set(spec.name, createTensor(spec, tensors));
  return new HostExecutor(program, tensors, ({ kernel, params, constants }, ofDispatch) => {
    const inOrder = ofDispatch as readonly ReferenceTensor[];
    return () => kernel.reference(params, constants, inOrder);
  });
}

/** Creates a tensor. The program lists a tensor before its parts. */
function createTensor(
  { type, length, initial, within }: TensorSpec,
  earlier: ReadonlyMap<string, ReferenceTensor>,
): ReferenceTensor {
  const whole = within && earlier.get(within.tensor);
  const tensor =
    whole?.subarray(within?.offset, (within?.offset ?? 0) + length) ??
    (type === "u32" ? new Uint32Array(length) : new Float64Array(length));
  if (initial) tensor.set(initial);
  return tensor;
}
