/** Staging buffers, through which the executor reads. They are reused, so a steady stream of reads creates no new ones. */
import { createBuffer } from "./errors.ts";

const MAX_TIMES = 16;

export class StagingPool {
  readonly #device: GPUDevice;
  readonly #free: GPUBuffer[] = [];
  readonly #all = new Set<GPUBuffer>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /**
   * Takes the smallest free buffer that is large enough, or makes a new one. Saves much larger buffers for
   * larger reads.
   */
  take(size: number): GPUBuffer {
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

  /** Takes back a buffer that is no longer mapped. */
  free(buffer: GPUBuffer): void {
    this.#free.push(buffer);
  }

  destroy(): void {
    for (const buffer of this.#all) buffer.destroy();
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
