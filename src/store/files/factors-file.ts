/** Writes every factor of every network as an NPZ file in float32: `original/W1` …, and `step`. */
import type { StartFactors } from "../../workloads/mf/run-inputs.ts";
import type { RunCheckpoint } from "../../training/checkpoint.ts";
import {
  npyByteLength,
  npzByteLength,
  writeNpy,
  writeNpz,
  type NpyArray,
  type NpySize,
} from "../../workloads/mf/data/files/write-npy.ts";
import type { LoadedRun } from "../kinds/matrix-state.ts";

export { npyByteLength, writeNpy };

/** The factors at a checkpoint, or at initialization without one. */
export function factorsFile(
  networks: readonly StartFactors[],
  checkpoint: RunCheckpoint | undefined,
  seeds: number,
) {
  const arrays: Record<string, NpyArray> = {};
  for (const { id, factors } of networks)
    for (const [l, { tensor, rows, cols, values }] of factors.entries())
      arrays[arrayName(id, l)] = {
        shape: shapeOf(seeds, rows, cols),
        values: Float32Array.from(checkpoint?.tensors[tensor] ?? values),
      };
  return writeNpz({ ...arrays, step: { shape: [], values: Float64Array.of(checkpoint?.step ?? 0) } });
}

export function factorsByteLength({ models, config }: LoadedRun): number {
  const sizes: Record<string, NpySize> = { step: { shape: [], bytesEach: 8 } };
  for (const { id, layerShapes } of models)
    for (const [l, [rows, cols]] of layerShapes.entries())
      sizes[arrayName(id, l)] = { shape: shapeOf(config.seeds, rows, cols), bytesEach: 4 };
  return npzByteLength(sizes);
}

const arrayName = (id: string, l: number): string => `${id}/W${l + 1}`;

/** If there are several seeds, they are the first axis. */
const shapeOf = (seeds: number, rows: number, cols: number): readonly number[] =>
  seeds > 1 ? [seeds, rows, cols] : [rows, cols];
