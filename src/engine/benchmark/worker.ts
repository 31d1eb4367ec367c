/** The benchmark in a worker of its own: begins at once, engine after engine, and ends by being terminated. */
import { openDevice } from "../../gpu/device.ts";
import { createGpuExecutor } from "../../gpu/gpu-executor.ts";
import { EngineError } from "../../math/errors.ts";
import { supportedBuilds } from "../../wasm/build.ts";
import { createWasmExecutor } from "../../wasm/wasm-executor.ts";
import { benchmark } from "../benchmark.ts";
import type { BenchmarkEngine, BenchmarkEvent } from "./client.ts";
import type { OpenExecutor } from "./work.ts";

const send = (event: BenchmarkEvent): void => postMessage(event);

async function measure(engine: BenchmarkEngine, device: string, open: OpenExecutor): Promise<void> {
  send({ kind: "engine", engine, device });
  for await (const row of benchmark(open)) send({ kind: "row", engine, row });
}

async function measureGpu(): Promise<void> {
  const { device, adapter, isFallback } = await openDevice(navigator.gpu);
  try {
    const name = isFallback ? `${adapter}, in software` : adapter;
    await measure("WebGPU", name, (program) => createGpuExecutor(device, program));
  } finally {
    device.destroy();
  }
}

async function measureCpu(): Promise<void> {
  const [build] = supportedBuilds();
  if (!build) throw new EngineError("no-webgpu", "This browser has no WebAssembly SIMD.");
  const device = build === "relaxed" ? "SIMD with fused multiply-add" : "SIMD";
  await measure("WebAssembly", device, (program) => createWasmExecutor(program, build));
}

/** An engine that is not there, or fails, is said and does not keep the others from being measured. */
async function attempt(engine: BenchmarkEngine, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    send({ kind: "missing", engine, reason: error instanceof Error ? error.message : String(error) });
  }
}

await attempt("WebAssembly", measureCpu);
await attempt("WebGPU", measureGpu);
send({ kind: "done" });
