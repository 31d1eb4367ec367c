/** Reads a run's inputs and results from an engine, by name. */
import type { Estimate } from "./estimate.ts";
import type { MatrixInputs } from "./run-inputs.ts";

/** Reads the estimate of a network at the current step. Undefined unless the data is a table with test cells. */
export const readEstimateOf = (
  engine: { read(name: string): Promise<unknown> },
  id: string,
): Promise<Estimate | undefined> => engine.read(`estimate/${id}`) as Promise<Estimate | undefined>;

/** Reads an input of an engine's run. Undefined for other workloads, and before a run is loaded. */
export const readInput = <N extends keyof MatrixInputs>(
  engine: { read(name: string): Promise<unknown> },
  name: N,
): Promise<MatrixInputs[N] | undefined> => engine.read(name) as Promise<MatrixInputs[N] | undefined>;
