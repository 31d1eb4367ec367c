/** Opens the CPU engine for a claim's runs, in Node and in a worker of the page. */
import { openSession, type PreparedRun } from "../../engine/prepared-run.ts";
import { createCpuExecutor } from "../../kernels/cpu-executor.ts";
import type { ModelSession } from "../../training/session.ts";
import type { LoadFile } from "../../workloads/asset.ts";
import { openCpu } from "../../wasm/open-cpu.ts";
import type { PoolWorkers } from "../../wasm/thread-pool.ts";

export { openSession };

interface CpuHost {
  readonly load: LoadFile;
  readonly poolWorkers?: PoolWorkers | undefined;
}

export interface SessionOpener {
  /** Describes the engine in words, for the record. */
  readonly engine: string;
  readonly load: LoadFile;
  open(prepared: PreparedRun): Promise<ModelSession>;
  close(): void;
}

/** The adapter is null on the CPU. */
export const engineName = (adapter: string | null): string =>
  adapter === null ? "CPU, WebAssembly, float32" : `WebGPU, ${adapter}, float32`;

/** Opens sessions in WebAssembly with float32, or on the float64 references. */
export function cpuOpener(float64: boolean, { load, poolWorkers }: CpuHost): SessionOpener {
  return {
    engine: float64 ? "CPU, float64" : engineName(null),
    load,
    open: async (prepared) => {
      const { plan } = prepared;
      const create = float64
        ? createCpuExecutor
        : (program: typeof plan.program) => openCpu(program, poolWorkers);
      return openSession(prepared, plan, await create(plan.program));
    },
    close: () => undefined,
  };
}
