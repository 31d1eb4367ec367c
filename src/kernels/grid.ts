/** Turns a number of invocations into a grid of workgroups. */
import type { Grid } from "./kernel.ts";

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
