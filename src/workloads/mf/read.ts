/** Reads a run's inputs and results from an engine, by name. */
import type { MatrixInputs } from "./run-inputs.ts";

/** Reads an input or a result of an engine's run. Undefined for other workloads, and before a run is loaded. */
export const readInput = <N extends keyof MatrixInputs>(
  engine: { read(name: string): Promise<unknown> },
  name: N,
): Promise<MatrixInputs[N] | undefined> => engine.read(name) as Promise<MatrixInputs[N] | undefined>;
