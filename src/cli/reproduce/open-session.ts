/**
 * Opens the engine for a claim: float64 if the claim asks for it, else WebGPU on a graphics card, else
 * WebAssembly.
 */
import { openCpu } from "../../wasm/open-cpu.ts";
import type { BackendChoice } from "../../library/api.ts";
import { planTraining } from "../../workloads/mf/plan/plan.ts";
import { Session } from "../../workloads/mf/session.ts";
import type { Training } from "../../workloads/mf/training.ts";
import { openDevice, type OpenDevice } from "../../gpu/device.ts";
import { largestTensor, refuseOversized } from "../../gpu/footprint.ts";
import { createGpuExecutor } from "../../gpu/gpu-executor.ts";
import { createCpuExecutor } from "../../kernels/cpu-executor.ts";
import { codeOf, isNoDevice, messageOf } from "../../core/errors.ts";
import { CliError, EXIT } from "../exit.ts";
import { nodePoolWorkers } from "../../library/pool-workers.ts";
import { openHost } from "../../library/host.ts";

export interface SessionOpener {
  /** Describes the engine in words, for the record. */
  readonly engine: string;
  open(training: Training): Promise<Session>;
  close(): void;
}

/** The adapter is null on the CPU. */
export const engineName = (adapter: string | null): string =>
  adapter === null ? "CPU, WebAssembly, float32" : `WebGPU, ${adapter}, float32`;

export async function chooseOpener(backend: BackendChoice, float64: boolean): Promise<SessionOpener> {
  if (float64) return onCpu("CPU, float64", ({ program }) => Promise.resolve(createCpuExecutor(program)));
  const device = backend === "cpu" ? undefined : await findDevice(backend);
  if (device) return onGpu(device);
  const poolWorkers = nodePoolWorkers();
  return onCpu(engineName(null), ({ program }) => openCpu(program, poolWorkers));
}

function onCpu(
  engine: string,
  create: (plan: ReturnType<typeof planTraining>) => ReturnType<typeof openCpu>,
): SessionOpener {
  return {
    engine,
    open: async (training) => {
      const plan = planTraining(training);
      return new Session(plan, await create(plan));
    },
    close: () => undefined,
  };
}

function onGpu(first: OpenDevice): SessionOpener {
  let current = first;
  return {
    engine: engineName(first.adapter),
    open: async (training) => {
      const plan = planTraining(training);
      const bytes = largestTensor(plan.program);
      if (bytes > current.device.limits.maxStorageBufferBindingSize) {
        current.device.destroy();
        const wanted = { maxBufferSize: bytes, maxStorageBufferBindingSize: bytes };
        current = await openDevice((await openHost(true)).gpu, wanted);
      }
      refuseOversized(plan.program, current.device.limits);
      return new Session(plan, await createGpuExecutor(current.device, plan.program));
    },
    close: () => current.device.destroy(),
  };
}

/** Undefined if the user named no engine and there is no graphics card. */
async function findDevice(backend: BackendChoice): Promise<OpenDevice | undefined> {
  try {
    const found = await openDevice((await openHost(true)).gpu);
    if (backend === "webgpu" || !found.isFallback) return found;
    found.device.destroy();
    return undefined;
  } catch (error) {
    if (!isNoDevice(codeOf(error))) throw error;
    if (backend === "webgpu") throw new CliError(EXIT.noBackend, messageOf(error));
    return undefined;
  }
}
