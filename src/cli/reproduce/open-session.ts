/**
 * Opens the engine for a claim: float64 if the claim asks for it; else WebGPU, if there is a graphics card or the
 * user asks for WebGPU; else WebAssembly.
 */
import type { BackendChoice } from "../../library/api.ts";
import { openDevice, type OpenDevice } from "../../gpu/device.ts";
import { largestTensor, refuseOversized } from "../../gpu/compile.ts";
import { createGpuExecutor } from "../../gpu/gpu-executor.ts";
import { codeOf, isNoDevice, messageOf } from "../../core/errors.ts";
import { loadData } from "../data-file.ts";
import { CliError, EXIT } from "../exit.ts";
import { openHost } from "../../library/host.ts";
import { cpuOpener, engineName, openSession, type SessionOpener } from "../../jobs/claims/open-session.ts";

export async function chooseOpener(backend: BackendChoice, float64: boolean): Promise<SessionOpener> {
  const host = { ...(await openHost(false)), load: loadData };
  const device = float64 || backend === "cpu" ? undefined : await findDevice(backend);
  return device ? onGpu(device, host.load) : cpuOpener(float64, host);
}

function onGpu(first: OpenDevice, load: SessionOpener["load"]): SessionOpener {
  let current = first;
  return {
    engine: engineName(first.adapter),
    load,
    open: async (prepared) => {
      const { plan } = prepared;
      const bytes = largestTensor(plan.program);
      if (bytes > current.device.limits.maxStorageBufferBindingSize) {
        current.device.destroy();
        const wanted = { maxBufferSize: bytes, maxStorageBufferBindingSize: bytes };
        current = await openDevice((await openHost(true)).gpu, wanted);
      }
      refuseOversized(plan.program, current.device.limits);
      return openSession(prepared, plan, await createGpuExecutor(current.device, plan.program));
    },
    close: () => current.device.destroy(),
  };
}

/** Undefined if the user did not ask for WebGPU and there is no graphics card. */
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
