/** Starts the benchmark's worker. */
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import { askWorker } from "../../worker/ask-worker.ts";
import type { BenchmarkRow } from "./benchmark.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import type { StepTimes } from "./kernels.ts";

export type BenchmarkEngine = "WebGPU" | "WebAssembly";

/** The WebGPU adapter, and the kernels that the tuner chose on it, one line for each shape. */
export interface BenchmarkCard {
  readonly info: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, number>>;
  readonly features: readonly string[];
  readonly kernels: readonly string[];
}

export type BenchmarkEvent =
  /** Announces an engine; its rows follow. */
  | { readonly kind: "engine"; readonly engine: BenchmarkEngine; readonly device: string }
  | { readonly kind: "row"; readonly engine: BenchmarkEngine; readonly row: BenchmarkRow }
  /** The kernel times of one of the experiment's networks, which is named by its label. */
  | {
      readonly kind: "step";
      readonly engine: BenchmarkEngine;
      readonly network: string;
      readonly times: StepTimes;
    }
  | { readonly kind: "card"; readonly card: BenchmarkCard }
  | { readonly kind: "missing"; readonly engine: BenchmarkEngine; readonly reason: string }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string };

/** The only request that the worker gets: to measure the device, or the kernels of an experiment's steps. */
export type BenchmarkRequest =
  | { readonly kind: "device" }
  | { readonly kind: "kernels"; readonly experiment: Experiment; readonly file?: UserFile };

/** Returns a function that ends the worker early. After `done` or `failed` the worker has already ended. */
export function startBenchmark(
  listen: (event: BenchmarkEvent) => void,
  request: BenchmarkRequest = { kind: "device" },
): () => void {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: "dmf-benchmark",
  });
  return askWorker(worker, request, listen, {
    kind: "failed",
    message: "The benchmark could not be loaded. Reload the page.",
  });
}
