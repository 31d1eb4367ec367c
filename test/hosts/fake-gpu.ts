/**
 * A simulated graphics card that fails at one stage: the adapter, the device, its limits, its compiler or its
 * memory.
 */
interface Weakness {
  readonly adapter?: () => Promise<unknown>;
  readonly device?: () => Promise<never>;
  /** Largest buffer size in bytes. */
  readonly limit?: number;
  readonly compile?: () => Promise<never>;
  readonly buffer?: () => never;
  /** The errors that the device's error scopes report. */
  readonly reports?: Partial<Record<GPUErrorFilter, string>>;
}

const info = {
  vendor: "pretended",
  architecture: "card",
  device: "",
  description: "",
  isFallbackAdapter: false,
};

export function fakeGpu({ adapter, device, limit = 2 ** 31, compile, buffer, reports = {} }: Weakness): GPU {
  // Executors name the usages of their buffers with these constants.
  for (const name of ["GPUBufferUsage", "GPUShaderStage"])
    (globalThis as Record<string, unknown>)[name] ??= {};
  const limits = {
    maxBufferSize: limit,
    maxStorageBufferBindingSize: limit,
    minUniformBufferOffsetAlignment: 256,
  };
  const scopes: GPUErrorFilter[] = [];
  const made = () => ({
    destroy: () => undefined,
    getMappedRange: () => new ArrayBuffer(2 ** 16),
    unmap: () => undefined,
  });
  const fakeDevice = {
    limits,
    lost: new Promise(() => undefined),
    queue: { writeBuffer: () => undefined },
    destroy: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    createBuffer: buffer ?? made,
    createShaderModule: made,
    createBindGroupLayout: made,
    createPipelineLayout: made,
    createBindGroup: made,
    createComputePipelineAsync: compile ?? (() => Promise.resolve({})),
    pushErrorScope: (filter: GPUErrorFilter) => void scopes.push(filter),
    popErrorScope: () => {
      const message = reports[scopes.pop() as GPUErrorFilter];
      return Promise.resolve(message === undefined ? null : { message });
    },
  };
  const requestDevice = device ?? (() => Promise.resolve(fakeDevice));
  const requestAdapter =
    adapter ?? (() => Promise.resolve({ info, limits, features: new Set(), requestDevice }));
  return { requestAdapter } as unknown as GPU;
}
