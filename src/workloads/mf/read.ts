/** Reads a run's inputs and results from an engine, by name. */
import type { Estimate } from "./estimate.ts";
import type { MatrixInputs } from "./run-inputs.ts";

/** The inputs, and the estimate of each network at the current step, on a table with test cells. */
type Readable = MatrixInputs & Readonly<Record<`estimate/${string}`, Estimate>>;

/** Undefined for other workloads, and before a run is loaded. */
export const readInput = <N extends keyof Readable>(
  engine: { read(name: string): Promise<unknown> },
  name: N,
): Promise<Readable[N] | undefined> => engine.read(name) as Promise<Readable[N] | undefined>;
