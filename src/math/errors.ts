/** Failures that a user can meet. The message says what happened and what to do. */
import { inEnglish, sentence, type Sentence } from "./sentence.ts";

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
  /** The message, which is English, for whatever language it is shown in. */
  readonly said: Sentence;

  constructor(code: EngineErrorCode, said: Sentence) {
    super(inEnglish(said));
    this.name = "EngineError";
    this.code = code;
    this.said = said;
  }
}

/** WebGPU is not to be had, here or now. */
export const isNoDevice = (code: string): boolean => NO_DEVICE.has(code);

/** A name for every failure: what is no EngineError is a fault of ours. */
export const codeOf = (error: unknown): EngineErrorCode | "bug" =>
  error instanceof EngineError ? error.code : "bug";

/** For people. A fault of ours says so. */
export function messageOf(error: unknown): Sentence {
  if (error instanceof EngineError) return error.said;
  const text = error instanceof Error ? error.message : String(error);
  return sentence("There is a fault in this program ({fault}).", {
    fault: text.replace(/^Bug: /, "").replace(/\.$/, ""),
  });
}

/** For bugs, never for user input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`);
}
