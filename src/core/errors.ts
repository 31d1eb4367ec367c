/** Failures that a user can meet. The message says what happened and what to do. */

export type EngineErrorCode =
  | NoDevice
  | "over-limit"
  | "shader-refused"
  | "out-of-memory"
  | "device-lost"
  | "engine-lost"
  | "bad-input"
  | "no-file"
  | "no-convergence"
  | "cancelled";

/** Why there is no device: in the order in which it is looked for. */
export type NoDevice = "insecure-context" | "no-webgpu" | "no-adapter" | "device-refused";
const NO_DEVICE: ReadonlySet<string> = new Set<NoDevice>([
  "insecure-context",
  "no-webgpu",
  "no-adapter",
  "device-refused",
]);

/** What was too much, in bytes, where that is known. */
export interface Room {
  readonly needed: number;
  readonly allowed: number;
}

export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly room: Room | undefined;

  constructor(code: EngineErrorCode, message: string, room?: Room) {
    super(message);
    this.name = "EngineError";
    this.room = room;
    this.code = code;
  }
}

/** WebGPU is not to be had, here or now. */
export const isNoDevice = (code: string): boolean => NO_DEVICE.has(code);

/** A name for every failure: what is no EngineError, and no lack of memory, is a fault of ours. */
export function codeOf(error: unknown): EngineErrorCode | "bug" {
  if (error instanceof EngineError) return error.code;
  return isLackOfMemory(error) ? "out-of-memory" : "bug";
}

/** An array for which there is no memory; browsers differ in their words. */
const isLackOfMemory = (error: unknown): boolean =>
  error instanceof RangeError && /alloc|memory|array length/i.test(error.message);

/** For people. A fault of ours says so. */
export function messageOf(error: unknown): string {
  if (error instanceof EngineError) return error.message;
  if (isLackOfMemory(error))
    return "There is no memory left to prepare this run. Choose a smaller size, fewer networks or fewer seeds, or close other pages.";
  const text = error instanceof Error ? error.message : String(error);
  return `There is a fault in this program (${text.replace(/^Bug: /, "").replace(/\.$/, "")}).`;
}

/** A decomposition that came to no end within its bound, or was asked of what are no numbers. */
export const noConvergence = (): EngineError =>
  new EngineError(
    "no-convergence",
    "A matrix could not be decomposed: its values are no numbers, or too far apart. Choose other data, another seed or a smaller learning rate.",
  );

/** For bugs, never for user input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`);
}
