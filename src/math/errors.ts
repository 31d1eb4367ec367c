/** Failures that a user can meet. The message says what happened and what to do. */
export type EngineErrorCode =
  | NoDevice
  | "over-limit"
  | "shader-refused"
  | "out-of-memory"
  | "device-lost"
  | "engine-lost"
  | "diverged"
  | "bad-input"
  | "no-file"
  | "cancelled";

/** Why there is no device: in the order in which it is looked for. */
export type NoDevice = "insecure-context" | "no-webgpu" | "no-adapter" | "device-refused";
const NO_DEVICE: ReadonlySet<string> = new Set<NoDevice>([
  "insecure-context",
  "no-webgpu",
  "no-adapter",
  "device-refused",
]);

export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string) {
    super(message);
    this.name = "EngineError";
    this.code = code;
  }
}

/** WebGPU is not to be had, here or now. */
export const isNoDevice = (code: string): boolean => NO_DEVICE.has(code);

/** A name for every failure: what is no EngineError is a fault of ours. */
export const codeOf = (error: unknown): EngineErrorCode | "bug" =>
  error instanceof EngineError ? error.code : "bug";

/** For people. A fault of ours says so. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof EngineError) return text;
  return `There is a fault in this program (${text.replace(/^Bug: /, "").replace(/\.$/, "")}).`;
}

/** For bugs, never for user input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`);
}
