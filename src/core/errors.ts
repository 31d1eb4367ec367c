/** Failures that a user can encounter. Each message says what happened and what to do. */

export type EngineErrorCode =
  | NoDevice
  | "over-limit"
  | "shader-refused"
  | "out-of-memory"
  | "device-lost"
  | "engine-lost"
  | "bad-input"
  | "foreign-state"
  | "no-file"
  | "no-convergence"
  | "cancelled";

/** The reasons for having no device, in the order in which they are checked. */
const NO_DEVICE = ["insecure-context", "no-webgpu", "no-adapter", "device-refused"] as const;
type NoDevice = (typeof NO_DEVICE)[number];

/** The memory needed and the memory available, in bytes, where known. */
export interface Room {
  readonly needed: number;
  readonly allowed: number;
}

export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly room: Room | undefined;
  /** The setting or option that was refused, if there is one. */
  readonly field: string | undefined;

  constructor(code: EngineErrorCode, message: string, room?: Room, field?: string) {
    super(message);
    this.name = "EngineError";
    this.room = room;
    this.field = field;
    this.code = code;
  }
}

/** An input that is not allowed. `field` names the setting or option. */
export const badInput = (message: string, field?: string): EngineError =>
  new EngineError("bad-input", message, undefined, field);

/** Whether the code says that WebGPU cannot be used. */
export const isNoDevice = (code: string): boolean => NO_DEVICE.some((one) => one === code);

/** The code to report for any failure. Anything but an EngineError or a lack of memory is a bug. */
export function codeOf(error: unknown): EngineErrorCode | "bug" {
  if (error instanceof EngineError) return error.code;
  return isLackOfMemory(error) ? "out-of-memory" : "bug";
}

/** Whether an allocation failed. Each browser words this error in its own way. */
const isLackOfMemory = (error: unknown): boolean =>
  error instanceof RangeError && /alloc|memory|array length/i.test(error.message);

/** The message for the user. It reports any unexpected error as a bug. */
export function messageOf(error: unknown): string {
  if (error instanceof EngineError) return error.message;
  if (isLackOfMemory(error))
    return "There is no memory left to prepare this run. Choose a smaller size, fewer networks or fewer seeds, or close other pages.";
  return `This program has a bug (${errorText(error)
    .replace(/^Bug: /, "")
    .replace(/\.$/, "")}).`;
}

/** The text of anything that was thrown. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Thrown when a decomposition does not converge within its limit of iterations, or when its input is not finite. */
export const noConvergence = (): EngineError =>
  new EngineError(
    "no-convergence",
    "A matrix could not be decomposed: some values are not finite, or their magnitudes differ too much. Choose other data, another seed or a smaller learning rate.",
  );

/** Throws unless the condition holds. `message` states the condition. Only a bug can break it, never user input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: expected: ${message}`);
}
