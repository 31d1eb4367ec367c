/**
 * Copies results to staging buffers, which the executor maps. Buffers are reused, so a steady stream of reads
 * creates no new ones.
 */
import type { Values } from "../kernels/program.ts";
import { createBuffer } from "./errors.ts";
import type { Slice } from "./tensors.ts";

/** The pending reads of one run, one after another in one buffer. */
export interface Readback {
  readonly staging: GPUBuffer;
  readonly slices: readonly Slice[];
}

const MAX_TIMES = 16;

export class ReadbackPool {
  readonly #device: GPUDevice;
  readonly #free: GPUBuffer[] = [];
  readonly #all = new Set<GPUBuffer>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Encodes the copies. Returns undefined when there is nothing to read. */
  copy(encoder: GPUCommandEncoder, slices: readonly Slice[]): Readback | undefined {
    const total = slices.reduce((sum, slice) => sum + slice.size, 0);
    if (total === 0) return undefined;
    const staging = this.#take(total);
    let at = 0;
    for (const { tensor, offset, size } of slices) {
      encoder.copyBufferToBuffer(tensor.buffer, offset, staging, at, size);
      at += size;
    }
    return { staging, slices };
  }

  /**
   * Returns the values that were read and frees the staging buffer. Call it after `staging.mapAsync` has
   * resolved.
   */
  collect({ staging, slices }: Readback): Values[] {
    const mapped = staging.getMappedRange();
    let at = 0;
    const values = slices.map(({ tensor, size }) => {
      const copy = mapped.slice(at, at + size);
      at += size;
      return tensor.spec.type === "u32" ? new Uint32Array(copy) : new Float32Array(copy);
    });
    staging.unmap();
    this.#free.push(staging);
    return values;
  }

  destroy(): void {
    for (const buffer of this.#all) buffer.destroy();
  }

  /**
   * Takes the smallest free buffer that is large enough, or makes a new one. Saves much larger buffers for
   * larger reads.
   */
  #take(size: number): GPUBuffer {
    const most = MAX_TIMES * stagingSize(size);
    const fitting = this.#free.filter((buffer) => buffer.size >= size && buffer.size <= most);
    const smallest = fitting.reduce<GPUBuffer | undefined>(
      (best, buffer) => (best && best.size <= buffer.size ? best : buffer),
      undefined,
    );
    if (!smallest) return this.#create(size);
    this.#free.splice(this.#free.indexOf(smallest), 1);
    return smallest;
  }

  /** Creates a buffer. Destroys smaller free buffers, because later reads fit into the new one. */
  #create(size: number): GPUBuffer {
    for (const smaller of this.#free.filter((buffer) => buffer.size < size)) {
      this.#free.splice(this.#free.indexOf(smaller), 1);
      this.#all.delete(smaller);
      smaller.destroy();
    }
    const buffer = createBuffer(this.#device, {
      label: "staging",
      size: Math.min(stagingSize(size), this.#device.limits.maxBufferSize),
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    this.#all.add(buffer);
    return buffer;
  }
}

/** Rounds up by less than an eighth or less than 256 bytes, so that requests of similar size share buffers. */
export function stagingSize(bytes: number): number {
  const unit = Math.max(256, 2 ** (Math.floor(Math.log2(bytes)) - 3));
  return Math.ceil(bytes / unit) * unit;
}
