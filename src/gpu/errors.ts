/** Turns the different ways in which WebGPU reports failures into rejections. */
import { EngineError } from "../core/errors.ts";

/**
 * Runs `create` inside error scopes. `create` may call the device but must not await. A validation error is a
 * bug. If memory is short, the promise rejects with EngineError "out-of-memory", whose message names `what`.
 */
export async function inErrorScopes<T>(device: GPUDevice, what: string, create: () => T): Promise<T> {
  device.pushErrorScope("out-of-memory");
  device.pushErrorScope("internal");
  device.pushErrorScope("validation");
  let result: T;
  let errors: Promise<(GPUError | null)[]>;
  try {
    result = create();
  } finally {
    errors = Promise.all([device.popErrorScope(), device.popErrorScope(), device.popErrorScope()]);
  }
  const [invalid, internal, exhausted] = await errors;
  if (exhausted) throw outOfMemory(what);
  const bug = invalid ?? internal;
  if (bug) throw new Error(`Bug: ${what}: ${bug.message}`);
  return result;
}

/**
 * Creates a buffer. If the browser itself lacks the memory, WebGPU throws a RangeError, which no error scope catches.
 * This function throws EngineError "out-of-memory" instead.
 */
export function createBuffer(device: GPUDevice, descriptor: GPUBufferDescriptor): GPUBuffer {
  try {
    return device.createBuffer(descriptor);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw outOfMemory(`a buffer of ${Math.ceil(descriptor.size / 2 ** 20)} MiB`);
  }
}

export function outOfMemory(what: string): EngineError {
  return new EngineError(
    "out-of-memory",
    `The graphics device does not have enough memory for ${what}. Choose a smaller size, fewer networks or fewer seeds, or close other pages that use the GPU.`,
  );
}

export function deviceLost(message: string): EngineError {
  return new EngineError(
    "device-lost",
    message ? `The graphics device stopped working (${message}).` : "The graphics device stopped working.",
  );
}
