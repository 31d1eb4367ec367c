/** Runs one case of kernels in WebAssembly and in float64. */
import { createCpuExecutor } from "../../src/kernels/cpu-executor.ts";
import type { Program, Values } from "../../src/kernels/program.ts";
import type { Build } from "../../src/wasm/build.ts";
import { createWasmExecutor } from "../../src/wasm/wasm-executor.ts";
import type { Case, Results } from "../gpu/kernels/compare.ts";

/**
 * In the results, `gpu` is the float32 result, which comes from WebAssembly here, and `cpu` is the expected
 * one.
 */
export async function runCase(build: Build, { tensors, dispatches }: Case): Promise<Results> {
  const program: Program = { tensors, lists: { test: dispatches } };
  const requests = tensors.map(({ name }) => ({ tensor: name }));
  const [found, wanted] = await Promise.all(
    [await createWasmExecutor(program, build), createCpuExecutor(program)].map((executor) =>
      executor.run("test", 1, requests),
    ),
  );
  return (tensor) => {
    const at = tensors.findIndex(({ name }) => name === tensor);
    return { gpu: found?.reads[at] as Values, cpu: wanted?.reads[at] as Values };
  };
}
