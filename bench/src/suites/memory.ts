/**
 * The largest number of bytes that GPU buffers held at once, compared with the plan's prediction. Every buffer
 * requested from the device counts until it is destroyed, those of the kernels' benchmark included.
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
      // Does everything that a run does: steps with reads, spectra, pictures, checkpoints.
      for (let turn = 0; turn < 3; turn++) {
        await session.advance(0, 20);
        await session.spectraOf(await session.capture(0));
        await Promise.all([session.advance(0, 20), session.pictures(0)]);
        await session.checkpoint();
      }
      await session.problemPictures();
      const planned = session.plan.byteLength;
      session.destroy();
      const { d, network, batch = 1 } = completion;
      yield {
        what: "GPU memory, held beyond plan",
        shape: `${network}, d = ${d}, B = ${batch}`,
        engine: engine.name,
        on: engine.on,
        value: 100 * (counter.most / planned - 1),
        unit: "%",
        note: `planned ${kibibytes(planned)}, held ${kibibytes(counter.most)}: ${counter.parts}`,
      };
    } finally {
      counter.stop();
    }
  }
};

interface Counter {
  /** The most bytes that were held at once. */
  readonly most: number;
  /** A phrase that splits these bytes into tensors, parameters and buffers for reading. */
  readonly parts: string;
  readonly stop: () => void;
}

/** Counts the buffers of a device until it is stopped. */
function countBuffers(device: GPUDevice): Counter {
  const held = new Set<GPUBuffer>();
  const bytesOf = (buffers: readonly GPUBuffer[]): number => buffers.reduce((sum, { size }) => sum + size, 0);
  let most: readonly GPUBuffer[] = [];
  const create = (descriptor: GPUBufferDescriptor): GPUBuffer => {
    const buffer = GPUDevice.prototype.createBuffer.call(device, descriptor);
    held.add(buffer);
    if (bytesOf([...held]) > bytesOf(most)) most = [...held];
    buffer.destroy = () => {
      held.delete(buffer);
      GPUBuffer.prototype.destroy.call(buffer);
    };
    return buffer;
  };
  Object.defineProperty(device, "createBuffer", { value: create, configurable: true });
  return {
    get most() {
      return bytesOf(most);
    },
    get parts() {
      const labelled = (wanted: string) => most.filter(({ label }) => label === wanted);
      const [params, staging] = [bytesOf(labelled("params")), bytesOf(labelled("staging"))];
      const tensors = bytesOf(most) - params - staging;
      return `${kibibytes(tensors)} of tensors, ${kibibytes(params)} of parameters, ${kibibytes(staging)} for reading`;
    },
    stop: () => void Reflect.deleteProperty(device, "createBuffer"),
  };
}

function kibibytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
