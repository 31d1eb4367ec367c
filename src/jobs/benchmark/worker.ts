/** Runs the benchmark in a worker: from its only message on, one engine after another, until terminated. */
import { openDevice } from "../../gpu/device.ts";
import { createGpuExecutor } from "../../gpu/gpu-executor.ts";
import { EngineError, errorText } from "../../core/errors.ts";
import { counted } from "../../core/format.ts";
import { supportedBuilds } from "../../wasm/build.ts";
import { openCpu } from "../../wasm/open-cpu.ts";
import { createWasmExecutor } from "../../wasm/wasm-executor.ts";
import { benchmark, CARD_BENCHMARK, DEFAULT_BENCHMARK, threadRows, type BenchmarkRow } from "./benchmark.ts";
import { browserPoolWorkers, fetchFile } from "../../worker/resources.ts";
import { planTraining } from "../../workloads/mf/plan/plan.ts";
import { buildTraining, seedsOf } from "../../workloads/mf/training.ts";
import { productChoices, Tuner } from "../../training/tuner.ts";
import type { BenchmarkCard, BenchmarkEngine, BenchmarkEvent, BenchmarkRequest } from "./client.ts";
import { timeKernels } from "./kernels.ts";
import type { OpenExecutor, Tune } from "./work.ts";

const send = (event: BenchmarkEvent): void => postMessage(event);

type Measure = (engine: BenchmarkEngine, open: OpenExecutor, tune: Tune, isCard: boolean) => Promise<void>;

const measureDevice: Measure = async (engine, open, tune, isCard) => {
  const setting = isCard ? CARD_BENCHMARK : DEFAULT_BENCHMARK;
  await sendRows(engine, benchmark(open, { ...setting, runsShaders: engine === "WebGPU" }, tune));
  if (engine === "WebAssembly") await sendRows(engine, threadRows(onThreads(1), onThreads(processors)));
};

async function sendRows(engine: BenchmarkEngine, rows: AsyncIterable<BenchmarkRow>): Promise<void> {
  for await (const row of rows) send({ kind: "row", engine, row });
}

const processors = navigator.hardwareConcurrency ?? 1;

function onThreads(count: number): OpenExecutor {
  const poolWorkers = browserPoolWorkers(count);
  return (program) => openCpu(program, poolWorkers);
}

async function kernelsOf({
  experiment,
  file,
}: Extract<BenchmarkRequest, { kind: "kernels" }>): Promise<Measure> {
  const training = await buildTraining({
    config: experiment,
    load: fetchFile,
    seeds: seedsOf(experiment),
    file,
  });
  const { program, models } = planTraining(training);
  return async (engine, open, tune) => {
    const tuned = await tune(program);
    for (const { id, label } of models)
      send({ kind: "step", engine, network: label, times: await timeKernels(tuned, `${id}/step`, open) });
  };
}

async function onGpu(measure: Measure): Promise<void> {
  const opened = await openDevice(navigator.gpu);
  const { device, adapter, isFallback } = opened;
  const tuner = new Tuner();
  const open: OpenExecutor = (program) => createGpuExecutor(device, program);
  try {
    const name = isFallback ? `${adapter}, in software` : adapter;
    send({ kind: "engine", engine: "WebGPU", device: name });
    const kernels = new Set<string>();
    const tune: Tune = async (program) => {
      const tuned = await tuner.tune(program, opened, open);
      for (const choice of productChoices(tuned)) kernels.add(choice);
      return tuned;
    };
    await measure("WebGPU", open, tune, !isFallback);
    send({ kind: "card", card: { ...(await adapterCard()), kernels: [...kernels] } });
  } finally {
    device.destroy();
  }
}

async function adapterCard(): Promise<Omit<BenchmarkCard, "kernels">> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  // Their values are properties of the prototypes.
  const valuesOf = (object: object = {}): [string, unknown][] => {
    const found: [string, unknown][] = [];
    for (const name in object) found.push([name, (object as Record<string, unknown>)[name]]);
    return found;
  };
  return {
    info: Object.fromEntries(valuesOf(adapter?.info).map(([name, value]) => [name, String(value)])),
    limits: Object.fromEntries(valuesOf(adapter?.limits).map(([name, value]) => [name, Number(value)])),
    features: [...(adapter?.features ?? [])].map(String).toSorted(),
  };
}

async function onCpu(measure: Measure): Promise<void> {
  const [build] = supportedBuilds();
  if (!build) throw new EngineError("no-webgpu", "This browser has no WebAssembly SIMD.");
  const poolWorkers = browserPoolWorkers();
  const simd = build === "relaxed" ? "SIMD with fused multiply-add" : "SIMD";
  const threads = (poolWorkers?.count ?? 0) + 1;
  const device = `${simd}, ${counted(threads, "thread")}`;
  send({ kind: "engine", engine: "WebAssembly", device });
  const open: OpenExecutor = (program) => createWasmExecutor(program, build, poolWorkers);
  await measure("WebAssembly", open, (program) => Promise.resolve(program), false);
}

/** Reports an engine that is missing or fails. The others are still measured. */
async function attempt(engine: BenchmarkEngine, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    send({ kind: "missing", engine, reason: errorText(error) });
  }
}

async function answer(request: BenchmarkRequest): Promise<void> {
  const measure = request.kind === "device" ? measureDevice : await kernelsOf(request);
  await attempt("WebAssembly", () => onCpu(measure));
  await attempt("WebGPU", () => onGpu(measure));
  send({ kind: "done" });
}

self.addEventListener("message", ({ data }: MessageEvent<BenchmarkRequest>) => {
  answer(data).catch((error: unknown) => send({ kind: "failed", message: errorText(error) }));
});
