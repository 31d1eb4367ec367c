/** Computes how much memory a program takes on a device, before anything is allocated. */
import { EngineError } from "../core/errors.ts";
import { type Program, resolveDispatch } from "../kernels/program.ts";
import { ParamsPool } from "./params.ts";
import { stagingSize } from "./readback.ts";
import { byteLengthOf } from "./tensors.ts";

/** The largest alignment that a device may demand. A device with a smaller alignment needs less memory. */
const UNIFORM_ALIGNMENT = 256;

/** Bytes of all tensors, of all dispatches' uniforms, and of a staging buffer for reading `largestRead` elements. */
export function footprintOf({ tensors, lists }: Program, largestRead: number): number {
  const pool = new ParamsPool(UNIFORM_ALIGNMENT);
  for (const dispatch of Object.values(lists).flat()) {
    const { kernel, params } = resolveDispatch(dispatch);
    pool.add(kernel.params, params);
  }
  return byteLengthOf(tensors) + pool.byteLength + stagingSize(4 * largestRead);
}

/** The limits that a plan must respect, as in `GPUSupportedLimits`. */
interface PlanLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
}

/** Bytes of the largest tensor, which a device must allow in one buffer. */
export function largestTensor(program: Program): number {
  return Math.max(...program.tensors.map(({ length }) => 4 * length));
}

/** Throws EngineError "over-limit" when a tensor is larger than the device allows. */
export function refuseOversized(program: Program, limits: PlanLimits): void {
  const limit = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  const needed = largestTensor(program);
  if (needed <= limit) return;
  const name = program.tensors.find(({ length }) => 4 * length === needed)?.name ?? "";
  throw new EngineError(
    "over-limit",
    `${name} needs ${megabytes(needed)} in one buffer, but this device allows ${megabytes(limit)}. Choose a smaller size, fewer measurements or fewer seeds.`,
    { needed, allowed: limit },
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}
