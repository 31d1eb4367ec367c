/** Opens the CPU engine for a claim's runs, in Node and in a worker of the page. */
import { createCpuExecutor } from "../../kernels/cpu-executor.ts";
import type { LoadFile } from "../../workloads/asset.ts";
import { openCpu } from "../../wasm/open-cpu.ts";
import type { PoolWorkers } from "../../wasm/thread-pool.ts";
import { planTraining } from "../../workloads/mf/plan/plan.ts";
import { Session } from "../../workloads/mf/session.ts";
import type { Training } from "../../workloads/mf/training.ts";

interface CpuHost {
  readonly load: LoadFile;
  readonly poolWorkers?: PoolWorkers | undefined;
}

export interface SessionOpener {
  /** Describes the engine in words, for the record. */
  readonly engine: string;
  readonly load: LoadFile;
  open(training: Training): Promise<Session>;
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
    open: async (training) => {
      const plan = planTraining(training);
      const { program } = plan;
      return new Session(plan, float64 ? createCpuExecutor(program) : await openCpu(program, poolWorkers));
    },
    close: () => undefined,
  };
}
