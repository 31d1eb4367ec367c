/**
 * Bytes of GPU buffers compared with the plan's prediction. Every buffer requested from the device counts.
 */
import { completionTraining, openSession, type CompletionSetting } from "../../../src/jobs/benchmark/work.ts";
import { ourDevice } from "../engines/ours.ts";
import type { Suite } from "../engine.ts";

const CASES: readonly CompletionSetting[] = [
  { d: 64, network: "original" },
  { d: 64, network: "compressed" },
  { d: 64, network: "original", batch: 8 },
  { d: 256, network: "original" },
  { d: 256, network: "compressed" },
  { d: 512, network: "original" },
];

export const memory: Suite = async function* ({ own, gpu, setting }) {
  const [engine] = own;
  if (!engine) return;
  const { device } = await ourDevice(gpu);
  const cases = setting.quick ? CASES.slice(0, 3) : CASES;
  for (const completion of cases) {
    const counter = countBuffers(device);
    try {
      const session = await openSession(completionTraining(completion), engine.openExecutor);
      // Does everything that a run does: steps with reads, spectra, pictures.
      for (let turn = 0; turn < 3; turn++) {
        await session.advance(0, 20);
        await session.spectra(0);
        await session.pictures(0);
      }
      await session.problemPictures();
      const planned = session.plan.byteLength;
      const allocated = counter.bytes;
      session.destroy();
      const { d, network, batch = 1 } = completion;
      yield {
        what: "GPU memory, allocated beyond plan",
        shape: `${network}, d = ${d}, B = ${batch}`,
        engine: engine.name,
        on: engine.on,
        value: 100 * (allocated / planned - 1),
        unit: "%",
        note: `planned ${kibibytes(planned)}, allocated ${kibibytes(allocated)}`,
      };
    } finally {
      counter.stop();
    }
  }
};

/** Counts until the returned function is called. */
function countBuffers(device: GPUDevice): { readonly bytes: number; stop(): void } {
  let bytes = 0;
  const counted = (descriptor: GPUBufferDescriptor): GPUBuffer => {
    bytes += descriptor.size;
    return GPUDevice.prototype.createBuffer.call(device, descriptor);
  };
  Object.defineProperty(device, "createBuffer", { value: counted, configurable: true });
  return {
    get bytes() {
      return bytes;
    },
    stop: () => void Reflect.deleteProperty(device, "createBuffer"),
  };
}

function kibibytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KiB`;
}
