/** Holds the tensors of a program. Every tensor has a buffer of its own, unless it is a part of another tensor. */
import { invariant } from "../core/errors.ts";
import { createBuffer } from "./errors.ts";
import type { ReadRequest, TensorSpec } from "../kernels/program.ts";
import type { ElementType } from "../kernels/kernel.ts";

/** Both element types have four bytes. */
const ELEMENT_BYTES = 4;

interface Tensor {
  readonly spec: TensorSpec;
  readonly buffer: GPUBuffer;
  /** Where the tensor begins in the buffer, and its size; both in bytes. */
  readonly offset: number;
  readonly size: number;
}

/** A range of a tensor, with its offset in the buffer and its size; both in bytes. */
export interface Slice {
  readonly tensor: Tensor;
  readonly offset: number;
  readonly size: number;
}

export class Tensors {
  readonly #tensors: ReadonlyMap<string, Tensor>;
  readonly #buffers: readonly GPUBuffer[];
  readonly #device: GPUDevice;
  /** Bytes of all buffers. */
  readonly byteLength: number;

  /** Creates the buffers with the tensors' initial values, or with zeros. */
  constructor(device: GPUDevice, specs: readonly TensorSpec[]) {
    this.#device = device;
    const buffers = new Map(
      specs.flatMap((spec) => (spec.within ? [] : [[spec.name, createTensor(device, spec)]])),
    );
    this.#buffers = [...buffers.values()];
    this.#tensors = new Map(
      specs.map((spec) => {
        const { tensor, offset } = spec.within ?? { tensor: spec.name, offset: 0 };
        const buffer = buffers.get(tensor);
        invariant(buffer, `${spec.name} has a buffer`);
        return [spec.name, { spec, buffer, offset: offset * ELEMENT_BYTES, size: paddedSize(spec.length) }];
      }),
    );
    this.byteLength = byteLengthOf(specs);
    for (const { name, initial } of specs) if (initial) this.prepareWrite(name, initial, 0)();
  }

  get(name: string): Tensor {
    const tensor = this.#tensors.get(name);
    invariant(tensor, `the program has a tensor ${name}`);
    return tensor;
  }

  slice({ tensor: name, offset = 0, length }: ReadRequest): Slice {
    const tensor = this.get(name);
    const count = length ?? tensor.spec.length - offset;
    invariant(
      offset >= 0 && count >= 0 && offset + count <= tensor.spec.length,
      `the read lies inside ${name}`,
    );
    return { tensor, offset: tensor.offset + offset * ELEMENT_BYTES, size: count * ELEMENT_BYTES };
  }

  /** Copies the values now. The returned function writes them to the buffer. */
  prepareWrite(name: string, values: ArrayLike<number>, offset: number): () => void {
    const { spec, buffer, offset: start } = this.get(name);
    invariant(offset >= 0 && offset + values.length <= spec.length, `the values fit into ${name}`);
    const elements = toElements(spec.type, values);
    return () => this.#device.queue.writeBuffer(buffer, start + offset * ELEMENT_BYTES, elements);
  }

  destroy(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }
}

export function byteLengthOf(specs: readonly TensorSpec[]): number {
  return specs.reduce((sum, { length, within }) => sum + (within ? 0 : paddedSize(length)), 0);
}

function createTensor(device: GPUDevice, { name, length, role }: TensorSpec): GPUBuffer {
  const binding = role === "uniform" ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE;
  return createBuffer(device, {
    label: name,
    size: paddedSize(length),
    usage: binding | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
}

/** Rounds up to whole vec4s, so that every tensor can be bound as an array of vec4s. */
function paddedSize(length: number): number {
  return Math.max(1, Math.ceil(length / 4)) * 4 * ELEMENT_BYTES;
}

function toElements(
  type: ElementType,
  values: ArrayLike<number>,
): Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> {
  return type === "u32" ? Uint32Array.from(values) : Float32Array.from(values);
}
