/** The `Params` uniforms of all dispatches, in one buffer, at offsets aligned for the device. */
import type { Field, Numbers } from "../kernels/kernel.ts";
import { createBuffer } from "./errors.ts";

/** Bytes of a struct, padded to whole vec4s. */
function structSize(fields: readonly Field[]): number {
  return Math.max(16, Math.ceil(fields.length / 4) * 16);
}

/** Packs a struct of scalars into bytes. */
export function packParams(fields: readonly Field[], params: Numbers): Uint8Array {
  const view = new DataView(new ArrayBuffer(structSize(fields)));
  fields.forEach(({ name, type }, i) => {
    const value = params[name] ?? 0;
    if (type === "u32") view.setUint32(4 * i, value, true);
    else view.setFloat32(4 * i, value, true);
  });
  return new Uint8Array(view.buffer);
}

export interface ParamsSlot {
  readonly offset: number;
  readonly size: number;
}

/** Collects structs and stores equal ones once. The buffer is created when all are known. */
export class ParamsPool {
  readonly #alignment: number;
  readonly #structs: Uint8Array[] = [];
  readonly #slots = new Map<string, ParamsSlot>();

  constructor(alignment: number) {
    this.#alignment = alignment;
  }

  add(fields: readonly Field[], params: Numbers): ParamsSlot {
    const bytes = packParams(fields, params);
    const key = bytes.join();
    const known = this.#slots.get(key);
    if (known) return known;
    const slot = { offset: this.#structs.length * this.#alignment, size: bytes.length };
    this.#structs.push(bytes);
    this.#slots.set(key, slot);
    return slot;
  }

  /** Bytes of the structs collected so far. */
  get byteLength(): number {
    return Math.max(1, this.#structs.length) * this.#alignment;
  }

  createBuffer(device: GPUDevice): GPUBuffer {
    const size = this.byteLength;
    const usage = GPUBufferUsage.UNIFORM;
    const buffer = createBuffer(device, { label: "params", size, usage, mappedAtCreation: true });
    const mapped = new Uint8Array(buffer.getMappedRange());
    this.#structs.forEach((bytes, i) => mapped.set(bytes, i * this.#alignment));
    buffer.unmap();
    return buffer;
  }
}
