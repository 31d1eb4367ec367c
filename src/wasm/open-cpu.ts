/** The executor for the CPU: WebAssembly in float32; without SIMD, the float64 references. */
import { createCpuExecutor } from "../kernels/cpu-executor.ts";
import type { Executor, Program } from "../kernels/program.ts";
import { supportedBuilds } from "./build.ts";
import type { PoolWorkers } from "./thread-pool.ts";
import { createWasmExecutor } from "./wasm-executor.ts";

export async function openCpu(program: Program, poolWorkers?: PoolWorkers): Promise<Executor> {
  const [build] = supportedBuilds();
  return build ? createWasmExecutor(program, build, poolWorkers) : createCpuExecutor(program);
}
