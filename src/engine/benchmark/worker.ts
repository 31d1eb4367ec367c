/** The benchmark in a worker of its own: begins with its one message, engine after engine, and ends by being terminated. */
import { openDevice } from "../../gpu/device.ts";
import { createGpuExecutor } from "../../gpu/gpu-executor.ts";
import { EngineError } from "../../math/errors.ts";
import { supportedBuilds } from "../../wasm/build.ts";
import { createWasmExecutor } from "../../wasm/wasm-executor.ts";
import { benchmark } from "../benchmark.ts";
import { fetchFile } from "../fetch-file.ts";
import { planTraining } from "../plan.ts";
import { buildTraining, seedsOf } from "../training.ts";
import type { BenchmarkEngine, BenchmarkEvent, BenchmarkRequest } from "./client.ts";
import { timeKernels } from "./kernels.ts";
import type { OpenExecutor } from "./work.ts";

const send = (event: BenchmarkEvent): void => postMessage(event);

type Measure = (engine: BenchmarkEngine, open: OpenExecutor) => Promise<void>;

const measureDevice: Measure = async (engine, open) => {
  for await (const row of benchmark(open)) send({ kind: "row", engine, row });
};

async function kernelsOf({
  experiment,
  file,
}: Extract<BenchmarkRequest, { kind: "kernels" }>): Promise<Measure> {
  const training = await buildTraining(experiment, fetchFile, seedsOf(experiment), file);
  const { program, networks } = planTraining(training);
  return async (engine, open) => {
    for (const { id, label } of networks)
      send({ kind: "step", engine, network: label, times: await timeKernels(program, `${id}/step`, open) });
  };
}

async function onGpu(measure: Measure): Promise<void> {
  const { device, adapter, isFallback } = await openDevice(navigator.gpu);
  try {
    const name = isFallback ? `${adapter}, in software` : adapter;
    send({ kind: "engine", engine: "WebGPU", device: name });
    await measure("WebGPU", (program) => createGpuExecutor(device, program));
  } finally {
    device.destroy();
  }
}

async function onCpu(measure: Measure): Promise<void> {
  const [build] = supportedBuilds();
  if (!build) throw new EngineError("no-webgpu", "This browser has no WebAssembly SIMD.");
  const device = build === "relaxed" ? "SIMD with fused multiply-add" : "SIMD";
  send({ kind: "engine", engine: "WebAssembly", device });
  await measure("WebAssembly", (program) => createWasmExecutor(program, build));
}

/** An engine that is not there, or fails, is said and does not keep the others from being measured. */
async function attempt(engine: BenchmarkEngine, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    send({ kind: "missing", engine, reason: error instanceof Error ? error.message : String(error) });
  }
}

async function answer(request: BenchmarkRequest): Promise<void> {
  const measure = request.kind === "device" ? measureDevice : await kernelsOf(request);
  await attempt("WebAssembly", () => onCpu(measure));
  await attempt("WebGPU", () => onGpu(measure));
  send({ kind: "done" });
}

self.addEventListener("message", ({ data }: MessageEvent<BenchmarkRequest>) => {
  answer(data).catch((error: unknown) =>
    send({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
  );
});
