/** Compiles the pipelines of a program, and packs their parameters. */
import type { Field, Numbers, Binding, Kernel } from "../kernels/kernel.ts";
import { createBuffer } from "./errors.ts";
import { EngineError } from "../core/errors.ts";

// The `Params` uniforms of all dispatches, in one buffer, at offsets aligned for the device.

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

// Turns kernels into pipelines. A kernel has one module and one layout, and one pipeline for each set of
// constants.

/** Compilations in parallel: one per processor, so that few are in progress when the rest is cancelled. */
const AT_ONCE = globalThis.navigator?.hardwareConcurrency ?? 4;

interface KernelObjects {
  readonly module: GPUShaderModule;
  readonly bindGroupLayout: GPUBindGroupLayout;
  readonly layout: GPUPipelineLayout;
}

export class Pipelines {
  readonly #device: GPUDevice;
  readonly #kernels = new Map<string, KernelObjects>();
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  readonly #signal: AbortSignal | undefined;
  #compiling = 0;
  readonly #waiting: (() => void)[] = [];

  /** Compiles nothing after `signal` is aborted. */
  constructor(device: GPUDevice, signal?: AbortSignal) {
    this.#device = device;
    this.#signal = signal;
  }

  /**
   * The kernel's bind group layout, explicit so that all its pipelines share it: `params` at 0, then the
   * kernel's bindings in order.
   */
  bindGroupLayout(kernel: Kernel): GPUBindGroupLayout {
    return this.#objects(kernel).bindGroupLayout;
  }

  /** Compiles at the first request. Compilations start in the order of the requests. */
  pipeline(kernel: Kernel, constants: Numbers): Promise<GPUComputePipeline> {
    const key = `${kernel.name} ${JSON.stringify(constants)}`;
    const known = this.#pipelines.get(key);
    if (known) return known;
    const { module, layout } = this.#objects(kernel);
    const compute = { module, entryPoint: "main", constants: { ...constants } };
    const pipeline = this.#inTurn({ label: key, layout, compute }).catch((error) => {
      throw new EngineError(
        "shader-refused",
        `The graphics driver could not compile the kernel ${kernel.name} (${String(error)}).`,
      );
    });
    // Callers who await the promise get the failure. This handler only prevents an unhandled rejection.
    pipeline.catch(() => undefined);
    this.#pipelines.set(key, pipeline);
    return pipeline;
  }

  async #inTurn(descriptor: GPUComputePipelineDescriptor): Promise<GPUComputePipeline> {
    if (this.#compiling >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#compiling++;
    try {
      this.#signal?.throwIfAborted();
      return await this.#device.createComputePipelineAsync(descriptor);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#compiling--;
    }
  }

  #objects(kernel: Kernel): KernelObjects {
    const known = this.#kernels.get(kernel.name);
    if (known) return known;
    const label = kernel.name;
    const entries = [layoutEntry({ name: "params", access: "uniform" }, 0)];
    entries.push(...kernel.bindings.map((binding, i) => layoutEntry(binding, i + 1)));
    const bindGroupLayout = this.#device.createBindGroupLayout({ label, entries });
    // This scope swallows the error of a module that does not compile. The module's pipelines then reject
    // with an error that names the kernel.
    this.#device.pushErrorScope("validation");
    const module = this.#device.createShaderModule({ label, code: kernel.wgsl });
    this.#device.popErrorScope().catch(() => undefined);
    const objects = {
      module,
      bindGroupLayout,
      layout: this.#device.createPipelineLayout({ label, bindGroupLayouts: [bindGroupLayout] }),
    };
    this.#kernels.set(label, objects);
    return objects;
  }
}

const BUFFER_TYPES: Readonly<Record<Binding["access"], GPUBufferBindingType>> = {
  uniform: "uniform",
  read: "read-only-storage",
  read_write: "storage",
};

function layoutEntry({ access }: Binding, binding: number): GPUBindGroupLayoutEntry {
  return { binding, visibility: GPUShaderStage.COMPUTE, buffer: { type: BUFFER_TYPES[access] } };
}
