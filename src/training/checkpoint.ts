/**
 * A checkpoint holds everything that training needs to continue on any engine: on another device, in another
 * worker, or from an earlier step.
 */
import { EngineError } from "../core/errors.ts";
import type { TensorSpec, Values } from "../kernels/program.ts";
import type { Plan } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { StepLog } from "./step-log.ts";

/** A session's checkpoint. It does not contain the rates, which are settings, not state. */
export interface SessionCheckpoint {
  /** Number of steps of each network. */
  readonly steps: readonly number[];
  /** Values of every tensor that training carries from one step to the next, by name. */
  readonly tensors: Readonly<Record<string, Values>>;
}

/** A run's checkpoint. It is plain data, which can be sent as a message or saved in a file. */
export interface RunCheckpoint extends SessionCheckpoint {
  readonly step: number;
  /** The progress of each network and seed. */
  readonly progress: readonly (readonly Progress[])[];
}

/** Whether a value from a file has the form of a checkpoint. May throw if it has another form. */
const isSessionCheckpoint = ({ steps, tensors }: SessionCheckpoint): boolean =>
  steps.length > 0 &&
  steps.every(isCount) &&
  Object.values(tensors).every(
    (values) =>
      values instanceof Float32Array || values instanceof Float64Array || values instanceof Uint32Array,
  );

/** Whether a value is a checkpoint of a run with this many networks and seeds that ends at step `last`. */
export const isRunCheckpoint = (
  checkpoint: RunCheckpoint,
  { last, networks, seeds }: { readonly last: number; readonly networks: number; readonly seeds: number },
): boolean =>
  isSessionCheckpoint(checkpoint) &&
  isCount(checkpoint.step) &&
  checkpoint.step <= last &&
  checkpoint.progress.length === networks &&
  checkpoint.progress.every(
    (ofSeeds) =>
      ofSeeds.length === seeds &&
      ofSeeds.every(
        ({ step, loss, evaluated, iterationsTo }) =>
          isCount(step) && typeof loss === "number" && [evaluated, iterationsTo].every(isObject),
      ),
  );

/** Throws EngineError "foreign-state" unless the value has the form of a checkpoint of a run with this plan. */
export function refuseDamaged(checkpoint: RunCheckpoint, { models, batch }: Plan): void {
  const shape = { last: Infinity, networks: models.length, seeds: batch };
  try {
    if (isRunCheckpoint(checkpoint, shape)) return;
    if (Object.values(checkpoint.tensors).some((values) => !ArrayBuffer.isView(values) && "0" in values))
      throw new EngineError(
        "foreign-state",
        "This checkpoint went through JSON, which keeps no typed arrays. Store it with IndexedDB, `structuredClone`, or `serialize` of Node’s module `v8`.",
      );
  } catch (error) {
    if (error instanceof EngineError) throw error;
    // Not even an object.
  }
  throw new EngineError(
    "foreign-state",
    "This checkpoint is damaged, or it belongs to a run with other networks or another number of seeds.",
  );
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function byteLengthOf({ tensors }: SessionCheckpoint): number {
  return Object.values(tensors).reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/**
 * Throws EngineError "foreign-state" unless the checkpoint has the tensors `specs` (velocities may be
 * missing) and this many networks.
 */
export function refuseForeign(
  checkpoint: SessionCheckpoint,
  specs: readonly TensorSpec[],
  networks: number,
): void {
  const foreign = specs.find(({ name, length }) => {
    const has = checkpoint.tensors[name]?.length;
    return has !== length && (has !== undefined || !name.endsWith("/velocity"));
  });
  if (!foreign && checkpoint.steps.length === networks) return;
  throw new EngineError(
    "foreign-state",
    `This state belongs to another experiment (${foreign?.name ?? "the number of networks"} differs). Choose the sizes, networks, optimizer and number of seeds with which it was saved.`,
  );
}

/** Limit on the memory for one run's checkpoints, in bytes. The last checkpoint is always kept. */
const BUDGET_BYTES = 64 * 2 ** 20;
const MOST = 512;

/** The checkpoints of one run. */
export class CheckpointLog extends StepLog<RunCheckpoint> {
  constructor(budget = BUDGET_BYTES) {
    super(byteLengthOf, budget, MOST);
  }
}
