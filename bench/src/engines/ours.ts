/** This project's engine, with the same executors and sessions as the page. */
import { openCpu } from "../../../src/wasm/open-cpu.ts";
import {
  matmulProgram,
  openSession,
  type OpenExecutor,
  type Product,
  type Tune,
} from "../../../src/jobs/benchmark/work.ts";
import { HISTORY_CAPACITY } from "../../../src/training/plan.ts";
import type { Session } from "../../../src/workloads/mf/session.ts";
import type { Training } from "../../../src/workloads/mf/training.ts";
import { Tuner } from "../../../src/training/tuner.ts";
import { openDevice, type OpenDevice } from "../../../src/gpu/device.ts";
import { createGpuExecutor } from "../../../src/gpu/gpu-executor.ts";
import type { Kernel } from "../../../src/kernels/kernel.ts";
import { MATMUL_KERNELS } from "../../../src/kernels/linalg/matmul.choose.ts";
import type { Matrix } from "../../../src/math/matrix.ts";
import { errorNorms, type Problem } from "../../../src/workloads/mf/data/problem.ts";
import type { PoolWorkers } from "../../../src/wasm/thread-pool.ts";
import { ModelSession } from "../../../src/training/session.ts";
import { planMlp } from "../../../src/workloads/digits/plan.ts";
import type { Classifier, Engine, Multiplier, OwnEngine, Trainer } from "../engine.ts";

export const OURS = "DMF Playground";

/** One device for all suites. It allows buffers of up to 512 MiB. */
const WANTED = { maxBufferSize: 2 ** 29, maxStorageBufferBindingSize: 2 ** 29 };

const tuner = new Tuner();
let opened: Promise<OpenDevice> | undefined;

export function ourDevice(gpu: GPU | undefined): Promise<OpenDevice> {
  return (opened ??= openDevice(gpu, WANTED));
}

export function ourWebGpu(gpu: GPU | undefined): OwnEngine {
  const open: OpenExecutor = async (program) => createGpuExecutor((await ourDevice(gpu)).device, program);
  const tune: Tune = async (program) => tuner.tune(program, await ourDevice(gpu), open);
  const openExecutor: OpenExecutor = async (program) => open(await tune(program));
  return { ...engineOn(openExecutor), tune, on: "WebGPU", open: async () => void (await ourDevice(gpu)) };
}

export function ourWasm(poolWorkers: PoolWorkers | undefined): OwnEngine {
  return {
    ...engineOn((program) => openCpu(program, poolWorkers)),
    tune: (program) => Promise.resolve(program),
    on: "WebAssembly",
    open: () => Promise.resolve(),
  };
}

/** One engine for each matmul kernel, whichever kernel a plan would choose. */
export function ourMatmulKernels(gpu: GPU | undefined): Engine[] {
  const open: OpenExecutor = async (program) => createGpuExecutor((await ourDevice(gpu)).device, program);
  return MATMUL_KERNELS.map((kernel) => ({
    name: `· kernel ${kernel.name}`,
    on: "WebGPU" as const,
    isSpecial: true,
    open: async () => void (await ourDevice(gpu)),
    multiplier: (product, a, b) => multiplier(open, product, a, b, kernel),
  }));
}

function engineOn(
  openExecutor: OpenExecutor,
): Pick<OwnEngine, "name" | "openExecutor" | "multiplier" | "trainer" | "classifier"> {
  return {
    name: OURS,
    openExecutor,
    multiplier: (product, a, b) => multiplier(openExecutor, product, a, b),
    trainer: async (training) => trainer(training, await openSession(training, openExecutor)),
    classifier: async (built) => {
      const plan = planMlp(built);
      return classifier(new ModelSession(plan, await openExecutor(plan.program)));
    },
  };
}

async function multiplier(
  open: OpenExecutor,
  product: Product,
  a: Matrix,
  b: Matrix,
  kernel?: Kernel,
): Promise<Multiplier> {
  const executor = await open(matmulProgram(product, { a, b }, kernel));
  return {
    run: (count) => executor.run("work", count),
    result: async () => (await executor.run("nothing", 1, [{ tensor: "out" }])).reads[0] ?? [],
    destroy: () => executor.destroy(),
  };
}

function trainer(training: Training, session: Session): Trainer {
  let relativeError = Number.NaN;
  return {
    run: async (count) => {
      for (let left = count; left > 0; left -= HISTORY_CAPACITY) {
        const { columns } = await session.advance(0, Math.min(left, HISTORY_CAPACITY));
        relativeError = columns["train"]?.at(-1) ?? Number.NaN;
      }
    },
    squaredError: () =>
      Promise.resolve(relativeError ** 2 * errorNorms(training.problems[0] as Problem).train),
    destroy: () => session.destroy(),
  };
}

function classifier(session: ModelSession): Classifier {
  let loss = Number.NaN;
  return {
    run: async (count) => {
      for (let left = count; left > 0; left -= HISTORY_CAPACITY) {
        const { columns } = await session.advance(0, Math.min(left, HISTORY_CAPACITY));
        loss = columns["loss"]?.at(-1) ?? Number.NaN;
      }
    },
    loss: () => Promise.resolve(loss),
    destroy: () => session.destroy(),
  };
}
