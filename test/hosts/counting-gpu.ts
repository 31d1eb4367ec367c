/** A GPU that counts live objects on its devices. A test can destroy its newest device. */
export interface CountingGpu {
  readonly gpu: GPU;
  /** The device that was opened last. */
  readonly device: () => GPUDevice;
  readonly devices: () => number;
  /** Number of buffers that have not been destroyed, on devices that have not been destroyed. */
  readonly liveBuffers: () => number;
  readonly liveBytes: () => number;
}

interface Counted {
  readonly device: GPUDevice;
  readonly buffers: Set<GPUBuffer>;
  lost: boolean;
}

async function forgetLost(entry: Counted): Promise<void> {
  await entry.device.lost;
  entry.lost = true;
  entry.buffers.clear();
}

export function countingGpu(real: GPU): CountingGpu {
  const devices: Counted[] = [];
  const watch = (device: GPUDevice): GPUDevice => {
    const entry: Counted = { device, buffers: new Set(), lost: false };
    devices.push(entry);
    const create = device.createBuffer.bind(device);
    device.createBuffer = (descriptor) => {
      const buffer = create(descriptor);
      entry.buffers.add(buffer);
      const destroy = buffer.destroy.bind(buffer);
      buffer.destroy = () => {
        entry.buffers.delete(buffer);
        destroy();
      };
      return buffer;
    };
    void forgetLost(entry);
    return device;
  };
  const gpu = {
    async requestAdapter(options?: GPURequestAdapterOptions) {
      const adapter = await real.requestAdapter(options);
      if (!adapter) return null;
      const request = adapter.requestDevice.bind(adapter);
      adapter.requestDevice = async (descriptor) => watch(await request(descriptor));
      return adapter;
    },
  } as GPU;
  const buffers = (): GPUBuffer[] => devices.flatMap((entry) => [...entry.buffers]);
  return {
    gpu,
    device: () => {
      const last = devices.at(-1);
      if (!last) throw new Error("no device was opened");
      return last.device;
    },
    devices: () => devices.filter(({ lost }) => !lost).length,
    liveBuffers: () => buffers().length,
    liveBytes: () => buffers().reduce((sum, { size }) => sum + size, 0),
  };
}
