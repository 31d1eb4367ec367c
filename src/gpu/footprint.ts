/** Computes how much memory a program takes on a device, before anything is allocated. */
import type { Program } from "../kernels/program.ts";
import { resolveDispatch } from "../kernels/resolve-dispatch.ts";
import { ParamsPool } from "./params.ts";
import { stagingSize } from "./readback.ts";
import { byteLengthOf } from "./tensors.ts";

/** The largest alignment that a device may demand. A device with a smaller one needs less memory. */
const UNIFORM_ALIGNMENT = 256;

/** Bytes of all tensors, of all dispatches' uniforms, and of the staging buffer for the largest read (in elements). */
export function footprintOf({ tensors, lists }: Program, largestRead: number): number {
  const pool = new ParamsPool(UNIFORM_ALIGNMENT);
  for (const dispatch of Object.values(lists).flat()) {
    const { kernel, params } = resolveDispatch(dispatch);
    pool.add(kernel.params, params);
  }
  return byteLengthOf(tensors) + pool.byteLength + stagingSize(4 * largestRead);
}
