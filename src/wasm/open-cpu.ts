/** Opens the executor for the CPU: WebAssembly in float32 or, without SIMD, the float64 references. */
import { createCpuExecutor } from "../kernels/cpu-executor.ts";
import type { Executor, Program } from "../kernels/program.ts";
import { loadModule, supportedBuilds } from "./build.ts";
import type { PoolWorkers } from "./thread-pool.ts";
import { createWasmExecutor } from "./wasm-executor.ts";

export async function openCpu(program: Program, poolWorkers?: PoolWorkers): Promise<Executor> {
  const [build] = supportedBuilds();
  return build ? createWasmExecutor(program, build, poolWorkers) : createCpuExecutor(program);
}

/** Loads the kernels that `openCpu` will need. If that fails, `openCpu` tries again and reports the failure. */
export function prepareCpu(poolWorkers?: PoolWorkers): void {
  const [build] = supportedBuilds();
  if (build) loadModule((poolWorkers?.count ?? 0) < 1 ? build : `${build}.threads`).catch(() => undefined);
}
