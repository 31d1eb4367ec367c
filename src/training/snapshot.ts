/** Everything that training needs to go on, on any engine: on another device, in another worker, or from a step of the past. */
import { EngineError } from "../core/errors.ts";
import type { TensorSpec, Values } from "../kernels/program.ts";
import type { Progress } from "./progress.ts";
import { StepLog } from "./step-log.ts";

/** Of a session. Rates are not in it: they are settings, not state. */
export interface SessionSnapshot {
  /** Updates made, for each network. */
  readonly steps: readonly number[];
  /** Values of every tensor that training carries from one step to the next, by name. */
  readonly tensors: Readonly<Record<string, Values>>;
}

/** Of a run; plain data, as a message or a file may carry it. */
export interface RunSnapshot extends SessionSnapshot {
  readonly step: number;
  /** For each network, for each seed. */
  readonly progress: readonly (readonly Progress[])[];
}

/** Whether a value that was read from a file has the form of a checkpoint. May throw where it is nothing like one. */
export const isSessionSnapshot = ({ steps, tensors }: SessionSnapshot): boolean =>
  steps.length > 0 &&
  steps.every(isCount) &&
  Object.values(tensors).every(
    (values) =>
      values instanceof Float32Array || values instanceof Float64Array || values instanceof Uint32Array,
  );

/** The same of a run of so many networks and seeds that ends at step `last`. */
export const isRunSnapshot = (
  snapshot: RunSnapshot,
  { last, networks, seeds }: { readonly last: number; readonly networks: number; readonly seeds: number },
): boolean =>
  isSessionSnapshot(snapshot) &&
  isCount(snapshot.step) &&
  snapshot.step <= last &&
  snapshot.progress.length === networks &&
  snapshot.progress.every(
    (ofSeeds) =>
      ofSeeds.length === seeds &&
      ofSeeds.every(
        ({ step, loss, looks }) => isCount(step) && typeof loss === "number" && typeof looks === "object",
      ),
  );

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

export function byteLengthOf({ tensors }: SessionSnapshot): number {
  return Object.values(tensors).reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Throws EngineError "bad-input" unless the snapshot has the tensors `specs`, save velocities, and of `networks` networks. */
export function refuseForeign(
  snapshot: SessionSnapshot,
  specs: readonly TensorSpec[],
  networks: number,
): void {
  const foreign = specs.find(({ name, length }) => {
    const has = snapshot.tensors[name]?.length;
    return has !== length && (has !== undefined || !name.endsWith("/velocity"));
  });
  if (!foreign && snapshot.steps.length === networks) return;
  throw new EngineError(
    "bad-input",
    `This state belongs to another experiment (${foreign?.name ?? "the number of networks"} differs): keep its sizes, networks, optimiser and number of seeds.`,
  );
}

/** Memory for the snapshots of one run; the last one is kept in any case. */
const BUDGET_BYTES = 64 * 2 ** 20;
const MOST = 512;

/** The snapshots of one run. */
export class SnapshotLog extends StepLog<RunSnapshot> {
  constructor(budget = BUDGET_BYTES) {
    super(byteLengthOf, budget, MOST);
  }
}
