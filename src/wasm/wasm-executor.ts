/**
 * Runs a program in float32 on the CPU, with kernels in WebAssembly SIMD. This is the fast engine for
 * machines without a GPU. One memory holds all tensors. Each dispatch is compiled to a function and its
 * arguments, so that a step allocates nothing. Threads share large products.
 */
import { numberOf, type ReferenceTensor } from "../kernels/kernel.ts";
import { HostExecutor, type Call } from "../kernels/host-executor.ts";
import type { Executor, Program, Values, ResolvedDispatch } from "../kernels/program.ts";
import { invariant } from "../core/errors.ts";
import { supportedBuilds, type Build, type Functions } from "./build.ts";
import { placeTensors, planMemory } from "./memory.ts";
import { openThreadPool, type PoolWorkers, type ThreadPool } from "./thread-pool.ts";

/** Needs a runtime with WebAssembly SIMD. Rejects with EngineError "out-of-memory" if the program does not fit. */
export async function createWasmExecutor(
  program: Program,
  build: Build | undefined = supportedBuilds()[0],
  poolWorkers?: PoolWorkers,
): Promise<Executor> {
  invariant(build, "this runtime has WebAssembly SIMD");
  return new WasmExecutor(
    program,
    await openThreadPool(build, (start) => planMemory(program, start).pages, poolWorkers),
  );
}

class WasmExecutor extends HostExecutor {
  #pool: ThreadPool | undefined;

  constructor(program: Program, pool: ThreadPool) {
    const { functions, memory, start, threads } = pool;
    const tensors = placeTensors(program, memory, planMemory(program, start));
    super(program, tensors, (dispatch, ofDispatch) => compile(dispatch, ofDispatch, functions), threads);
    this.#pool = pool;
  }

  override destroy(): void {
    super.destroy();
    this.#pool?.free();
    this.#pool = undefined;
  }
}

function compile(
  { kernel, params, constants }: ResolvedDispatch,
  tensors: readonly Values[],
  functions: Functions,
): Call {
  if (!kernel.wasm) {
    // A reference also works on these float32 arrays, although its type asks for float64.
    const views = tensors as readonly ReferenceTensor[];
    return () => kernel.reference(params, constants, views);
  }
  const run = functions[kernel.wasm.name];
  invariant(run, `the module exports ${kernel.wasm.name}`);
  const addresses = tensors.map(({ byteOffset }) => byteOffset);
  const numbers = { ...constants, ...params };
  const values = kernel.wasm.numbers.map((name) => numberOf(numbers, name));
  const all = [...addresses, ...values];
  return () => run(...all);
}
