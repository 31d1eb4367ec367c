/** Failures that a user can meet. The message says what happened and what to do. */
export type EngineErrorCode =
  "no-webgpu" | "over-limit" | "out-of-memory" | "device-lost" | "diverged" | "bad-input" | "cancelled";

export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string) {
    super(message);
    this.name = "EngineError";
    this.code = code;
  }
}

/** For bugs, never for user input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`);
}
